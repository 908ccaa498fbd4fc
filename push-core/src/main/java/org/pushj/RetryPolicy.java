package org.pushj;

import java.time.Duration;

/**
 * How long to wait before a retry: exponential back-off with jitter. The delay doubles after each
 * failure, up to a maximum; jitter then shortens it by up to a half, so that operations that failed
 * together are not retried together.
 *
 * @param first the maximum delay after the first failure
 * @param longest the maximum delay after any failure
 * @since 0.1
 */
public record RetryPolicy(Duration first, Duration longest) {
  private static final int MAX_DOUBLINGS = 40;
  private static final Duration MIN = Duration.ofMillis(1);
  private static final Duration LIMIT = Duration.ofDays(365);

  /**
   * Checks the delays.
   *
   * @throws IllegalArgumentException if {@code first} is shorter than a millisecond or longer than
   *     {@code longest}, or {@code longest} is more than 365 days
   */
  public RetryPolicy {
    if (first.compareTo(MIN) < 0 || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "first must be between " + MIN + " and longest, " + longest + ", was " + first);
    }
    if (longest.compareTo(LIMIT) > 0) {
      throw new IllegalArgumentException("longest must be at most " + LIMIT + ", was " + longest);
    }
  }

  /** Returns the default: from one minute to four hours. */
  public static RetryPolicy defaults() {
    return new RetryPolicy(Duration.ofMinutes(1), Duration.ofHours(4));
  }

  /**
   * Returns the delay before the next attempt.
   *
   * @param attempts how many attempts failed in a row; values below 1 count as 1
   * @param jitter from 0 for half of the maximum delay to 1 for all of it
   */
  public Duration delay(int attempts, double jitter) {
    int doublings = Math.min(Math.max(attempts, 1) - 1, MAX_DOUBLINGS);
    double max =
        Math.min((double) first.toMillis() * (1L << doublings), (double) longest.toMillis());
    return Duration.ofMillis((long) Math.ceil(max / 2 * (1 + jitter)));
  }
}
