package org.pushj.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.pushj.spi.SubscriptionQuery;

class WorkSettingsTest {
  @Test
  void settings_acceptTheLimits() {
    WorkSettings settings =
        WorkSettings.builder()
            .threads(1)
            .perHub(1)
            .perHubPerSecond(0.001)
            .batch(1000)
            .claim(Duration.ofSeconds(10))
            .poll(Duration.ofNanos(1))
            .build();
    assertThat(settings.threads()).isEqualTo(1);
    assertThat(settings.perHub()).isEqualTo(1);
    assertThat(settings.perHubPerSecond()).isEqualTo(0.001);
    assertThat(WorkSettings.defaults().perHubPerSecond()).isZero();
    assertThat(settings.batch()).isEqualTo(1000);
    assertThat(settings.claim()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.poll()).isEqualTo(Duration.ofNanos(1));
    assertThat(WorkSettings.builder().batch(1).build().batch()).isEqualTo(1);
  }

  @Test
  void settings_nameTheLimit_whenAValueIsOutOfRange() {
    assertRefused(all -> all.threads(0), "threads", "between 1 and 10000", "0");
    assertRefused(all -> all.threads(10_001), "threads", "between 1 and 10000", "10001");
    assertRefused(all -> all.perHub(0), "perHub", "at least 1", "0");
    for (double rate : new double[] {-1, 0.0009, 100_001, Double.NaN}) {
      assertRefused(all -> all.perHubPerSecond(rate), "perHubPerSecond", "0.001", "" + rate);
    }
    assertRefused(all -> all.batch(0), "batch", "between 1 and 1000", "0");
    assertRefused(all -> all.batch(1001), "batch", "between 1 and 1000", "1001");
    assertRefused(all -> all.claim(Duration.ofMillis(9999)), "claim", "PT10S", "PT9.999S");
    assertRefused(all -> all.poll(Duration.ZERO), "poll", "positive", "PT0S");
  }

  @Test
  void batch_isAtMostWhatAStoreClaimsAtOnce() {
    assertThat(WorkSettings.builder().batch(SubscriptionQuery.MAX_PAGE).build().batch())
        .isEqualTo(1000);
  }

  private static void assertRefused(UnaryOperator<WorkSettings.Builder> change, String... told) {
    assertThatThrownBy(() -> change.apply(WorkSettings.builder()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(told);
  }
}
