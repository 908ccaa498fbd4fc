package org.pushj;

import java.time.Duration;
import org.pushj.base.Durations;

/**
 * Makes a lease out of what a hub grants, and says when to renew it. Hubs grant what they like,
 * shorter or longer than asked, and that counts (W3C WebSub section 5.3.1). Some grant nothing, 0,
 * or a time without end: a lease is finite nevertheless.
 *
 * <p>A lease is renewed when between a half and a third of it is left. Where in this span differs
 * from subscription to subscription, so that those made on one day are not renewed in one minute.
 *
 * @param leaseWhenUnknown how long a lease is taken to be when the hub names no positive number of
 *     seconds
 * @param maxLease how long a lease is at most
 * @param minInterval how soon after a verification the hub is asked again at the earliest: so a hub
 *     that grants seconds is not asked every second, and what it grants has gaps
 * @param unverifiedAfter how long a hub may take to verify a request; after that it is asked again
 * @param rotatesSecret whether a renewal brings a new secret. Both are accepted until the hub has
 *     used the new one, or the old lease ends. Not for hubs that keep the first secret that they
 *     were told.
 * @param rotatesCallback whether a renewal brings a new callback URL, and a new secret with it (W3C
 *     WebSub section 5.1.1). To the hub that is another subscription; the old one is given up once
 *     the new one is verified.
 * @since 0.1
 */
public record RenewalPolicy(
    Duration leaseWhenUnknown,
    Duration maxLease,
    Duration minInterval,
    Duration unverifiedAfter,
    boolean rotatesSecret,
    boolean rotatesCallback) {
  private static final Duration MAX = Duration.ofDays(36_500);

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if a length is not positive, the first is longer than the
   *     second, or the second longer than 36,500 days
   */
  public RenewalPolicy {
    if (!Durations.isPositive(leaseWhenUnknown) || leaseWhenUnknown.compareTo(maxLease) > 0) {
      throw new IllegalArgumentException(
          "leaseWhenUnknown: more than 0 and at most maxLease, "
              + maxLease
              + ", is possible, not "
              + leaseWhenUnknown);
    }
    if (maxLease.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "maxLease: at most " + MAX + " is possible, not " + maxLease);
    }
    Durations.positive("minInterval", minInterval);
    Durations.positive("unverifiedAfter", unverifiedAfter);
  }

  /**
   * Returns the default policy: one day where a hub names no lease, and at most ten years; a hub is
   * asked again 30 seconds after a verification at the earliest, and 15 minutes after a request
   * that it did not verify; nothing is rotated.
   */
  public static RenewalPolicy defaults() {
    return new RenewalPolicy(
        Duration.ofDays(1),
        Duration.ofDays(3650),
        Duration.ofSeconds(30),
        Duration.ofMinutes(15),
        false,
        false);
  }

  /** Returns the policy with another lease for hubs that name none. */
  public RenewalPolicy withLeaseWhenUnknown(Duration lease) {
    return new RenewalPolicy(
        lease, maxLease, minInterval, unverifiedAfter, rotatesSecret, rotatesCallback);
  }

  /** Returns the policy with another longest lease. */
  public RenewalPolicy withMaxLease(Duration lease) {
    return new RenewalPolicy(
        leaseWhenUnknown, lease, minInterval, unverifiedAfter, rotatesSecret, rotatesCallback);
  }

  /** Returns the policy with another shortest time from a verification to the next request. */
  public RenewalPolicy withMinInterval(Duration interval) {
    return new RenewalPolicy(
        leaseWhenUnknown, maxLease, interval, unverifiedAfter, rotatesSecret, rotatesCallback);
  }

  /** Returns the policy with another time that a hub has to verify a request. */
  public RenewalPolicy withUnverifiedAfter(Duration time) {
    return new RenewalPolicy(
        leaseWhenUnknown, maxLease, minInterval, time, rotatesSecret, rotatesCallback);
  }

  /** Returns the policy by which each renewal brings a new secret. */
  public RenewalPolicy withSecretRotation() {
    return new RenewalPolicy(
        leaseWhenUnknown, maxLease, minInterval, unverifiedAfter, true, rotatesCallback);
  }

  /** Returns the policy by which each renewal brings a new callback URL and a new secret. */
  public RenewalPolicy withCallbackRotation() {
    return new RenewalPolicy(
        leaseWhenUnknown, maxLease, minInterval, unverifiedAfter, rotatesSecret, true);
  }
}
