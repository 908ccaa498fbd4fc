package org.pushj;

import java.time.Duration;
import org.pushj.base.Durations;
import org.pushj.base.Numbers;
import org.pushj.spi.SubscriptionQuery;

/**
 * How much is done at a time of what falls due.
 *
 * @param threads how many threads of its own it uses, 1 or more
 * @param perHub how many requests one hub gets at a time, 1 or more
 * @param batch how many subscriptions are claimed at once, 1 to 1000
 * @param claim how long a claim holds: what a process that dies had claimed waits so long for
 *     another; 10 seconds or more, and longer than a look-up and a request to a hub may take
 * @param poll how often to look for work that is due; more than 0
 * @since 0.1
 */
public record WorkSettings(int threads, int perHub, int batch, Duration claim, Duration poll) {
  private static final Duration MIN_CLAIM = Duration.ofSeconds(10);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its limits; the message names it
   */
  public WorkSettings {
    Numbers.atLeastOne("threads", threads);
    Numbers.atLeastOne("perHub", perHub);
    Numbers.oneTo("batch", batch, SubscriptionQuery.MAX_PAGE);
    if (claim.compareTo(MIN_CLAIM) < 0) {
      throw new IllegalArgumentException(
          "claim: " + MIN_CLAIM + " or more is possible, not " + claim);
    }
    Durations.positive("poll", poll);
  }

  /**
   * Returns the default: 16 threads, 8 requests at a time to one hub, batches of 100, claims of 5
   * minutes, and a look every 5 seconds.
   */
  public static WorkSettings defaults() {
    return new WorkSettings(16, 8, 100, Duration.ofMinutes(5), Duration.ofSeconds(5));
  }

  /** Returns the settings with another number of threads. */
  public WorkSettings withThreads(int threads) {
    return new WorkSettings(threads, perHub, batch, claim, poll);
  }

  /** Returns the settings with another number of requests at a time to one hub. */
  public WorkSettings withPerHub(int perHub) {
    return new WorkSettings(threads, perHub, batch, claim, poll);
  }

  /** Returns the settings with another size of batches. */
  public WorkSettings withBatch(int batch) {
    return new WorkSettings(threads, perHub, batch, claim, poll);
  }

  /** Returns the settings with another length of claims. */
  public WorkSettings withClaim(Duration claim) {
    return new WorkSettings(threads, perHub, batch, claim, poll);
  }

  /** Returns the settings with another time between two looks. */
  public WorkSettings withPoll(Duration poll) {
    return new WorkSettings(threads, perHub, batch, claim, poll);
  }
}
