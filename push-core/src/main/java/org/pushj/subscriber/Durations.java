package org.pushj.subscriber;

import java.time.Duration;
import java.time.Instant;

/** Checks and compares times. */
final class Durations {
  private Durations() {}

  static boolean isNotPositive(Duration duration) {
    return duration.isNegative() || duration.isZero();
  }

  /**
   * Returns the duration.
   *
   * @throws IllegalArgumentException if it is not more than 0; the message names the parameter
   */
  static Duration positive(String name, Duration duration) {
    if (isNotPositive(duration)) {
      throw new IllegalArgumentException(name + ": more than 0 is possible, not " + duration);
    }
    return duration;
  }

  static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
