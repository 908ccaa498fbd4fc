package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pushj.settings.CallbackSettings;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** How exactly a subscription keeps when content came last. */
class LastUpdateTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void lastUpdateAt_isKeptToTheHour_whenNothingIsSet() {
    assertIsKept(CallbackSettings.defaults(), Duration.ofHours(1));
  }

  @Test
  void lastUpdateAt_isKeptAsExactly_asIsSet() {
    Duration precision = Duration.ofHours(5);
    assertIsKept(CallbackSettings.builder().lastUpdatePrecision(precision).build(), precision);
  }

  @Test
  void lastUpdatePrecision_isRefused_whenItIsOutOfItsLimits() {
    assertThatThrownBy(
            () -> CallbackSettings.builder().lastUpdatePrecision(Duration.ofDays(31)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lastUpdatePrecision");
    assertThatThrownBy(
            () -> CallbackSettings.builder().lastUpdatePrecision(Duration.ofNanos(-1)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lastUpdatePrecision");
  }

  private static void assertIsKept(CallbackSettings callbacks, Duration precision) {
    try (World world = new World(settings -> settings.callbacks(callbacks))) {
      Held active = world.active();
      assertThat(world.deliver(active.request())).isEqualTo(200);
      Instant first = world.clock.instant();

      world.clock.advance(precision.minus(MINUTE));
      assertThat(world.deliver(active.request())).isEqualTo(200);
      assertThat(world.now(active.subscription()).lastUpdateAt()).isEqualTo(first);

      world.clock.advance(MINUTE.multipliedBy(2));
      assertThat(world.deliver(active.request())).isEqualTo(200);
      assertThat(world.now(active.subscription()).lastUpdateAt()).isEqualTo(world.clock.instant());
    }
  }
}
