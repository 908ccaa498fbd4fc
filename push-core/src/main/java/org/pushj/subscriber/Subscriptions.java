package org.pushj.subscriber;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.PendingIntent;
import org.pushj.PendingIntent.Kind;
import org.pushj.Secret;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.discovery.TopicLinks;
import org.pushj.hub.HubEndpoints;
import org.pushj.hub.HubReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
  private static final int MOST_ATTEMPTS = 100;

  /** How many hubs of a page are looked at: each may cost a look-up of its name. */
  private static final int MOST_HUBS = 10;

  private final SubscriberContext context;
  private final HubRequests hubRequests;

  Subscriptions(SubscriberContext context) {
    this.context = context;
    this.hubRequests = new HubRequests(context);
  }

  Subscription subscribe(SubscriptionRequest request) {
    TopicLinks links = links(request);
    URI hub = preferredHub(links);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<Subscription> existing = context.store().findByTopic(links.topic(), hub);
      Optional<Subscription> committed =
          existing.isPresent()
              ? commit(existing.get(), request, links.topic(), hub)
              : add(request, links.topic(), hub);
      if (committed.isPresent()) {
        return ask(committed.get());
      }
    }
    throw changesTooOften(links.topic());
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
    Target target = targetOfRenewal(found.get());
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Subscription current = found.get();
      Optional<Subscription> committed =
          commit(current, current.request(), target.topic(), target.hub());
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

  private TopicLinks links(SubscriptionRequest request) {
    URI given = request.hub() == null ? context.hub() : request.hub();
    if (given != null) {
      return new TopicLinks(request.resource(), List.of(given));
    }
    TopicLinks found = context.discoverer().discover(request.resource());
    List<URI> hubs = found.hubs().stream().filter(Subscriptions::isFit).limit(MOST_HUBS).toList();
    if (!isFit(found.topic()) || hubs.isEmpty()) {
      throw new DiscoveryException(
          request.resource(),
          "the page names a topic or a hub of more than "
              + SubscriptionRequest.LONGEST_URL
              + " characters, which is too long",
          null);
    }
    return new TopicLinks(found.topic(), hubs);
  }

  /**
   * Looks the topic up again. Where that fails, or leads to no hub that may be contacted, or to
   * what another subscription has already, the topic and hub that are known are renewed, so that no
   * lease ends for it.
   */
  private Target targetOfRenewal(Subscription subscription) {
    Target known = new Target(subscription.topic(), subscription.hub());
    Target found;
    try {
      TopicLinks links = links(subscription.request());
      found =
          new Target(
              links.topic(),
              links.hubs().contains(subscription.hub()) ? subscription.hub() : usableHub(links));
    } catch (DiscoveryException | HubException e) {
      LOG.debug(
          "Subscription {} is renewed as it is, since discovery failed", subscription.id(), e);
      return known;
    }
    Optional<Subscription> owner = context.store().findByTopic(found.topic(), found.hub());
    return owner.isEmpty() || owner.get().id().equals(subscription.id()) ? found : known;
  }

  /**
   * Returns the hub at which there is a subscription to the topic already, or else the first one: a
   * page that names its hubs in another order is not subscribed to twice.
   */
  private URI preferredHub(TopicLinks links) {
    return links.hubs().stream()
        .filter(hub -> context.store().findByTopic(links.topic(), hub).isPresent())
        .filter(hub -> context.urlPolicy().refusal(hub).isEmpty())
        .findFirst()
        .orElseGet(() -> usableHub(links));
  }

  /** Returns the first hub that may be contacted. */
  private URI usableHub(TopicLinks links) {
    String problem = "";
    for (URI hub : links.hubs()) {
      Optional<String> refusal = context.urlPolicy().refusal(hub);
      if (refusal.isEmpty()) {
        return hub;
      }
      problem = refusal.get();
    }
    throw HubException.unanswered(
        links.hubs().get(0), "the hub is not contacted: " + problem, null);
  }

  private Optional<Subscription> add(SubscriptionRequest request, URI topic, URI hub) {
    Instant now = context.now();
    PendingIntent intent = freshIntent(request, topic, hub, now);
    Subscription subscription = Subscription.requested(SubscriptionId.next(now), request, intent);
    return context.store().add(subscription) ? Optional.of(subscription) : Optional.empty();
  }

  private Optional<Subscription> commit(
      Subscription current, SubscriptionRequest request, URI topic, URI hub) {
    Instant now = context.now();
    boolean moved = !isSame(topic, current.topic()) || !isSame(hub, current.hub());
    PendingIntent intent =
        moved ? freshIntent(request, topic, hub, now) : renewal(current, request, now);
    return context.store().replace(current, current.subscribing(request, intent));
  }

  /**
   * Returns the intent for a hub that is new to us: with a callback and a secret that no other hub
   * knows.
   */
  private static PendingIntent freshIntent(
      SubscriptionRequest request, URI topic, URI hub, Instant now) {
    return new PendingIntent(
        Kind.SUBSCRIBE, topic, hub, CallbackToken.random(), freshSecret(request, hub), now);
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
        Kind.SUBSCRIBE, current.topic(), current.hub(), current.callback(), secret, now);
  }

  private static @Nullable Secret freshSecret(SubscriptionRequest request, URI hub) {
    boolean fit = HubEndpoints.mayCarrySecret(HubEndpoints.of(hub).get(0));
    return request.signed() && fit ? Secret.random() : null;
  }

  private static boolean isFit(URI url) {
    return url.toString().length() <= SubscriptionRequest.LONGEST_URL;
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

  /** Where a renewal goes. */
  private record Target(URI topic, URI hub) {}
}
