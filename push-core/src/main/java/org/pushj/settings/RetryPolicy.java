package org.pushj.settings;

import java.time.Duration;

/**
 * How long to wait before a retry: exponential back-off with jitter. The delay doubles after each
 * failure, up to a maximum; jitter then shortens it by up to a half, so that operations that failed
 * together are not retried together. Immutable.
 *
 * @param first the maximum delay after the first failure
 * @param max the maximum delay after any failure
 * @param maxWhenRefused the maximum delay after a permanent refusal
 * @param giveUpAfter how long permanent refusals may continue before the subscription is given up
 * @since 0.1
 */
public record RetryPolicy(
    Duration first, Duration max, Duration maxWhenRefused, Duration giveUpAfter) {
  private static final int MAX_DOUBLINGS = 40;
  private static final Duration MIN = Duration.ofMillis(1);
  private static final Duration LIMIT = Duration.ofDays(365);

  /**
   * Checks the limits that the {@linkplain Builder builder} names.
   *
   * @throws IllegalArgumentException if a time exceeds its limits; the message names it
   */
  public RetryPolicy {
    if (first.compareTo(MIN) < 0 || first.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "first must be between " + MIN + " and max, " + max + ", was " + first);
    }
    checkLimit("max", max);
    checkLimit("maxWhenRefused", maxWhenRefused);
    checkLimit("giveUpAfter", giveUpAfter);
  }

  /** Returns the defaults. */
  public static RetryPolicy defaults() {
    return builder().build();
  }

  /** Returns a policy with these maximum delays, after the first failure and after any. */
  public static RetryPolicy between(Duration first, Duration max) {
    return builder().first(first).max(max).build();
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the delay before the next attempt.
   *
   * @param attempts how many attempts failed in a row; values below 1 count as 1
   * @param jitter from 0 for half of the maximum delay to 1 for all of it
   */
  public Duration delay(int attempts, double jitter) {
    return delay(attempts, jitter, max);
  }

  /**
   * Returns the delay before the next attempt after a permanent refusal.
   *
   * @param attempts how many attempts failed in a row; values below 1 count as 1
   * @param jitter from 0 for half of the maximum delay to 1 for all of it
   */
  public Duration delayWhenRefused(int attempts, double jitter) {
    return delay(attempts, jitter, maxWhenRefused.compareTo(max) > 0 ? maxWhenRefused : max);
  }

  private Duration delay(int attempts, double jitter, Duration max) {
    int doublings = Math.min(Math.max(attempts, 1) - 1, MAX_DOUBLINGS);
    double most = Math.min((double) first.toMillis() * (1L << doublings), (double) max.toMillis());
    return Duration.ofMillis((long) Math.ceil(most / 2 * (1 + jitter)));
  }

  private static void checkLimit(String name, Duration value) {
    if (value.compareTo(MIN) < 0 || value.compareTo(LIMIT) > 0) {
      throw new IllegalArgumentException(
          name + " must be between " + MIN + " and " + LIMIT + ", was " + value);
    }
  }

  /**
   * Builds a policy. Used by one thread.
   *
   * @since 0.1
   */
  public static final class Builder {
    private Duration first = Duration.ofMinutes(1);
    private Duration max = Duration.ofHours(4);
    private Duration maxWhenRefused = Duration.ofDays(1);
    private Duration giveUpAfter = Duration.ofDays(30);

    private Builder() {}

    /**
     * Sets the maximum delay after the first failure. Default: one minute.
     *
     * @param time a millisecond or more, and no longer than {@link #max}
     */
    public Builder first(Duration time) {
      this.first = time;
      return this;
    }

    /**
     * Sets the maximum delay after any failure. Default: four hours.
     *
     * @param time up to 365 days
     */
    public Builder max(Duration time) {
      this.max = time;
      return this;
    }

    /**
     * Sets the maximum delay after a permanent refusal of a hub: 400, 403, 404, 410, or a denial.
     * If it is shorter than {@link #max}, that applies. Default: one day.
     *
     * @param time up to 365 days
     */
    public Builder maxWhenRefused(Duration time) {
      this.maxWhenRefused = time;
      return this;
    }

    /**
     * Sets how long permanent refusals may continue before a subscription is given up. Pings and
     * deliveries are limited by their number of attempts instead. Default: 30 days.
     *
     * @param time up to 365 days
     */
    public Builder giveUpAfter(Duration time) {
      this.giveUpAfter = time;
      return this;
    }

    /**
     * Builds the policy.
     *
     * @throws IllegalArgumentException if a time exceeds its limits; the message names it
     */
    public RetryPolicy build() {
      return new RetryPolicy(first, max, maxWhenRefused, giveUpAfter);
    }
  }
}
