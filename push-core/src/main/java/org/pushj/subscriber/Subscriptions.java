package org.pushj.subscriber;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.HubException;
import org.pushj.PendingIntent;
import org.pushj.PendingIntent.Kind;
import org.pushj.Secret;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.hub.HubEndpoints;
import org.pushj.hub.HubReply;
import org.pushj.subscriber.TopicLookup.Target;

/**
 * Subscribes, renews and unsubscribes:
 *
 * <ol>
 *   <li>discover topic and hub, for a renewal too: the topic may have moved (W3C WebSub section
 *       6.1);
 *   <li>commit the intent to the store; within a transaction of the caller, leave that to him;
 *   <li>once it is committed, ask the hub;
 *   <li>record a refusal, and throw it if the caller still waits.
 * </ol>
 */
final class Subscriptions {
  private static final int MOST_ATTEMPTS = 100;

  private final SubscriberContext context;
  private final TopicLookup lookup;
  private final HubRequests hubRequests;

  Subscriptions(SubscriberContext context) {
    this.context = context;
    this.lookup = new TopicLookup(context);
    this.hubRequests = new HubRequests(context);
  }

  Subscription subscribe(SubscriptionRequest request) {
    Target target = lookup.forRequest(request);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<Subscription> existing = context.store().findByTopic(target.topic(), target.hub());
      Optional<Subscription> committed =
          existing.isPresent() ? commit(existing.get(), request, target) : add(request, target);
      if (committed.isPresent()) {
        return ask(committed.get());
      }
    }
    throw changesTooOften(target.topic());
  }

  /**
   * Returns the subscription as it is after the request; empty if there is none with this id. A
   * wish to unsubscribe that comes while the topic is looked up wins.
   */
  Optional<Subscription> renew(SubscriptionId id) {
    Optional<Subscription> found = context.store().findById(id);
    if (found.isEmpty()) {
      return found;
    }
    Target target = lookup.forRenewal(found.get());
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Subscription current = found.get();
      Optional<Subscription> committed = commit(current, current.request(), target);
      if (committed.isPresent()) {
        return committed.map(this::ask);
      }
      found = context.store().findById(id);
      if (found.isEmpty() || (isEnding(found.get()) && !isEnding(current))) {
        return found;
      }
    }
    throw changesTooOften(target.topic());
  }

  /** Returns false if there is no subscription with this id. */
  boolean unsubscribe(SubscriptionId id) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<Subscription> found = context.store().findById(id);
      if (found.isEmpty()) {
        return false;
      }
      Subscription current = found.get();
      boolean atHub =
          current.isAliveAt(context.now()) || current.state() == SubscriptionState.PENDING;
      if (atHub ? end(current) : forget(current)) {
        return true;
      }
    }
    throw new StoreException("subscription " + id + " is being changed too often; try again", null);
  }

  private boolean end(Subscription current) {
    Optional<Subscription> committed =
        context.store().replace(current, current.unsubscribing(context.now()));
    committed.ifPresent(this::askToEnd);
    return committed.isPresent();
  }

  /** Removes a subscription whose lease does not run: no hub has anything to end. */
  private boolean forget(Subscription current) {
    boolean removed = context.store().remove(current);
    if (removed) {
      context.store().afterCommit(() -> context.announcer().unsubscribed(current));
    }
    return removed;
  }

  private Optional<Subscription> add(SubscriptionRequest request, Target target) {
    Instant now = context.now();
    PendingIntent intent = freshIntent(request, target, now);
    Subscription subscription = Subscription.requested(SubscriptionId.next(now), request, intent);
    return context.store().add(subscription) ? Optional.of(subscription) : Optional.empty();
  }

  private Optional<Subscription> commit(
      Subscription current, SubscriptionRequest request, Target target) {
    Instant now = context.now();
    boolean moved =
        !isSame(target.topic(), current.topic()) || !isSame(target.hub(), current.hub());
    PendingIntent intent =
        moved ? freshIntent(request, target, now) : renewal(current, request, now);
    return context.store().replace(current, current.subscribing(request, intent));
  }

  /**
   * Returns the intent for a hub that is new to us: with a callback and a secret that no other hub
   * knows.
   */
  private PendingIntent freshIntent(SubscriptionRequest request, Target target, Instant now) {
    return new PendingIntent(
        Kind.SUBSCRIBE,
        target.topic(),
        target.hub(),
        CallbackToken.random(),
        context.callbackBase(),
        freshSecret(request, target.hub()),
        now);
  }

  /**
   * Returns the intent for the hub that we have: its callback and its secret stay, so that nothing
   * is lost between.
   */
  private static PendingIntent renewal(
      Subscription current, SubscriptionRequest request, Instant now) {
    Secret known = request.signed() ? current.secret() : null;
    Secret secret = known == null ? freshSecret(request, current.hub()) : known;
    return new PendingIntent(
        Kind.SUBSCRIBE,
        current.topic(),
        current.hub(),
        current.callback(),
        current.callbackBase(),
        secret,
        now);
  }

  private static @Nullable Secret freshSecret(SubscriptionRequest request, URI hub) {
    boolean fit = HubEndpoints.mayCarrySecret(HubEndpoints.of(hub).get(0));
    return request.signed() && fit ? Secret.random() : null;
  }

  private static boolean isEnd(PendingIntent intent) {
    return intent.kind() == Kind.UNSUBSCRIBE;
  }

  private static boolean isEnding(Subscription subscription) {
    return subscription.state() == SubscriptionState.UNSUBSCRIBING;
  }

  private static boolean isSame(URI one, URI other) {
    return one.toString().equals(other.toString());
  }

  private Subscription ask(Subscription stored) {
    send(stored, reply -> {});
    return context.store().findById(stored.id()).orElse(stored);
  }

  private void askToEnd(Subscription stored) {
    send(
        stored,
        reply -> {
          if (reply == HubReply.VERIFIED) {
            ifStillOpen(stored)
                .filter(context.store()::remove)
                .ifPresent(context.announcer()::unsubscribed);
          }
        });
  }

  /**
   * Sends the open request once it is committed. That is at once, unless the caller is in a
   * transaction. Then a refusal is recorded and told to the listener, but not thrown, since nobody
   * waits any more; and nothing is sent if the transaction has gone on to something else.
   */
  private void send(Subscription stored, Consumer<HubReply> next) {
    AtomicReference<@Nullable HubException> refusal = new AtomicReference<>();
    context
        .store()
        .afterCommit(
            () -> {
              try {
                ifStillOpen(stored).map(this::sendNow).ifPresent(next);
              } catch (HubException e) {
                refusal.set(e);
              }
            });
    HubException thrown = refusal.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  private HubReply sendNow(Subscription current) {
    context.announcer().requested(current);
    try {
      return hubRequests.send(current);
    } catch (HubException e) {
      boolean ending = current.openRequest().filter(Subscriptions::isEnd).isPresent();
      if (!ending || current.lease() != null) {
        throw e;
      }
      // What was never verified ends whatever the hub says: it has no lease that could go on.
      context.store().findById(current.id()).ifPresent(this::forget);
      return HubReply.ACCEPTED;
    }
  }

  /** Returns the subscription as it is now, if it still waits for the same request. */
  private Optional<Subscription> ifStillOpen(Subscription stored) {
    return context
        .store()
        .findById(stored.id())
        .filter(current -> current.openRequest().equals(stored.openRequest()));
  }

  private static StoreException changesTooOften(URI topic) {
    return new StoreException(
        "the subscription to " + topic + " is being changed too often; try again", null);
  }
}
