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
 * @since 0.1
 */
public final class RenewalPolicy {
  private static final Duration MAX = Duration.ofDays(36_500);

  private final Duration leaseWhenUnknown;
  private final Duration maxLease;
  private final Duration minInterval;
  private final Duration unverifiedAfter;
  private final boolean rotatesSecret;
  private final boolean rotatesCallback;

  private RenewalPolicy(Builder builder) {
    this.leaseWhenUnknown = builder.leaseWhenUnknown;
    this.maxLease = builder.maxLease;
    this.minInterval = builder.minInterval;
    this.unverifiedAfter = builder.unverifiedAfter;
    this.rotatesSecret = builder.rotatesSecret;
    this.rotatesCallback = builder.rotatesCallback;
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

  /** Returns how long a lease is taken to be when the hub names no positive number of seconds. */
  public Duration leaseWhenUnknown() {
    return leaseWhenUnknown;
  }

  /** Returns how long a lease is at most. */
  public Duration maxLease() {
    return maxLease;
  }

  /** Returns how soon after a verification the hub is asked again at the earliest. */
  public Duration minInterval() {
    return minInterval;
  }

  /** Returns how long a hub may take to verify a request; after that it is asked again. */
  public Duration unverifiedAfter() {
    return unverifiedAfter;
  }

  /** Returns whether a renewal brings a new secret. */
  public boolean rotatesSecret() {
    return rotatesSecret;
  }

  /** Returns whether a renewal brings a new callback URL, and a new secret with it. */
  public boolean rotatesCallback() {
    return rotatesCallback;
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
      this.leaseWhenUnknown = Durations.positive("leaseWhenUnknown", lease);
      return this;
    }

    /**
     * Sets how long a lease is at most. Default: 3,650 days.
     *
     * @param lease positive, and at most 36,500 days
     */
    public Builder maxLease(Duration lease) {
      this.maxLease = Durations.positive("maxLease", lease);
      return this;
    }

    /**
     * Sets how soon after a verification the hub is asked again at the earliest: so a hub that
     * grants seconds is not asked every second, and what it grants has gaps. Default: 30 seconds.
     *
     * @param interval positive
     */
    public Builder minInterval(Duration interval) {
      this.minInterval = Durations.positive("minInterval", interval);
      return this;
    }

    /**
     * Sets how long a hub may take to verify a request; after that it is asked again. Default: 15
     * minutes.
     *
     * @param time positive
     */
    public Builder unverifiedAfter(Duration time) {
      this.unverifiedAfter = Durations.positive("unverifiedAfter", time);
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
     * @throws IllegalArgumentException if {@link #leaseWhenUnknown} is longer than {@link
     *     #maxLease}, or that longer than 36,500 days
     */
    public RenewalPolicy build() {
      return new RenewalPolicy(this);
    }
  }
}
