package org.pushj.contact;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * same scheme, host and port share a breaker. Safe for use by several threads.
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
      HubCircuitBreaker breaker = breakers.get(HttpOrigin.of(hub));
      return breaker == null || breaker.isClosed()
          ? Integer.MAX_VALUE
          : breaker.openUntil(now).isPresent() ? 0 : 1;
    }
  }

  /** Returns until when the breaker is open; empty if it is closed or half-open. */
  public Optional<Instant> openUntil(URI hub, Instant now) {
    synchronized (breakers) {
      return Optional.ofNullable(breakers.get(HttpOrigin.of(hub)))
          .flatMap(each -> each.openUntil(now));
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
      return Optional.ofNullable(breakers.get(HttpOrigin.of(hub)))
          .flatMap(each -> each.blockedUntil(now));
    }
  }

  /**
   * Records an answer that shows that the hub works, 2xx or 4xx other than 429, and closes the
   * breaker. One that {@code Retry-After} has opened is closed by a trial only.
   */
  public void succeeded(URI hub) {
    String origin = HttpOrigin.of(hub);
    boolean wasOpen;
    synchronized (breakers) {
      HubCircuitBreaker breaker = breakers.get(origin);
      wasOpen = breaker != null && breaker.succeeded();
      if (breaker != null && breaker.isForgettable()) {
        breakers.remove(origin);
      }
    }
    if (wasOpen) {
      LOG.info("The circuit breaker of the hub {} is closed: it works again", origin);
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
   * trial, up to 1 hour. After a {@code Retry-After} it backs off for as long as that says, between
   * 1 minute and a day.
   *
   * @param retryAfter the hub's {@code Retry-After}; null if there was none
   */
  public void failed(URI hub, Instant now, @Nullable Duration retryAfter) {
    String origin = HttpOrigin.of(hub);
    Optional<Instant> until;
    synchronized (breakers) {
      until =
          breakers.computeIfAbsent(origin, any -> new HubCircuitBreaker()).failed(now, retryAfter);
    }
    until.ifPresent(
        end ->
            LOG.warn(
                "The circuit breaker of the hub {} is open until {}: {}",
                origin,
                end,
                retryAfter == null ? "it keeps failing" : "it asked for that by Retry-After"));
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
