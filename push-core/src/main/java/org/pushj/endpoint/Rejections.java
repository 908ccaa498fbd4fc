package org.pushj.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import org.pushj.Registration;
import org.pushj.Rejection;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.concurrent.BoundedMap;
import org.pushj.lifecycle.Announcer;
import org.pushj.monitoring.Counters;
import org.pushj.spi.Monitor;
import org.pushj.time.Durations;

/**
 * Reports deliveries without a valid signature. Each one is counted. For each subscription and
 * reason, the application is told at most once a minute, because anyone who knows a callback can
 * send more. Thread-safe.
 */
public final class Rejections {
  /** How long further ones are only counted. */
  static final Duration QUIET = Duration.ofMinutes(1);

  /** Of how many subscriptions and reasons it is known when they were told. */
  private static final int MAX_TOLD = 10_000;

  private final Announcer announcer;
  private final Counters counters;
  private final Monitor monitor;
  private final Executor listeners;
  private final InstantSource clock;
  private final Map<Kind, Instant> told = BoundedMap.inOrderOfUse(MAX_TOLD);

  /**
   * Makes the counter of one subscriber.
   *
   * @param listeners tells the application
   */
  public Rejections(
      Announcer announcer,
      Counters counters,
      Monitor monitor,
      Executor listeners,
      InstantSource clock) {
    this.announcer = announcer;
    this.counters = counters;
    this.monitor = monitor;
    this.listeners = listeners;
    this.clock = clock;
  }

  /** Counts a delivery that is dropped. */
  void add(Registration at, Rejection why) {
    counters.rejected.increment();
    monitor.rejected(at.hub(), why);
  }

  /** Tells the application of it, once it was answered. */
  void tell(Subscription subscription, Rejection why) {
    if (isNews(new Kind(subscription.id(), why), clock.instant())) {
      listeners.execute(() -> announcer.rejected(subscription, why));
    }
  }

  private synchronized boolean isNews(Kind kind, Instant now) {
    Instant before = told.get(kind);
    if (before != null && Durations.isWithin(QUIET, before, now)) {
      return false;
    }
    told.put(kind, now);
    return true;
  }

  private record Kind(SubscriptionId subscription, Rejection why) {}
}
