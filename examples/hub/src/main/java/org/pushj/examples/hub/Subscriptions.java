package org.pushj.examples.hub;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.pushj.Lease;
import org.pushj.examples.hub.content.SubscriberQueue;
import org.pushj.examples.hub.requests.IntentRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verified subscriptions, one for each pair of topic and callback (W3C WebSub section 5.1).
 * Expired ones are removed at each access. Thread-safe.
 */
final class Subscriptions {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  private final Map<Key, HubSubscription> byKey = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Supplier<SubscriberQueue> newQueue;

  /**
   * Starts without subscriptions.
   *
   * @param clock the clock that leases follow
   * @param newQueue makes the queue of each new subscription
   */
  Subscriptions(InstantSource clock, Supplier<SubscriberQueue> newQueue) {
    this.clock = clock;
    this.newQueue = newQueue;
  }

  private record Key(URI topic, URI callback) {}

  /** Adds or renews a subscription that the subscriber has just confirmed. */
  void confirm(IntentRequest request) {
    endLeases();
    Lease lease = Lease.of(clock.instant(), request.lease());
    HubSubscription now =
        byKey.compute(
            new Key(request.topic(), request.callback()),
            (key, old) ->
                new HubSubscription(
                    request.topic(),
                    request.callback(),
                    request.secret(),
                    lease,
                    old == null ? newQueue.get() : old.queue()));
    LOG.info("Subscribed: {}, until {}", now, lease.endsAt());
  }

  /** Removes a subscription, if there is one. */
  void remove(URI topic, URI callback, String why) {
    HubSubscription removed = byKey.remove(new Key(topic, callback));
    if (removed != null) {
      LOG.info("Removed: {}, {}", removed, why);
    }
  }

  /**
   * Returns the current state of a subscription; empty if it has ended, even if there is a new one.
   */
  Optional<HubSubscription> current(HubSubscription earlier) {
    endLeases();
    return Optional.ofNullable(byKey.get(new Key(earlier.topic(), earlier.callback())))
        .filter(now -> now.queue().equals(earlier.queue()));
  }

  /** Returns the subscriptions to a topic. A development hub has few, so it scans all. */
  List<HubSubscription> to(URI topic) {
    endLeases();
    return byKey.values().stream().filter(one -> one.topic().equals(topic)).toList();
  }

  /** Returns the number of subscriptions. */
  int count() {
    endLeases();
    return byKey.size();
  }

  /** Returns the number of topics with subscriptions. */
  long countTopics() {
    endLeases();
    return byKey.values().stream().map(HubSubscription::topic).distinct().count();
  }

  private void endLeases() {
    Instant now = clock.instant();
    byKey.forEach(
        (key, subscription) -> {
          if (!subscription.lease().isAliveAt(now) && byKey.remove(key, subscription)) {
            LOG.info("Lease ended: {}", subscription);
          }
        });
  }
}
