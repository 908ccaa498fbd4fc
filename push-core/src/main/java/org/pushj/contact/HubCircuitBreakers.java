package org.pushj.contact;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.HubHealth;
import org.pushj.concurrent.BoundedMap;
import org.pushj.urls.HttpOrigin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breakers of all hubs: backs off from a hub that keeps failing. Closed, a breaker lets
 * requests through; open, it does not; half-open, it lets one through as a trial. Hubs with the
 * same scheme, host and port share a breaker. What one asks for by {@code Retry-After} counts for
 * its own URL: another at that host may be somebody else's. Safe for use by several threads.
 *
 * <p>The state is in memory, for this process alone. At most {@value #MAX_HUBS} failing hubs are
 * remembered; beyond that the least recently used one is forgotten.
 */
public final class HubCircuitBreakers {
  static final int MAX_HUBS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(HubCircuitBreakers.class);
  private static final int TOO_MANY_REQUESTS = 429;

  private final Map<String, HubCircuitBreaker> breakers = BoundedMap.inOrderOfUse(MAX_HUBS);

  /**
   * Returns how many requests at a time a hub may get: none while the breaker is open, then one.
   */
  public int most(URI hub, Instant now) {
    synchronized (breakers) {
      return of(hub)
          .filter(breaker -> !breaker.isClosed())
          .mapToInt(breaker -> breaker.openUntil(now).isPresent() ? 0 : 1)
          .min()
          .orElse(Integer.MAX_VALUE);
    }
  }

  /** Returns until when the breaker is open; empty if it is closed or half-open. */
  public Optional<Instant> openUntil(URI hub, Instant now) {
    synchronized (breakers) {
      return latest(hub, breaker -> breaker.openUntil(now));
    }
  }

  /**
   * Returns until when no request may be sent; empty if the caller may send one now. A half-open
   * breaker answers empty to one caller, whose request is the trial. Until {@link #succeeded} or
   * {@link #failed} is called, or two minutes have passed, it answers all others with a time a few
   * seconds ahead.
   */
  public Optional<Instant> blockedUntil(URI hub, Instant now) {
    synchronized (breakers) {
      Optional<Instant> until = latest(hub, breaker -> breaker.blockedUntil(now));
      if (until.isEmpty()) {
        of(hub).forEach(breaker -> breaker.pass(now));
      }
      return until;
    }
  }

  /**
   * Records an answer that shows that the hub works, 2xx or 4xx other than 429, and closes the
   * breaker. One that {@code Retry-After} has opened is closed by a trial only.
   */
  public void succeeded(URI hub) {
    keys(hub)
        .filter(this::closes)
        .forEach(
            key -> LOG.info("The circuit breaker of the hub {} is closed: it works again", key));
  }

  private boolean closes(String key) {
    synchronized (breakers) {
      HubCircuitBreaker breaker = breakers.get(key);
      boolean wasOpen = breaker != null && breaker.succeeded();
      if (breaker != null && breaker.isForgettable()) {
        breakers.remove(key);
      }
      return wasOpen;
    }
  }

  /**
   * Records a request that was not accepted: as a failure if there was no answer, 5xx or 429, as a
   * success after another answer. A request that was not sent counts as neither.
   */
  public void refused(URI hub, Instant now, HubException refusal) {
    int status = refusal.status().orElse(0);
    boolean silent = refusal.isUndecided() && status == 0;
    if (silent || status / 100 == 5 || status == TOO_MANY_REQUESTS) {
      failed(hub, now, refusal.retryAfter().orElse(null));
    } else if (status != 0) {
      succeeded(hub);
    }
  }

  /**
   * Records a failure: no answer, 5xx or 429. The breaker opens after 5 in a row, or at once with a
   * {@code Retry-After}. It backs off for 1 minute at first, then twice as long after each failed
   * trial, up to 1 hour. After a {@code Retry-After} that of the URL backs off for as long as it
   * says, between 1 minute and a day.
   *
   * @param retryAfter the hub's {@code Retry-After}; null if there was none
   */
  public void failed(URI hub, Instant now, @Nullable Duration retryAfter) {
    String key = retryAfter == null ? HttpOrigin.of(hub) : hub.toString();
    Optional<Instant> until;
    synchronized (breakers) {
      HubCircuitBreaker breaker = breakers.computeIfAbsent(key, any -> new HubCircuitBreaker());
      until = breaker.failed(now, retryAfter);
      // If this was the trial of the other one, it failed there, too.
      of(hub)
          .filter(other -> other != breaker && !other.isClosed())
          .forEach(other -> other.failed(now, null));
    }
    until.ifPresent(
        end ->
            LOG.warn(
                "The circuit breaker of the hub {} is open until {}: {}",
                key,
                end,
                retryAfter == null ? "it keeps failing" : "it asked for that by Retry-After"));
  }

  /** Returns the breakers that there are of a hub: that of its origin, and that of its URL. */
  private Stream<HubCircuitBreaker> of(URI hub) {
    return keys(hub).map(breakers::get).filter(Objects::nonNull);
  }

  private static Stream<String> keys(URI hub) {
    return Stream.of(HttpOrigin.of(hub), hub.toString()).distinct();
  }

  private Optional<Instant> latest(URI hub, Function<HubCircuitBreaker, Optional<Instant>> until) {
    return of(hub).map(until).flatMap(Optional::stream).max(Comparator.naturalOrder());
  }

  /** Returns how the remembered hubs do, those that fail, in the order of their last use. */
  public List<HubHealth> health(Instant now) {
    synchronized (breakers) {
      return breakers.entrySet().stream()
          .map(
              each ->
                  new HubHealth(
                      URI.create(each.getKey()),
                      each.getValue().failures(),
                      each.getValue().openUntil(now).orElse(null)))
          .toList();
    }
  }
}
