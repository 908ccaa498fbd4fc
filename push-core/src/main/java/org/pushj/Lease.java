package org.pushj;

import java.time.Duration;
import java.time.Instant;

/**
 * The time for which a hub has promised to deliver (W3C WebSub section 5.3): from the moment of the
 * verification, for {@code hub.lease_seconds}.
 *
 * @param startsAt when the hub verified the intent
 * @param endsAt when the hub's promise ends; after {@code startsAt}
 * @since 0.1
 */
public record Lease(Instant startsAt, Instant endsAt) {

  /**
   * Checks the order of the two instants.
   *
   * @throws IllegalArgumentException if the lease does not end after its start
   */
  public Lease {
    if (!endsAt.isAfter(startsAt)) {
      throw new IllegalArgumentException(
          "endsAt: a lease ends after its start, this one starts at "
              + startsAt
              + " and ends at "
              + endsAt);
    }
  }

  /** Returns the lease that runs from {@code startsAt} for {@code length}. */
  public static Lease of(Instant startsAt, Duration length) {
    return new Lease(startsAt, startsAt.plus(length));
  }

  /** Tells whether the lease still runs: content is accepted. */
  public boolean isAliveAt(Instant now) {
    return now.isBefore(endsAt);
  }
}
