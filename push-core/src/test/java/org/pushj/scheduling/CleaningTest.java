package org.pushj.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.tck.ManualClock;

class CleaningTest {
  private final ManualClock clock = new ManualClock();
  private final Cleaning cleaning = new Cleaning(clock);
  private final List<Integer> removals = new ArrayList<>();

  @Test
  void cleaning_runsOnceAMinute_alsoWhenTheClockIsSetBack() {
    clean();
    clock.advance(Duration.ofSeconds(59));
    clean();
    assertThat(removals).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    clean();
    assertThat(removals).hasSize(2);
    clock.advance(Duration.ofHours(-1));
    clean();
    assertThat(removals).hasSize(3);
  }

  private void clean() {
    cleaning.clean(
        size -> {
          removals.add(size);
          return 0;
        });
  }
}
