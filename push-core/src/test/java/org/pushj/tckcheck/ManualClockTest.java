package org.pushj.tckcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pushj.tck.ManualClock;

class ManualClockTest {

  @Test
  void clock_standsStill_untilItIsMoved() {
    ManualClock clock = new ManualClock();

    assertThat(clock.instant()).isEqualTo(ManualClock.START).isEqualTo(clock.instant());
    assertThat(clock.advance(Duration.ofSeconds(90))).isEqualTo("2026-01-01T00:01:30Z");
    assertThat(clock.instant()).isEqualTo("2026-01-01T00:01:30Z");
  }

  @Test
  void set_movesTheClock_backToo() {
    Instant past = Instant.parse("1999-12-31T23:59:59.999Z");
    ManualClock clock = new ManualClock(Instant.parse("2030-05-06T07:08:09Z"));

    clock.set(past);

    assertThat(clock.instant()).isEqualTo(past);
  }
}
