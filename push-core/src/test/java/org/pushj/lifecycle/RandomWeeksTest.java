package org.pushj.lifecycle;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each week has a number: the same things happen again, but for what follows from the ids, which
 * are new each time.
 */
class RandomWeeksTest {
  private static final Duration STEP = Duration.ofMinutes(20);
  private static final int STEPS = 3 * 24 * 7;
  private static final int CALM = 50;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void week_losesNothing_andEndsWell(int number) {
    try (RandomWeek week = new RandomWeek(number)) {
      for (int i = 0; i < STEPS; i++) {
        week.act();
        week.pass(STEP);
      }
      week.calmDown();
      for (int i = 0; i < CALM; i++) {
        week.pass(STEP);
      }
      week.assertWell();
    }
  }
}
