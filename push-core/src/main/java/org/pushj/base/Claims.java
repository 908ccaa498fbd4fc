package org.pushj.base;

import java.time.Duration;
import java.time.Instant;

/** Checks the limits of claims. */
public final class Claims {
  private Claims() {}

  /**
   * Checks the arguments of a claim.
   *
   * @throws IllegalArgumentException if {@code until} is not after {@code now}, or the limit is not
   *     between 1 and {@code maxLimit}
   */
  public static void check(Instant now, Instant until, int limit, int maxLimit) {
    if (!until.isAfter(now)) {
      throw new IllegalArgumentException("until must be after now, " + now + ", was " + until);
    }
    Numbers.oneTo("limit", limit, maxLimit);
  }

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
