package org.pushj.settings;

import java.time.Duration;
import org.pushj.text.Numbers;
import org.pushj.time.Durations;

/**
 * Concurrency and batch size of background work. Immutable.
 *
 * @param threads how many worker threads are started
 * @param perHub how many concurrent requests one hub gets
 * @param perHubPerSecond how many requests per second one hub gets; 0 for no limit
 * @param batch how many subscriptions are claimed at once
 * @param claim how long a claim lasts
 * @param poll how often to look for due work
 * @since 0.1
 */
public record WorkSettings(
    int threads, int perHub, double perHubPerSecond, int batch, Duration claim, Duration poll) {
  /** As many as a store claims at once. */
  private static final int MAX_BATCH = 1000;

  private static final int MAX_THREADS = 10_000;
  private static final Duration MIN_CLAIM = Duration.ofSeconds(10);
  private static final double MIN_RATE = 0.001;
  private static final double MAX_RATE = 100_000;

  /**
   * Checks the limits that the {@linkplain Builder builder} names.
   *
   * @throws IllegalArgumentException if a value exceeds its limits; the message names it
   */
  public WorkSettings {
    Numbers.oneTo("threads", threads, MAX_THREADS);
    Numbers.atLeastOne("perHub", perHub);
    if (perHubPerSecond != 0 && !(perHubPerSecond >= MIN_RATE && perHubPerSecond <= MAX_RATE)) {
      throw new IllegalArgumentException(
          "perHubPerSecond must be 0 or between 0.001 and 100000, was " + perHubPerSecond);
    }
    Numbers.oneTo("batch", batch, MAX_BATCH);
    if (claim.compareTo(MIN_CLAIM) < 0) {
      throw new IllegalArgumentException("claim must be at least " + MIN_CLAIM + ", was " + claim);
    }
    Durations.positive("poll", poll);
  }

  /** Returns the defaults. */
  public static WorkSettings defaults() {
    return builder().build();
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with these values. */
  public Builder toBuilder() {
    return builder()
        .threads(threads)
        .perHub(perHub)
        .perHubPerSecond(perHubPerSecond)
        .batch(batch)
        .claim(claim)
        .poll(poll);
  }

  /**
   * Builds the settings. Used by one thread.
   *
   * @since 0.1
   */
  public static final class Builder {
    private int threads = 16;
    private int perHub = 8;
    private double perHubPerSecond;
    private int batch = 100;
    private Duration claim = Duration.ofMinutes(5);
    private Duration poll = Duration.ofSeconds(5);

    private Builder() {}

    /** Sets how many worker threads are started, from 1 to 10000. Default: 16. */
    public Builder threads(int threads) {
      this.threads = threads;
      return this;
    }

    /**
     * Sets how many concurrent requests one hub gets from claimed work, at least 1. Default: 8.
     * Hubs with the same scheme, host and port are one; until a hub is known, the site of the
     * resource stands for it. Hubs whose last request took more than two seconds share half of the
     * threads.
     */
    public Builder perHub(int requests) {
      this.perHub = requests;
      return this;
    }

    /**
     * Sets how many requests per second one hub gets from this process, on average: after a pause
     * those of one second, and two more, may be sent at once. Default: 0, no limit. Hubs publish
     * none, and a limit that suits a small hub would be too slow for renewals at a large one;
     * {@link #perHub} and the hub's {@code Retry-After} limit requests anyway.
     *
     * <p>Excess work waits in the store, not on a thread, and is claimed as the rate allows; that
     * of active leases comes first. Calls that the application waits for ({@code subscribe}, {@code
     * renew}, {@code unsubscribe}, {@code publish}) are counted but not delayed. Hubs with the same
     * scheme, host and port share a rate. Each process has its own: with <i>n</i> of them on one
     * store, a hub gets up to <i>n</i> times as many.
     *
     * <p>The threads of {@code start()} check four times a second. If you use {@code runDueWork()},
     * call it as often: each call sends only what the rate allows at that moment.
     *
     * @param requests 0, or from 0.001 to 100,000
     */
    public Builder perHubPerSecond(double requests) {
      this.perHubPerSecond = requests;
      return this;
    }

    /** Sets how many subscriptions are claimed at once, between 1 and 1000. Default: 100. */
    public Builder batch(int batch) {
      this.batch = batch;
      return this;
    }

    /**
     * Sets how long a claim lasts: if a process dies, other nodes take over its work after this
     * time. Default: 5 minutes.
     *
     * @param claim at least 10 seconds, and at least twice as long as a look-up and a request to a
     *     hub may take, that is, a minute by default
     */
    public Builder claim(Duration claim) {
      this.claim = claim;
      return this;
    }

    /** Sets how often to look for due work; positive. Default: 5 seconds. */
    public Builder poll(Duration poll) {
      this.poll = poll;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if a value exceeds its limits; the message names it
     */
    public WorkSettings build() {
      return new WorkSettings(threads, perHub, perHubPerSecond, batch, claim, poll);
    }
  }
}
