package org.pushj.subscriber;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.PendingIntent;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.Urls;
import org.pushj.subscriber.TopicLookup.Renewal;
import org.pushj.subscriber.TopicLookup.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribes, renews and unsubscribes when the application says so:
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
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
  private static final int MAX_ATTEMPTS = 100;

  private final SubscriberContext context;
  private final TopicLookup lookup;
  private final Intents intents;
  private final Dispatch dispatch;

  Subscriptions(SubscriberContext context, TopicLookup lookup, Dispatch dispatch) {
    this.context = context;
    this.lookup = lookup;
    this.intents = new Intents(context);
    this.dispatch = dispatch;
  }

  /**
   * Subscribes at each hub that is to be asked.
   *
   * @return the subscription at the first hub that accepted
   * @throws HubException if none did
   */
  Subscription subscribe(SubscriptionRequest request) {
    Subscription accepted = null;
    HubException refusal = null;
    for (Target target : lookup.forRequest(request)) {
      try {
        Subscription asked = subscribe(request, target);
        accepted = accepted == null ? asked : accepted;
      } catch (HubException e) {
        refusal = refusal == null ? e : refusal;
      }
    }
    return accepted == null ? thrown(refusal) : accepted;
  }

  private static Subscription thrown(@Nullable HubException refusal) {
    throw refusal == null ? new IllegalStateException("no hub was asked") : refusal;
  }

  private Subscription subscribe(SubscriptionRequest request, Target target) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Subscription> existing = context.store().findByTopic(target.topic(), target.hub());
      Optional<Subscription> committed =
          existing.isPresent() ? commit(existing.get(), request, target) : add(request, target);
      if (committed.isPresent()) {
        return ask(existing.map(Subscription::state).orElse(null), committed.get());
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
    Target target = lookup.forRenewal(found.get()).target();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Subscription current = found.get();
      Optional<Subscription> committed = commit(current, current.request(), target);
      if (committed.isPresent()) {
        return committed.map(stored -> ask(current.state(), stored));
      }
      found = context.store().findById(id);
      if (found.isEmpty() || (isEnding(found.get()) && !isEnding(current))) {
        return found;
      }
    }
    throw changesTooOften(target.topic());
  }

  /**
   * Renews what was claimed, unless it was changed meanwhile, and subscribes at hubs that the topic
   * names now and that are to be asked too. What a hub refuses is recorded, and tried again when it
   * is due. Until the hub has answered it is due at the end of the claim.
   *
   * @param claimed the subscription as the store has it
   * @param next the same, with what is to be recorded besides
   * @return false if it was changed meanwhile
   */
  boolean renewClaimed(Subscription claimed, Subscription next, Renewal renewal) {
    Instant now = context.now();
    PendingIntent intent = intents.next(claimed, claimed.request(), renewal.target(), now);
    Optional<Subscription> committed =
        context.store().replace(claimed, next.subscribing(claimed.request(), intent));
    if (committed.isEmpty()) {
      return false;
    }
    recorded(() -> dispatch.askClaimed(claimed.state(), committed.get()));
    for (Target missing : renewal.missing()) {
      recorded(() -> subscribe(claimed.request(), missing));
    }
    return true;
  }

  /** Returns false if there is no subscription with this id. */
  boolean unsubscribe(SubscriptionId id) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Subscription> found = context.store().findById(id);
      if (found.isEmpty()) {
        return false;
      }
      Subscription current = found.get();
      boolean atHub =
          current.isAliveAt(context.now()) || current.state() == SubscriptionState.PENDING;
      if (atHub ? end(current) : dispatch.forget(current)) {
        return true;
      }
    }
    throw new StoreException("subscription " + id + " is being changed too often; try again", null);
  }

  private boolean end(Subscription current) {
    Instant now = context.now();
    Optional<Subscription> committed =
        context.store().replace(current, context.schedule().asked(current.unsubscribing(now), now));
    committed.ifPresent(stored -> dispatch.askToEnd(current.state(), stored));
    return committed.isPresent();
  }

  private Optional<Subscription> add(SubscriptionRequest request, Target target) {
    Instant now = context.now();
    PendingIntent intent = intents.first(request, target, now);
    Subscription subscription =
        context
            .schedule()
            .asked(Subscription.requested(SubscriptionId.next(now), request, intent), now);
    return context.store().add(subscription) ? Optional.of(subscription) : Optional.empty();
  }

  private Optional<Subscription> commit(
      Subscription current, SubscriptionRequest request, Target target) {
    Instant now = context.now();
    PendingIntent intent = intents.next(current, request, target, now);
    return context
        .store()
        .replace(current, context.schedule().asked(current.subscribing(request, intent), now));
  }

  private Subscription ask(@Nullable SubscriptionState before, Subscription stored) {
    dispatch.ask(before, stored);
    return context.store().findById(stored.id()).orElse(stored);
  }

  private static void recorded(Runnable request) {
    try {
      request.run();
    } catch (HubException e) {
      LOG.debug("A hub did not accept a request; the subscription says so", e);
    }
  }

  private static boolean isEnding(Subscription subscription) {
    return subscription.state() == SubscriptionState.UNSUBSCRIBING;
  }

  private static StoreException changesTooOften(URI topic) {
    return new StoreException(
        "the subscription to " + Urls.forMessage(topic) + " is being changed too often; try again",
        null);
  }
}
