package org.pushj.settings;

import java.time.Duration;
import org.pushj.base.Durations;

/**
 * Determines the lease from a hub's answer, and when to renew it. Hubs may grant a shorter or
 * longer lease than requested (W3C WebSub section 5.3.1). Some grant none, 0 seconds, or an
 * unlimited time; a lease is always finite.
 *
 * <p>A lease is renewed when between a half and a third of it is left. The exact time differs per
 * subscription, so that subscriptions created together are not renewed together. Immutable.
 *
 * @param leaseWhenUnknown the assumed lease if the hub names no positive number of seconds
 * @param maxLease the maximum lease
 * @param minInterval the minimum time from a verification to the next request
 * @param unverifiedAfter how long a hub may take to verify a request before it is repeated
 * @param rotatesSecret whether each renewal uses a new secret
 * @param rotatesCallback whether each renewal uses a new callback URL and a new secret
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
   * @throws IllegalArgumentException if a time exceeds its limits; the message names it
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
     * Sets the assumed lease if the hub names no positive number of seconds. Default: one day.
     *
     * @param lease positive, and at most {@link #maxLease}
     */
    public Builder leaseWhenUnknown(Duration lease) {
      this.leaseWhenUnknown = lease;
      return this;
    }

    /**
     * Sets the maximum lease. Default: 3,650 days.
     *
     * @param lease positive, and at most 36,500 days
     */
    public Builder maxLease(Duration lease) {
      this.maxLease = lease;
      return this;
    }

    /**
     * Sets the minimum time from a verification to the next request: a hub that grants leases of a
     * few seconds is not asked every second, at the price of gaps between leases. Default: 30
     * seconds.
     *
     * @param interval positive
     */
    public Builder minInterval(Duration interval) {
      this.minInterval = interval;
      return this;
    }

    /**
     * Sets how long a hub may take to verify a request before it is repeated. Default: 15 minutes.
     *
     * @param time positive
     */
    public Builder unverifiedAfter(Duration time) {
      this.unverifiedAfter = time;
      return this;
    }

    /**
     * Sets whether each renewal uses a new secret. Both are accepted until the hub has used the new
     * one, or the old lease ends. Do not use it with hubs that keep the first secret. Default:
     * false.
     */
    public Builder rotatesSecret(boolean rotates) {
      this.rotatesSecret = rotates;
      return this;
    }

    /**
     * Sets whether each renewal uses a new callback URL and a new secret (W3C WebSub section
     * 5.1.1). To the hub that is a different subscription; the old one is unsubscribed once the new
     * one is verified. Default: false.
     */
    public Builder rotatesCallback(boolean rotates) {
      this.rotatesCallback = rotates;
      return this;
    }

    /**
     * Builds the policy.
     *
     * @throws IllegalArgumentException if a time exceeds its limits; the message names it
     */
    public RenewalPolicy build() {
      return new RenewalPolicy(
          leaseWhenUnknown, maxLease, minInterval, unverifiedAfter, rotatesSecret, rotatesCallback);
    }
  }
}
