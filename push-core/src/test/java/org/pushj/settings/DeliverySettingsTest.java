package org.pushj.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DeliverySettingsTest {
  @Test
  void settings_sayWhatIsPossible_whenANumberIsOutOfItsLimits() {
    assertRefused("threads", builder -> builder.work(work -> work.threads(0)));
    assertRefused("perHubPerSecond", builder -> builder.work(work -> work.perHubPerSecond(1)));
    assertRefused("listenerTimeout", builder -> builder.listenerTimeout(Duration.ZERO));
    assertRefused("attempts", builder -> builder.attempts(0));
    assertRefused("duplicateWindow", builder -> builder.duplicateWindow(Duration.ofMillis(-1)));
    assertRefused("retention", builder -> builder.retention(Duration.ofMillis(-1)));
    assertRefused("maxWaiting", builder -> builder.maxWaiting(0));
    assertRefused("maxWaitingBytes", builder -> builder.maxWaitingBytes(0));
    assertRefused("maxParked", builder -> builder.maxParked(0));
    assertRefused("parkedRetention", builder -> builder.parkedRetention(Duration.ZERO));
    assertRefused("storeTimeout", builder -> builder.storeTimeout(Duration.ZERO));
  }

  @Test
  void settings_sayWhatIsPossible_whenATimeIsForEver() {
    Duration forEver = ChronoUnit.FOREVER.getDuration();
    assertRefused("duplicateWindow", builder -> builder.duplicateWindow(forEver));
    assertRefused("retention", builder -> builder.retention(forEver));
    assertRefused("parkedRetention", builder -> builder.parkedRetention(forEver));
  }

  @Test
  void claim_leavesTimeForTheListener() {
    DeliverySettings.Builder builder =
        DeliverySettings.builder().work(work -> work.claim(Duration.ofSeconds(10)));
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("claim")
        .hasMessageContaining("PT2M");
    assertThat(builder.listenerTimeout(Duration.ofSeconds(5)).build()).isNotNull();
  }

  @Test
  void oneSubscription_hasAtMostHalfOfTheThreads() {
    assertThat(DeliverySettings.defaults().work().perHub()).isEqualTo(4);
    assertThat(perSubscription(work -> work.threads(1))).isEqualTo(1);
    assertThat(perSubscription(work -> work.threads(15))).isEqualTo(8);
    assertThat(perSubscription(work -> work.perHub(3))).isEqualTo(3);
  }

  @Test
  void attempts_takeAboutThreeDays_byDefault() {
    DeliverySettings defaults = DeliverySettings.defaults();
    Duration all = Duration.ZERO;
    for (int attempt = 1; attempt < defaults.attempts(); attempt++) {
      all = all.plus(defaults.retries().delay(attempt, 0.5));
    }
    assertThat(all).isBetween(Duration.ofHours(66), Duration.ofHours(78));
  }

  private static int perSubscription(UnaryOperator<WorkSettings.Builder> change) {
    return DeliverySettings.builder().work(change).build().work().perHub();
  }

  private static void assertRefused(String name, UnaryOperator<DeliverySettings.Builder> setting) {
    assertThatThrownBy(setting.apply(DeliverySettings.builder())::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " must ");
  }
}
