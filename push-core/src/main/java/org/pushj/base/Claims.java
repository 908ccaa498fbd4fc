package org.pushj.base;

import java.time.Duration;
import java.time.Instant;

/** Checks claims and their length. */
public final class Claims {
  private Claims() {}

  /**
   * Checks what a store is asked to claim.
   *
   * @param until when the claim is to end
   * @param limit how much is claimed at most
   * @param largest the largest limit
   * @throws IllegalArgumentException if the end is not after now, or the limit is not one of 1 to
   *     {@code largest}
   */
  public static void check(Instant now, Instant until, int limit, int largest) {
    if (!until.isAfter(now) || limit < 1 || limit > largest) {
      throw new IllegalArgumentException(
          "until: after %s, not %s; limit: 1 to %d, not %d".formatted(now, until, largest, limit));
    }
  }

  /**
   * Checks that the claim leaves time for what has a limit of its own.
   *
   * @param name the parameter that sets the limit
   * @throws IllegalStateException if the claim is shorter than twice the limit
   */
  public static void checkTwice(String name, Duration limit, Duration claim) {
    if (claim.compareTo(limit.multipliedBy(2)) < 0) {
      throw new IllegalStateException(
          "claim: at least twice " + name + ", " + limit + ", is possible, not " + claim);
    }
  }

  /**
   * Tells whether more than half of a claim is over: there might be no time left for what begins
   * then.
   *
   * @param until when the claim ends
   * @param claim how long it is in all
   */
  public static boolean isHalfOver(Instant now, Instant until, Duration claim) {
    return now.isAfter(until.minus(claim.dividedBy(2)));
  }
}
