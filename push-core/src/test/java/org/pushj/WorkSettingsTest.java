package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.pushj.spi.SubscriptionQuery;

class WorkSettingsTest {
  private final WorkSettings settings = WorkSettings.defaults();

  @Test
  void settings_acceptTheLimits() {
    assertThat(
            settings
                .withThreads(1)
                .withPerHub(1)
                .withBatch(1000)
                .withClaim(Duration.ofSeconds(10))
                .withPoll(Duration.ofNanos(1)))
        .isEqualTo(new WorkSettings(1, 1, 1000, Duration.ofSeconds(10), Duration.ofNanos(1)));
    assertThat(settings.withBatch(1).batch()).isEqualTo(1);
  }

  @Test
  void settings_nameTheLimit_whenAValueIsOutOfRange() {
    assertRefused(all -> all.withThreads(0), "threads", "at least 1", "0");
    assertRefused(all -> all.withPerHub(0), "perHub", "at least 1", "0");
    assertRefused(all -> all.withBatch(0), "batch", "between 1 and 1000", "0");
    assertRefused(all -> all.withBatch(1001), "batch", "between 1 and 1000", "1001");
    assertRefused(all -> all.withClaim(Duration.ofMillis(9999)), "claim", "PT10S", "PT9.999S");
    assertRefused(all -> all.withPoll(Duration.ZERO), "poll", "positive", "PT0S");
  }

  @Test
  void batch_isAtMostWhatAStoreClaimsAtOnce() {
    assertThat(settings.withBatch(SubscriptionQuery.MAX_PAGE).batch()).isEqualTo(1000);
  }

  private void assertRefused(UnaryOperator<WorkSettings> change, String... told) {
    assertThatThrownBy(() -> change.apply(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(told);
  }
}
