package org.pushj.settings;

import java.time.Duration;
import org.pushj.time.Durations;

/**
 * Determines how a lease is renewed (W3C WebSub section 5.1.1). Immutable.
 *
 * @param unverifiedAfter how long a hub may take to verify a request before it is repeated
 * @param rotatesCallback whether each renewal uses a new callback URL and a new secret
 * @since 0.1
 */
public record RenewalPolicy(Duration unverifiedAfter, boolean rotatesCallback) {

  /**
   * Checks the time.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public RenewalPolicy {
    Durations.positive("unverifiedAfter", unverifiedAfter);
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
    private Duration unverifiedAfter = Duration.ofMinutes(15);
    private boolean rotatesCallback;

    private Builder() {}

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
     * @throws IllegalArgumentException if the time is not positive
     */
    public RenewalPolicy build() {
      return new RenewalPolicy(unverifiedAfter, rotatesCallback);
    }
  }
}
