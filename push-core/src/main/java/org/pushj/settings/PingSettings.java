package org.pushj.settings;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.pushj.text.Numbers;
import org.pushj.time.Durations;

/**
 * How a publisher sends pings and works through its queue. Immutable.
 *
 * @param work how many requests are made concurrently, and how pings are claimed
 * @param window the minimum time between the pings for one topic; 0 for none
 * @param retries when a ping that the hub did not accept is retried
 * @param attempts how many attempts are made before a ping is parked
 * @param parkedRetention how long a parked ping is kept
 * @since 0.1
 */
public record PingSettings(
    WorkSettings work,
    Duration window,
    RetryPolicy retries,
    int attempts,
    Duration parkedRetention) {

  /**
   * Checks the values. The {@linkplain #builder() builder} knows the defaults.
   *
   * @throws IllegalArgumentException if a value exceeds its limits; the message names it
   */
  public PingSettings {
    Durations.notNegative("window", window);
    Numbers.atLeastOne("attempts", attempts);
    Durations.positive("parkedRetention", parkedRetention);
  }

  /** Returns the defaults. */
  public static PingSettings defaults() {
    return builder().build();
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds the settings. Used by one thread.
   *
   * @since 0.1
   */
  public static final class Builder {
    private WorkSettings.Builder work =
        WorkSettings.builder().perHub(4).claim(Duration.ofMinutes(2)).poll(Duration.ofSeconds(1));
    private Duration window = Duration.ofSeconds(1);
    private RetryPolicy retries = RetryPolicy.between(Duration.ofSeconds(10), Duration.ofHours(1));
    private int attempts = 100;
    private Duration parkedRetention = Duration.ofDays(30);

    private Builder() {}

    /**
     * Changes how many requests are made concurrently and per second, and how pings are claimed.
     * Defaults: 16 threads, 4 requests at a time to one hub, no limit per second; 100 pings are
     * claimed at once, for 2 minutes; every second a look for pings that are due for a retry, whose
     * {@linkplain #window window} has ended, or that another process has added. Pings added by this
     * process are sent at once. A request may contain several pings; one that waits for the rate of
     * its hub does not count as an attempt.
     *
     * @param change its claim must be at least twice the deadline of a request to a hub
     */
    public Builder work(UnaryOperator<WorkSettings.Builder> change) {
      work = change.apply(work);
      return this;
    }

    /**
     * Sets the minimum time between the pings for one topic. The first change is sent at once;
     * changes within this time after it share one ping at its end. Each process measures for
     * itself. Default: 1 second.
     *
     * @param window 0 or more; 0 to send each change as soon as possible
     */
    public Builder window(Duration window) {
      this.window = window;
      return this;
    }

    /**
     * Sets the earliest time at which a ping that the hub did not accept is retried: {@code
     * Retry-After} or an open circuit breaker may delay it. Default: after 10 seconds up to an
     * hour.
     */
    public Builder retries(RetryPolicy policy) {
      this.retries = policy;
      return this;
    }

    /**
     * Sets how many attempts are made before a ping is parked, that is, set aside and not retried.
     * A ping that was not sent, because the circuit breaker of the hub is open or the publisher is
     * closed, does not count as an attempt. Default: 100, which take about 3 days with the default
     * retries.
     */
    public Builder attempts(int attempts) {
      this.attempts = attempts;
      return this;
    }

    /** Sets how long a parked ping is kept. Default: 30 days. */
    public Builder parkedRetention(Duration time) {
      this.parkedRetention = time;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if a value exceeds its limits; the message names it
     */
    public PingSettings build() {
      return new PingSettings(work.build(), window, retries, attempts, parkedRetention);
    }
  }
}
