package org.pushj.time;

import java.time.Duration;
import java.time.Instant;

/** Checks how long claims last. */
public final class Claims {
  private Claims() {}

  /**
   * Checks that a claim lasts long enough for work that has a time limit of its own.
   *
   * @throws IllegalArgumentException if it is shorter than twice the limit, whose name is given
   */
  public static void checkTwice(String name, Duration limit, Duration claim) {
    if (claim.compareTo(limit.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "claim must be at least twice " + name + ", " + limit + ", was " + claim);
    }
  }

  /** Tells whether more than half of a claim has elapsed: work begun now might outlast it. */
  public static boolean isHalfOver(Instant now, Instant until, Duration claim) {
    return now.isAfter(until.minus(claim.dividedBy(2)));
  }
}
