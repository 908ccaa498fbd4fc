package org.pushj.publisher;

import java.time.Duration;
import org.pushj.RetryPolicy;
import org.pushj.WorkSettings;
import org.pushj.base.Durations;
import org.pushj.base.Numbers;
import org.pushj.spi.PingQuery;

/**
 * How a publisher tells hubs, and sends what waits in its queue. Immutable.
 *
 * @since 0.1
 */
public final class PingSettings {
  final int threads;
  final int perHub;
  final int batch;
  final Duration claim;
  final Duration poll;
  final Duration window;
  final RetryPolicy retries;
  final int attempts;
  final Duration parkedFor;

  private PingSettings(Builder builder) {
    this.threads = builder.threads;
    this.perHub = builder.perHub;
    this.batch = builder.batch;
    this.claim = builder.claim;
    this.poll = builder.poll;
    this.window = builder.window;
    this.retries = builder.retries;
    this.attempts = builder.attempts;
    this.parkedFor = builder.parkedFor;
  }

  /** Returns the defaults. */
  public static PingSettings defaults() {
    return builder().build();
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  WorkSettings work() {
    return new WorkSettings(threads, perHub, batch, claim, poll);
  }

  /**
   * Builds the settings. Used by one thread.
   *
   * @since 0.1
   */
  public static final class Builder {
    private static final Duration SHORTEST_CLAIM = Duration.ofSeconds(10);

    private int threads = 16;
    private int perHub = 4;
    private int batch = 100;
    private Duration claim = Duration.ofMinutes(2);
    private Duration poll = Duration.ofSeconds(1);
    private Duration window = Duration.ofSeconds(1);
    private RetryPolicy retries = new RetryPolicy(Duration.ofSeconds(10), Duration.ofHours(1));
    private int attempts = 100;
    private Duration parkedFor = Duration.ofDays(30);

    private Builder() {}

    /** Sets how many requests {@link Publisher#start()} makes at a time. Default: 16. */
    public Builder threads(int threads) {
      this.threads = Numbers.atLeastOne("threads", threads);
      return this;
    }

    /** Sets how many requests one hub gets at a time. Default: 4. */
    public Builder perHub(int requests) {
      this.perHub = Numbers.atLeastOne("perHub", requests);
      return this;
    }

    /** Sets how many pings are claimed at once. Default: 100. */
    public Builder batch(int batch) {
      if (batch < 1 || batch > PingQuery.LARGEST_PAGE) {
        throw new IllegalArgumentException(
            "batch: 1 to " + PingQuery.LARGEST_PAGE + " is possible, not " + batch);
      }
      this.batch = batch;
      return this;
    }

    /**
     * Sets how long a claim holds: what a process that dies had claimed waits so long for another.
     * Default: 2 minutes.
     *
     * @param claim 10 seconds or more, and at least twice the deadline of a request to a hub
     */
    public Builder claim(Duration claim) {
      if (claim.compareTo(SHORTEST_CLAIM) < 0) {
        throw new IllegalArgumentException(
            "claim: " + SHORTEST_CLAIM + " or more is possible, not " + claim);
      }
      this.claim = claim;
      return this;
    }

    /**
     * Sets how often to look for pings that are to be tried again, that wait for the end of the
     * {@linkplain #window window}, or that another process has left. What this process adds is sent
     * at once. Default: every second.
     */
    public Builder poll(Duration poll) {
      this.poll = Durations.positive("poll", poll);
      return this;
    }

    /**
     * Sets how far apart the pings for one topic are at least. The first change is told at once.
     * Those within this time after it are told together when it is over. Each process measures by
     * itself. Default: 1 second.
     *
     * @param window 0 or more; 0 to tell of each change as soon as possible
     */
    public Builder window(Duration window) {
      this.window = Durations.notNegative("window", window);
      return this;
    }

    /**
     * Sets when a hub is told again that did not take a ping; later if its {@code Retry-After} says
     * so, or if it is left alone since it fails. Default: after 10 seconds up to an hour.
     */
    public Builder retries(RetryPolicy policy) {
      this.retries = policy;
      return this;
    }

    /**
     * Sets how many attempts are made before a ping is parked. Default: 100, which take about 3
     * days with the default retries.
     */
    public Builder attempts(int attempts) {
      this.attempts = Numbers.atLeastOne("attempts", attempts);
      return this;
    }

    /** Sets how long a parked ping stays until it is removed. Default: 30 days. */
    public Builder parkedFor(Duration time) {
      this.parkedFor = Durations.positive("parkedFor", time);
      return this;
    }

    /** Builds the settings. */
    public PingSettings build() {
      return new PingSettings(this);
    }
  }
}
