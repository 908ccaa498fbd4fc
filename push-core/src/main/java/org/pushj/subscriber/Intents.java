package org.pushj.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.pushj.PushException;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.TopicLinks;
import org.pushj.lifecycle.Intent;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.platform.Sleeper;
import org.pushj.platform.Ticker;
import org.pushj.spi.SubscriptionStore;

/** Turns what an application wants into events. */
final class Intents {
  private static final int MAX_ATTEMPTS = 100;
  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long MAX_PAUSE_MILLIS = 500;

  private final SubscriptionStore store;
  private final Lifecycles lifecycles;
  private final Duration claim;
  private final Sleeper sleeper;
  private final Ticker ticker;

  Intents(
      SubscriptionStore store,
      Lifecycles lifecycles,
      Duration claim,
      Sleeper sleeper,
      Ticker ticker) {
    this.store = store;
    this.lifecycles = lifecycles;
    this.claim = claim;
    this.sleeper = sleeper;
    this.ticker = ticker;
  }

  /**
   * Looks the topic up and asks its hub.
   *
   * @throws PushException as {@link Subscriber#subscribe} says
   */
  Subscription subscribe(SubscriptionRequest request) {
    if (store.isInTransaction()) {
      // This thread asks after the commit, unless it dies: then others do when a claim would end.
      Lifecycles.Committed intent = commit(request, lifecycles.now().plus(claim));
      lifecycles.carryOut(intent);
      return stored(intent);
    }
    return subscribe(request, lifecycles.discover(request), false);
  }

  /**
   * Asks for what was looked up before; empty if the same request is wanted already. If it comes to
   * be wanted meanwhile, that request stays too.
   */
  Optional<Subscription> subscribeNew(SubscriptionRequest request, TopicLinks found) {
    return find(request).filter(Subscription::wanted).isEmpty()
        ? Optional.of(subscribe(request, found, true))
            .filter(made -> made.request().equals(request))
        : Optional.empty();
  }

  private Subscription subscribe(SubscriptionRequest request, TopicLinks found, boolean onlyNew) {
    Lifecycles.Outcome outcome = lifecycles.subscribe(request, found, onlyNew);
    if (outcome.failure() != null) {
      throw outcome.failure();
    }
    Subscription accepted = Objects.requireNonNull(outcome.subscription(), "subscribe leaves one");
    return store.findById(accepted.id()).orElse(accepted);
  }

  /** Stores the intent alone, for background work. */
  Subscription subscribeLater(SubscriptionRequest request) {
    return stored(commit(request, lifecycles.now()));
  }

  /** Returns the subscription as it is after the request; empty if there is none with this id. */
  Optional<Subscription> renew(SubscriptionId id) {
    return find(id)
        .map(
            found -> {
              Lifecycles.Outcome outcome = lifecycles.apply(found, Intent.Action.RENEW);
              if (outcome.failure() != null) {
                throw outcome.failure();
              }
              return store.findById(id).orElse(found);
            });
  }

  /** Returns false if there is no subscription with this id. */
  boolean unsubscribe(SubscriptionId id) {
    return end(id, Intent.Action.UNSUBSCRIBE);
  }

  /** Returns false if there is no subscription with this id. */
  boolean forget(SubscriptionId id) {
    return end(id, Intent.Action.FORGET);
  }

  /** Finds a subscription that has not ended. */
  Optional<Subscription> find(SubscriptionId id) {
    return store.findById(id).filter(Intents::isThere);
  }

  /** Finds the subscription to a request, unless it has ended. */
  Optional<Subscription> find(SubscriptionRequest request) {
    return store.findByKey(request.key());
  }

  /**
   * Waits until a subscription is active. Any node may hear the verification, so the store is
   * asked, at growing intervals.
   */
  Optional<Subscription> awaitActive(SubscriptionId id, Duration limit)
      throws InterruptedException {
    long end = ticker.nanoTime() + limit.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      Optional<Subscription> found = find(id);
      boolean active =
          found
              .filter(each -> each.stateAt(lifecycles.now()) == SubscriptionState.ACTIVE)
              .isPresent();
      long left = TimeUnit.NANOSECONDS.toMillis(end - ticker.nanoTime());
      if (active || found.isEmpty() || left <= 0) {
        return found.filter(each -> active);
      }
      sleeper.sleep(Duration.ofMillis(Math.min(pause, left)));
      pause = Math.min(pause * 2, MAX_PAUSE_MILLIS);
    }
  }

  private boolean end(SubscriptionId id, Intent.Action action) {
    Optional<Subscription> found = find(id);
    found.ifPresent(each -> lifecycles.apply(each, action));
    return found.isPresent();
  }

  private Lifecycles.Committed commit(SubscriptionRequest request, Instant dueAt) {
    Intent.SubscribeLater intent = new Intent.SubscribeLater(request, dueAt);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Lifecycles.Committed> committed =
          find(request)
              .map(existing -> Optional.of(lifecycles.commit(existing, intent)))
              .orElseGet(() -> lifecycles.add(intent))
              .filter(Lifecycles.Committed::isThere);
      if (committed.isPresent()) {
        return committed.get();
      }
    }
    throw changesTooOften(request);
  }

  private static Subscription stored(Lifecycles.Committed intent) {
    return Objects.requireNonNull(intent.after(), "an intent is in the store once it is committed");
  }

  private static boolean isThere(Subscription subscription) {
    return subscription.state() != SubscriptionState.ENDED;
  }

  private static StoreException changesTooOften(SubscriptionRequest request) {
    return new StoreException(
        "the subscription to " + request.resource() + " is being changed too often; try again",
        null);
  }
}
