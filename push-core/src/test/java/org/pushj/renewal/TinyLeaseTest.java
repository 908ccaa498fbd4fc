package org.pushj.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** Hubs that grant seconds are asked as seldom as may be, and no lease of theirs is made longer. */
class TinyLeaseTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 60", "5, 60", "59, 60", "120, 60", "600, 12"})
  void hub_isNotAskedInAStorm_whenItGrantsSeconds(long seconds, int most) {
    world.hub.grant(Duration.ofSeconds(seconds));
    Held active = world.active();
    world.pass(Duration.ofHours(1), Duration.ofSeconds(1));

    assertThat(world.hub.requests("subscribe")).hasSizeBetween(most * 3 / 4, most + 1);
    Subscription now = world.now(active.subscription());
    assertThat(now.attempts()).isZero();
    if (seconds > 60) {
      assertThat(world.events(Kind.EXPIRED)).isEmpty();
      assertThat(now.state()).isEqualTo(SubscriptionState.ACTIVE);
    } else {
      assertThat(world.events(Kind.EXPIRED)).hasSizeBetween(most - 2, most);
      assertThat(world.events(Kind.RESUMED)).hasSizeBetween(most - 2, most);
    }
  }
}
