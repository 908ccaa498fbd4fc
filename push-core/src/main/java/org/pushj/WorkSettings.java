package org.pushj;

import java.time.Duration;
import org.pushj.base.Durations;
import org.pushj.base.Numbers;

/**
 * Concurrency and batch size of background work.
 *
 * @param threads how many worker threads it starts, at least 1
 * @param perHub how many concurrent requests one hub gets, at least 1
 * @param batch how many subscriptions are claimed at once, between 1 and 1000
 * @param claim how long a claim lasts: if a process dies, other nodes take over its work after this
 *     time; at least 10 seconds, and longer than a look-up and a request to a hub may take
 * @param poll how often to look for due work; positive
 * @since 0.1
 */
public record WorkSettings(int threads, int perHub, int batch, Duration claim, Duration poll) {
  /** As many as a store claims at once. */
  private static final int MAX_BATCH = 1000;

  private static final Duration MIN_CLAIM = Duration.ofSeconds(10);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  public WorkSettings {
    Numbers.atLeastOne("threads", threads);
    Numbers.atLeastOne("perHub", perHub);
    Numbers.oneTo("batch", batch, MAX_BATCH);
    if (claim.compareTo(MIN_CLAIM) < 0) {
      throw new IllegalArgumentException("claim must be at least " + MIN_CLAIM + ", was " + claim);
    }
    Durations.positive("poll", poll);
  }

  /**
   * Returns the defaults: 16 threads, 8 concurrent requests per hub, batches of 100, claims of 5
   * minutes, and a poll every 5 seconds.
   */
  public static WorkSettings defaults() {
    return new WorkSettings(16, 8, 100, Duration.ofMinutes(5), Duration.ofSeconds(5));
  }

  /** Returns the settings with another number of threads. */
  public WorkSettings withThreads(int threads) {
    return new WorkSettings(threads, perHub, batch, claim, poll);
  }

  /** Returns the settings with another number of concurrent requests per hub. */
  public WorkSettings withPerHub(int perHub) {
    return new WorkSettings(threads, perHub, batch, claim, poll);
  }

  /** Returns the settings with another batch size. */
  public WorkSettings withBatch(int batch) {
    return new WorkSettings(threads, perHub, batch, claim, poll);
  }

  /** Returns the settings with another claim duration. */
  public WorkSettings withClaim(Duration claim) {
    return new WorkSettings(threads, perHub, batch, claim, poll);
  }

  /** Returns the settings with another poll interval. */
  public WorkSettings withPoll(Duration poll) {
    return new WorkSettings(threads, perHub, batch, claim, poll);
  }
}
