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
          "endsAt: a lease ends after its start, this one starts at %s and ends at %s"
              .formatted(startsAt, endsAt));
    }
  }

  /**
   * Returns a length that a hub may be asked for: {@code hub.lease_seconds} is a whole number (W3C
   * WebSub section 5.1).
   *
   * @param name the parameter that the message names
   * @throws IllegalArgumentException if it is not of whole seconds, from 1 to 2,147,483,647
   */
  public static Duration checkedLength(String name, Duration length) {
    if (length.toNanosPart() != 0
        || length.toSeconds() < 1
        || length.toSeconds() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          name + ": whole seconds from 1 to " + Integer.MAX_VALUE + " are possible, not " + length);
    }
    return length;
  }

  /** Returns the lease that runs from {@code startsAt} for {@code length}. */
  public static Lease of(Instant startsAt, Duration length) {
    return new Lease(startsAt, startsAt.plus(length));
  }

  /** Returns the time from its start to its end. */
  public Duration length() {
    return Duration.between(startsAt, endsAt);
  }

  /** Tells whether the lease still runs: content is accepted. */
  public boolean isAliveAt(Instant now) {
    return now.isBefore(endsAt);
  }
}
