package org.pushj.examples.hub.content;

import java.time.Duration;

/**
 * How often a delivery is attempted, and how long the hub waits in between: the delay doubles each
 * time.
 *
 * @param attempts the maximum number of attempts, between 1 and 20
 * @param firstDelay the delay after the first failure, between zero and one hour
 */
public record BackOff(int attempts, Duration firstDelay) {
  private static final int MAX_ATTEMPTS = 20;
  private static final Duration MAX_FIRST_DELAY = Duration.ofHours(1);

  /**
   * Checks both values.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public BackOff {
    if (attempts < 1 || attempts > MAX_ATTEMPTS) {
      throw new IllegalArgumentException(
          "attempts must be between 1 and " + MAX_ATTEMPTS + ", was " + attempts);
    }
    if (firstDelay.isNegative() || firstDelay.compareTo(MAX_FIRST_DELAY) > 0) {
      throw new IllegalArgumentException(
          "firstDelay must be between PT0S and " + MAX_FIRST_DELAY + ", was " + firstDelay);
    }
  }

  /** Returns six attempts within 31 seconds, enough for a subscriber that restarts. */
  public static BackOff defaults() {
    return new BackOff(6, Duration.ofSeconds(1));
  }

  /** Returns the delay after a number of consecutive failures, at least 1. */
  Duration delayAfter(int failures) {
    return firstDelay.multipliedBy(1L << (failures - 1));
  }
}
