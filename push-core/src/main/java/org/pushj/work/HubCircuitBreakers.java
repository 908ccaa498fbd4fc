package org.pushj.work;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.base.BoundedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a hub that fails from being asked all the time: it is left alone for a while. A hub is what
 * has one scheme, host and port. Safe for use by several threads.
 *
 * <p>It is kept in memory, for this process alone. At most {@value #MAX_HUBS} hubs are remembered:
 * those that work are not, and of the rest the one that was heard of longest ago is forgotten.
 */
public final class HubCircuitBreakers {
  /** How many hubs are remembered. */
  static final int MAX_HUBS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(HubCircuitBreakers.class);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);

  private final Map<String, HubCircuitBreaker> breakers = BoundedMap.inOrderOfUse(MAX_HUBS);

  /** Returns until when the hub is left alone, to one who does not want to ask it yet. */
  public Optional<Instant> openUntil(URI hub, Instant now) {
    synchronized (breakers) {
      HubCircuitBreaker breaker = breakers.get(origin(hub));
      return breaker == null ? Optional.empty() : breaker.openUntil(now);
    }
  }

  /**
   * Returns until when the hub is left alone; empty if it may be asked. When that time has come,
   * one caller gets an empty answer: it is the one to try whether the hub works again. Others are
   * told of a time that is a few seconds off until {@link #succeeded} or {@link #failed} was
   * called, or the try is two minutes old and so must have been lost.
   */
  public Optional<Instant> blockedUntil(URI hub, Instant now) {
    synchronized (breakers) {
      HubCircuitBreaker breaker = breakers.get(origin(hub));
      return breaker == null ? Optional.empty() : breaker.blockedUntil(now);
    }
  }

  /**
   * Takes note of an answer that shows that the hub works: 2xx, or 4xx but 429. It is no longer
   * left alone, unless it wished so by {@code Retry-After} and this answer belongs to an earlier
   * request.
   */
  public void succeeded(URI hub) {
    String origin = origin(hub);
    boolean again;
    synchronized (breakers) {
      HubCircuitBreaker breaker = breakers.get(origin);
      again = breaker != null && breaker.succeeded();
      if (breaker != null) {
        forgetHealthy(origin, breaker);
      }
    }
    if (again) {
      LOG.info("The hub {} works again", origin);
    }
  }

  /**
   * Takes note of a request that was not accepted. The hub fails if it gave no answer, or one of
   * 5xx or 429; one that gives any other answer works. What was not sent says nothing.
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
   * Takes note of a failure: no answer, 5xx or 429. After 5 in a row, or at once where the hub says
   * for how long, it is left alone: for 1 minute at first, then twice as long after each try that
   * fails, up to 1 hour; or as long as the hub wishes if that is longer, up to a day.
   *
   * @param retryAfter how long the hub wishes to be left alone; null if it did not say
   */
  public void failed(URI hub, Instant now, @Nullable Duration retryAfter) {
    String origin = origin(hub);
    Optional<Instant> until;
    synchronized (breakers) {
      until =
          breakers.computeIfAbsent(origin, any -> new HubCircuitBreaker()).failed(now, retryAfter);
    }
    until.ifPresent(
        end ->
            LOG.warn(
                "The hub {} is left alone until {}, {}",
                origin,
                end,
                retryAfter == null ? "since it fails" : "as it asked for"));
  }

  private void forgetHealthy(String origin, HubCircuitBreaker breaker) {
    if (breaker.isForgettable()) {
      breakers.remove(origin);
    }
  }

  private static String origin(URI hub) {
    String scheme = String.valueOf(hub.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(hub.getHost()).toLowerCase(Locale.ROOT);
    int port = hub.getPort() == -1 ? PORTS.getOrDefault(scheme, -1) : hub.getPort();
    return scheme + "://" + host + ":" + port;
  }
}
