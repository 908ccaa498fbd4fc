package org.pushj.examples.hub;

import java.time.Duration;

/**
 * How often a delivery is tried, and how long the hub waits in between: each time twice as long.
 *
 * @param attempts the attempts in all, 1 to 20
 * @param firstDelay the wait after the first failure, zero to one hour
 */
public record BackOff(int attempts, Duration firstDelay) {
  private static final int MAX_ATTEMPTS = 20;
  private static final Duration MAX_FIRST_DELAY = Duration.ofHours(1);

  /**
   * Checks both values.
   *
   * @throws IllegalArgumentException if one is out of its bounds
   */
  public BackOff {
    if (attempts < 1 || attempts > MAX_ATTEMPTS) {
      throw new IllegalArgumentException(
          "attempts: 1 to " + MAX_ATTEMPTS + " are possible, not " + attempts);
    }
    if (firstDelay.isNegative() || firstDelay.compareTo(MAX_FIRST_DELAY) > 0) {
      throw new IllegalArgumentException(
          "firstDelay: PT0S to " + MAX_FIRST_DELAY + " is possible, not " + firstDelay);
    }
  }

  /** Returns six attempts within 31 seconds, enough for a subscriber that restarts. */
  public static BackOff defaults() {
    return new BackOff(6, Duration.ofSeconds(1));
  }

  /** Returns how long to wait after so many failures in a row, from 1 on. */
  Duration delayAfter(int failures) {
    return firstDelay.multipliedBy(1L << (failures - 1));
  }
}
