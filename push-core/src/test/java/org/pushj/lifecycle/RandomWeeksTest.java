package org.pushj.lifecycle;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each week has a number: the same things happen again, but for what follows from the ids, which
 * are new each time.
 */
class RandomWeeksTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void week_losesNothing_andEndsWell(int number) {
    try (RandomWeek week = new RandomWeek(number)) {
      week.run();
    }
  }
}
