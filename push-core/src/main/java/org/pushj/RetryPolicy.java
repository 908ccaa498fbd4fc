package org.pushj;

import java.time.Duration;

/**
 * How long to wait before something that failed is tried again: twice as long after each failure,
 * up to a limit. Of each time up to a half is left out, and how much differs from one to the next,
 * so that what failed together is not tried together.
 *
 * @param first how long to wait at most after the first failure
 * @param longest how long to wait at most after any
 * @since 0.1
 */
public record RetryPolicy(Duration first, Duration longest) {
  private static final int MAX_DOUBLINGS = 40;
  private static final Duration MIN = Duration.ofMillis(1);
  private static final Duration LIMIT = Duration.ofDays(365);

  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException if {@code first} is less than a millisecond or longer than
   *     {@code longest}, or {@code longest} is more than 365 days
   */
  public RetryPolicy {
    if (first.compareTo(MIN) < 0 || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "first: at least "
              + MIN
              + " and at most longest, "
              + longest
              + ", is possible, not "
              + first);
    }
    if (longest.compareTo(LIMIT) > 0) {
      throw new IllegalArgumentException(
          "longest: at most " + LIMIT + " is possible, not " + longest);
    }
  }

  /** Returns the default: from one minute to four hours. */
  public static RetryPolicy defaults() {
    return new RetryPolicy(Duration.ofMinutes(1), Duration.ofHours(4));
  }

  /**
   * Returns how long to wait.
   *
   * @param attempts how many failed in a row; what is below 1 counts as 1
   * @param spread how much of the half is waited, 0 to 1
   */
  public Duration delay(int attempts, double spread) {
    int doublings = Math.min(Math.max(attempts, 1) - 1, MAX_DOUBLINGS);
    double most =
        Math.min((double) first.toMillis() * (1L << doublings), (double) longest.toMillis());
    return Duration.ofMillis((long) Math.ceil(most / 2 * (1 + spread)));
  }
}
