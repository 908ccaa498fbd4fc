package org.pushj.contact;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.pushj.concurrent.BoundedMap;
import org.pushj.time.Durations;
import org.pushj.urls.HttpOrigin;

/**
 * Limits the requests per second to each hub by token buckets: a request takes a token, tokens come
 * back at the rate, and those of a second, and two more, are saved. Hubs with the same scheme, host
 * and port share a bucket. Safe for use by several threads.
 *
 * <p>The state is in memory, for this process alone. At most {@value #MAX_HUBS} hubs are
 * remembered; beyond that the least recently used one is forgotten.
 */
public final class HubRates {
  static final int MAX_HUBS = 10_000;

  /** What was sent beyond the rate, without asking, holds others no longer than this. */
  private static final Duration MAX_DEBT = Duration.ofMinutes(1);

  /** The time in which a token comes back; 0 if there is no limit. */
  private final Duration step;

  /** The time in which all tokens come back that are saved. */
  private final Duration saved;

  private final Map<String, Instant> spentUntil = BoundedMap.inOrderOfUse(MAX_HUBS);

  /** Limits the requests to each hub to so many a second; 0 for no limit. */
  public HubRates(double perSecond) {
    this.step =
        perSecond == 0
            ? Duration.ZERO
            : Duration.ofNanos((long) (Duration.ofSeconds(1).toNanos() / perSecond));
    this.saved = step.multipliedBy(2).plusSeconds(1);
  }

  /** Returns how many requests a hub may get now. */
  public int tokens(URI hub, Instant now) {
    if (step.isZero()) {
      return Integer.MAX_VALUE;
    }
    synchronized (spentUntil) {
      return (int) Math.max(0, Duration.between(spentUntil(hub, now), now).dividedBy(step));
    }
  }

  /** Counts a request that is sent now, whether there was a token for it or not. */
  public void count(URI hub, Instant now) {
    if (!step.isZero()) {
      synchronized (spentUntil) {
        spentUntil.put(HttpOrigin.of(hub), spentUntil(hub, now).plus(step));
      }
    }
  }

  /** Returns the instant since when tokens have come back that were not spent. */
  private Instant spentUntil(URI hub, Instant now) {
    Instant known = spentUntil.getOrDefault(HttpOrigin.of(hub), Instant.EPOCH);
    return Durations.earlier(Durations.later(known, now.minus(saved)), now.plus(MAX_DEBT));
  }
}
