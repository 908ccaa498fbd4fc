package org.pushj.settings;

import java.time.Duration;
import org.pushj.base.Durations;
import org.pushj.base.Numbers;

/**
 * Concurrency and batch size of background work. Immutable.
 *
 * @since 0.1
 */
public final class WorkSettings {
  /** As many as a store claims at once. */
  private static final int MAX_BATCH = 1000;

  private static final Duration MIN_CLAIM = Duration.ofSeconds(10);

  private final int threads;
  private final int perHub;
  private final int batch;
  private final Duration claim;
  private final Duration poll;

  private WorkSettings(Builder builder) {
    this.threads = builder.threads;
    this.perHub = builder.perHub;
    this.batch = builder.batch;
    this.claim = builder.claim;
    this.poll = builder.poll;
  }

  /** Returns the defaults. */
  public static WorkSettings defaults() {
    return builder().build();
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns how many worker threads are started. */
  public int threads() {
    return threads;
  }

  /** Returns how many concurrent requests one hub gets. */
  public int perHub() {
    return perHub;
  }

  /** Returns how many subscriptions are claimed at once. */
  public int batch() {
    return batch;
  }

  /** Returns how long a claim lasts. */
  public Duration claim() {
    return claim;
  }

  /** Returns how often to look for due work. */
  public Duration poll() {
    return poll;
  }

  /**
   * Builds the settings. Each setter throws an IllegalArgumentException that names the value and
   * its limit. Used by one thread.
   *
   * @since 0.1
   */
  public static final class Builder {
    private int threads = 16;
    private int perHub = 8;
    private int batch = 100;
    private Duration claim = Duration.ofMinutes(5);
    private Duration poll = Duration.ofSeconds(5);

    private Builder() {}

    /** Sets how many worker threads are started, at least 1. Default: 16. */
    public Builder threads(int threads) {
      this.threads = Numbers.atLeastOne("threads", threads);
      return this;
    }

    /** Sets how many concurrent requests one hub gets, at least 1. Default: 8. */
    public Builder perHub(int requests) {
      this.perHub = Numbers.atLeastOne("perHub", requests);
      return this;
    }

    /** Sets how many subscriptions are claimed at once, between 1 and 1000. Default: 100. */
    public Builder batch(int batch) {
      this.batch = Numbers.oneTo("batch", batch, MAX_BATCH);
      return this;
    }

    /**
     * Sets how long a claim lasts: if a process dies, other nodes take over its work after this
     * time. Default: 5 minutes.
     *
     * @param claim at least 10 seconds, and longer than a look-up and a request to a hub may take
     */
    public Builder claim(Duration claim) {
      if (claim.compareTo(MIN_CLAIM) < 0) {
        throw new IllegalArgumentException(
            "claim must be at least " + MIN_CLAIM + ", was " + claim);
      }
      this.claim = claim;
      return this;
    }

    /** Sets how often to look for due work; positive. Default: 5 seconds. */
    public Builder poll(Duration poll) {
      this.poll = Durations.positive("poll", poll);
      return this;
    }

    /** Builds the settings. */
    public WorkSettings build() {
      return new WorkSettings(this);
    }
  }
}
