package org.pushj.settings;

import java.time.Duration;
import org.pushj.base.Durations;

/**
 * Makes a lease out of what a hub grants, and says when to renew it. Hubs grant what they like,
 * shorter or longer than asked, and that counts (W3C WebSub section 5.3.1). Some grant nothing, 0,
 * or a time without end: a lease is finite nevertheless.
 *
 * <p>A lease is renewed when between a half and a third of it is left. Where in this span differs
 * from subscription to subscription, so that those made on one day are not renewed in one minute.
 * Immutable.
 *
 * @param leaseWhenUnknown how long a lease is taken to be when the hub names no positive number of
 *     seconds
 * @param maxLease how long a lease is at most
 * @param minInterval how soon after a verification the hub is asked again at the earliest
 * @param unverifiedAfter how long a hub may take to verify a request; after that it is asked again
 * @param rotatesSecret whether a renewal brings a new secret
 * @param rotatesCallback whether a renewal brings a new callback URL, and a new secret with it
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
   * Checks the limits that the {@linkplain Builder builder} names.
   *
   * @throws IllegalArgumentException if a time is out of its limits; the message names it
   */
  public RenewalPolicy {
    Durations.positive("leaseWhenUnknown", leaseWhenUnknown);
    Durations.positive("minInterval", minInterval);
    Durations.positive("unverifiedAfter", unverifiedAfter);
    if (maxLease.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("maxLease must be at most " + MAX + ", was " + maxLease);
    }
    if (leaseWhenUnknown.compareTo(maxLease) > 0) {
      throw new IllegalArgumentException(
          "leaseWhenUnknown must be at most maxLease, " + maxLease + ", was " + leaseWhenUnknown);
    }
  }

  /** Returns the defaults. */
  public static RenewalPolicy defaults() {
    return builder().build();
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds a policy. Used by one thread.
   *
   * @since 0.1
   */
  public static final class Builder {
    private Duration leaseWhenUnknown = Duration.ofDays(1);
    private Duration maxLease = Duration.ofDays(3650);
    private Duration minInterval = Duration.ofSeconds(30);
    private Duration unverifiedAfter = Duration.ofMinutes(15);
    private boolean rotatesSecret;
    private boolean rotatesCallback;

    private Builder() {}

    /**
     * Sets how long a lease is taken to be when the hub names no positive number of seconds.
     * Default: one day.
     *
     * @param lease positive, and at most {@link #maxLease}
     */
    public Builder leaseWhenUnknown(Duration lease) {
      this.leaseWhenUnknown = lease;
      return this;
    }

    /**
     * Sets how long a lease is at most. Default: 3,650 days.
     *
     * @param lease positive, and at most 36,500 days
     */
    public Builder maxLease(Duration lease) {
      this.maxLease = lease;
      return this;
    }

    /**
     * Sets how soon after a verification the hub is asked again at the earliest: so a hub that
     * grants seconds is not asked every second, and what it grants has gaps. Default: 30 seconds.
     *
     * @param interval positive
     */
    public Builder minInterval(Duration interval) {
      this.minInterval = interval;
      return this;
    }

    /**
     * Sets how long a hub may take to verify a request; after that it is asked again. Default: 15
     * minutes.
     *
     * @param time positive
     */
    public Builder unverifiedAfter(Duration time) {
      this.unverifiedAfter = time;
      return this;
    }

    /**
     * Sets whether a renewal brings a new secret. Both are accepted until the hub has used the new
     * one, or the old lease ends. Not for hubs that keep the first secret that they were told.
     * Default: no.
     */
    public Builder rotatesSecret(boolean rotates) {
      this.rotatesSecret = rotates;
      return this;
    }

    /**
     * Sets whether a renewal brings a new callback URL, and a new secret with it (W3C WebSub
     * section 5.1.1). To the hub that is another subscription; the old one is given up once the new
     * one is verified. Default: no.
     */
    public Builder rotatesCallback(boolean rotates) {
      this.rotatesCallback = rotates;
      return this;
    }

    /**
     * Builds the policy.
     *
     * @throws IllegalArgumentException if a time is out of its limits; the message names it
     */
    public RenewalPolicy build() {
      return new RenewalPolicy(
          leaseWhenUnknown, maxLease, minInterval, unverifiedAfter, rotatesSecret, rotatesCallback);
    }
  }
}
