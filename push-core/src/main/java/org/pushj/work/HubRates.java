package org.pushj.work;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.pushj.base.BoundedMap;
import org.pushj.base.Durations;

/**
 * Limits the requests per second to each hub by token buckets: a request takes a token, tokens come
 * back at the rate, and a few are saved. What finds none gets a turn of its own: later than that of
 * all who wait, so that each of them looks about once, however many there are. Half of the saved
 * tokens are for those who go first. Hubs with the same scheme, host and port share a bucket. Safe
 * for use by several threads.
 *
 * <p>The state is in memory, for this process alone. At most {@value #MAX_HUBS} hubs are
 * remembered; beyond that the least recently used one is forgotten.
 */
public final class HubRates {
  static final int MAX_HUBS = 10_000;

  /** How late those who wait may look without losing a token. */
  private static final Duration MAX_LATE = Duration.ofMillis(500);

  /** What was sent beyond the rate, without asking, holds others no longer than this. */
  private static final Duration MAX_DEBT = Duration.ofMinutes(1);

  /** How long after the last turn work may still be waiting. */
  private static final Duration AFTER_LAST_TURN = Duration.ofSeconds(1);

  /** Stores keep milliseconds, and no look is to come before the turn. */
  private static final long ALMOST_A_MILLI = 999_999;

  /** The time in which a token comes back; 0 if there is no limit. */
  private final Duration step;

  /** The time in which the tokens come back that are saved for all, or for those who go first. */
  private final Duration saved;

  private final Map<String, Bucket> buckets = BoundedMap.inOrderOfUse(MAX_HUBS);
  private Instant lastTurn = Instant.EPOCH;

  /** Limits the requests to each hub to so many a second; 0 for no limit. */
  public HubRates(double perSecond) {
    this.step =
        perSecond == 0
            ? Duration.ZERO
            : Duration.ofNanos((long) (Duration.ofSeconds(1).toNanos() / perSecond));
    this.saved = step.plus(MAX_LATE);
  }

  /**
   * Returns when it is the caller's turn to send a request; empty if it may send one now.
   *
   * @param goesFirst whether it may take the tokens that are kept for those who go first
   */
  public Optional<Instant> heldUntil(URI hub, Instant now, boolean goesFirst) {
    if (step.isZero()) {
      return Optional.empty();
    }
    synchronized (buckets) {
      Bucket bucket = bucket(hub, now);
      Instant enough = bucket.spentUntil.plus(goesFirst ? step : step.plus(saved));
      if (!enough.isAfter(now)) {
        return Optional.empty();
      }
      Instant turn =
          Durations.later(enough, (goesFirst ? bucket.lastFirst : bucket.lastOther).plus(step));
      if (goesFirst) {
        bucket.lastFirst = turn;
      } else {
        bucket.lastOther = turn;
      }
      lastTurn = Durations.later(lastTurn, turn);
      return Optional.of(turn.plusNanos(ALMOST_A_MILLI).truncatedTo(ChronoUnit.MILLIS));
    }
  }

  /** Counts a request that is sent now, whether it was its turn or not. */
  public void count(URI hub, Instant now) {
    if (!step.isZero()) {
      synchronized (buckets) {
        Bucket bucket = bucket(hub, now);
        bucket.spentUntil = bucket.spentUntil.plus(step);
      }
    }
  }

  /** Tells whether work waits for a turn, which may come before the next poll. */
  public boolean isHolding(Instant now) {
    synchronized (buckets) {
      return !now.isAfter(lastTurn.plus(AFTER_LAST_TURN));
    }
  }

  /** Returns the bucket of a hub, filled with the tokens that have come back by now. */
  private Bucket bucket(URI hub, Instant now) {
    Bucket bucket = buckets.computeIfAbsent(HubCircuitBreakers.origin(hub), any -> new Bucket());
    Instant full = now.minus(saved.multipliedBy(2));
    bucket.spentUntil =
        Durations.earlier(Durations.later(bucket.spentUntil, full), now.plus(MAX_DEBT));
    return bucket;
  }

  /** The tokens of one hub: those that come between an instant and now are there. */
  private static final class Bucket {
    private Instant spentUntil = Instant.EPOCH;
    private Instant lastFirst = Instant.EPOCH;
    private Instant lastOther = Instant.EPOCH;
  }
}
