package org.pushj.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.pushj.PushException;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.Target;
import org.pushj.lifecycle.Event;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.spi.SubscriptionStore;

/** Turns what an application wants into events. */
final class Wishes {
  private static final int MAX_ATTEMPTS = 100;
  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long MAX_PAUSE_MILLIS = 500;

  private final SubscriptionStore store;
  private final Lifecycles lifecycles;
  private final Duration claim;

  Wishes(SubscriptionStore store, Lifecycles lifecycles, Duration claim) {
    this.store = store;
    this.lifecycles = lifecycles;
    this.claim = claim;
  }

  /**
   * Looks the topic up and asks its hub, or each of them.
   *
   * @return the subscription at the first hub that accepted
   * @throws PushException as {@link Subscriber#subscribe} says
   */
  Subscription subscribe(SubscriptionRequest request) {
    if (store.isInTransaction()) {
      // This thread asks after the commit, unless it dies: then others do when a claim would end.
      Lifecycles.Committed wish = wish(request, lifecycles.now().plus(claim));
      lifecycles.carryOut(wish);
      return stored(wish);
    }
    return subscribe(request, lifecycles.targets(request), false);
  }

  /**
   * Asks for what was looked up before; empty if that, or the same request, is wanted already. Who
   * comes to want it meanwhile keeps its request too.
   */
  Optional<Subscription> subscribeNew(SubscriptionRequest request, List<Target> targets) {
    return wanted(request, targets).isEmpty()
        ? Optional.of(subscribe(request, targets, true))
            .filter(made -> made.request().equals(request))
        : Optional.empty();
  }

  /** Finds what is wanted already: the same request, or one of its targets. */
  List<Subscription> wanted(SubscriptionRequest request, List<Target> targets) {
    return Stream.concat(
            store.findByRequest(request.key()).stream(),
            targets.stream().flatMap(target -> store.findByKey(target.key()).stream()))
        .filter(Subscription::wanted)
        .distinct()
        .toList();
  }

  private Subscription subscribe(
      SubscriptionRequest request, List<Target> targets, boolean onlyNew) {
    Subscription accepted = null;
    PushException refusal = null;
    for (Target target : targets) {
      Lifecycles.Outcome outcome = lifecycles.subscribe(request, target, onlyNew);
      refusal = refusal == null ? outcome.failure() : refusal;
      accepted = accepted == null && outcome.failure() == null ? outcome.subscription() : accepted;
    }
    if (accepted == null) {
      throw refusal == null ? new IllegalStateException("no hub was asked") : refusal;
    }
    return store.findById(accepted.id()).orElse(accepted);
  }

  /** Keeps the wish alone, for the background work. */
  Subscription subscribeLater(SubscriptionRequest request) {
    return stored(wish(request, lifecycles.now()));
  }

  /** Returns the subscription as it is after the request; empty if there is none with this id. */
  Optional<Subscription> renew(SubscriptionId id) {
    return find(id)
        .map(
            found -> {
              Lifecycles.Outcome outcome = lifecycles.apply(found, new Event.Renew());
              if (outcome.failure() != null) {
                throw outcome.failure();
              }
              return store.findById(id).orElse(found);
            });
  }

  /** Returns false if there is no subscription with this id. */
  boolean unsubscribe(SubscriptionId id) {
    return end(id, new Event.Unwanted(), Subscription::wanted);
  }

  /** Returns false if there is no subscription with this id. */
  boolean forget(SubscriptionId id) {
    return end(id, new Event.Forgotten(), Wishes::isThere);
  }

  /** Finds a subscription that has not ended. */
  Optional<Subscription> find(SubscriptionId id) {
    return store.findById(id).filter(Wishes::isThere);
  }

  /**
   * Waits until a subscription is active. Any node may hear the verification, so the store is
   * asked, at growing intervals.
   */
  Optional<Subscription> awaitActive(SubscriptionId id, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      Optional<Subscription> found = find(id);
      boolean active = found.filter(each -> each.state() == SubscriptionState.ACTIVE).isPresent();
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (active || found.isEmpty() || left <= 0) {
        return found.filter(each -> active);
      }
      TimeUnit.MILLISECONDS.sleep(Math.min(pause, left));
      pause = Math.min(pause * 2, MAX_PAUSE_MILLIS);
    }
  }

  /**
   * Ends a subscription, and those of the same request at other hubs. One of those may just be
   * adding another: so it looks again until there is none left.
   */
  private boolean end(SubscriptionId id, Event event, Predicate<Subscription> isLeft) {
    Optional<Subscription> found = find(id);
    if (found.isEmpty()) {
      return false;
    }
    SubscriptionRequest request = found.get().request();
    lifecycles.apply(found.get(), event);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      List<Subscription> siblings =
          store.findByRequest(request.key()).stream()
              .filter(each -> !each.id().equals(id) && isLeft.test(each))
              .toList();
      if (siblings.isEmpty()) {
        return true;
      }
      siblings.forEach(sibling -> lifecycles.apply(sibling, event));
    }
    throw changesTooOften(request);
  }

  private Lifecycles.Committed wish(SubscriptionRequest request, Instant dueAt) {
    Event.Wanted wanted = new Event.Wanted(request, dueAt);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      List<Subscription> existing = store.findByRequest(request.key());
      if (existing.isEmpty()) {
        Optional<Lifecycles.Committed> added = lifecycles.add(wanted);
        if (added.isPresent()) {
          return added.get();
        }
      }
      Lifecycles.Committed first = null;
      for (Subscription each : existing) {
        Lifecycles.Committed committed = lifecycles.commit(each, wanted);
        first = first == null && committed.after() != null ? committed : first;
      }
      if (first != null) {
        return first;
      }
    }
    throw changesTooOften(request);
  }

  private static Subscription stored(Lifecycles.Committed wish) {
    return Objects.requireNonNull(wish.after(), "a wish is in the store once it is committed");
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
