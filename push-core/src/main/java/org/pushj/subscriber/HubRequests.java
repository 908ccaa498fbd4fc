package org.pushj.subscriber;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.HubVerification;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.PendingIntent;
import org.pushj.Subscription;
import org.pushj.base.Texts;
import org.pushj.hub.HubEndpoints;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HubAsk;
import org.pushj.spi.HubReply;

/**
 * Sends the open request of a subscription to its hub, and records what came of it. The
 * subscription was committed before, since the hub may verify before it answers; what the hub did
 * meanwhile is never overwritten.
 */
final class HubRequests {
  /** The problem of a subscription whose move ends, since another has got the topic. */
  static final String TOPIC_TAKEN = "another subscription has the topic that it moved to";

  private static final int TOO_MANY_REQUESTS = 429;

  private final SubscriberContext context;

  HubRequests(SubscriberContext context) {
    this.context = context;
  }

  /**
   * Sends the open request of {@code committed}.
   *
   * @throws HubException if the hub did not accept it; that is recorded
   */
  HubReply send(Subscription committed) {
    PendingIntent intent = committed.openRequest().orElseThrow();
    try {
      HubReply reply = sendAnyhow(committed, intent);
      context.breakers().succeeded(intent.hub());
      return reply;
    } catch (HubException e) {
      context.breakers().refused(intent.hub(), context.now(), e);
      throw e;
    }
  }

  private HubReply sendAnyhow(Subscription committed, PendingIntent intent) {
    List<URI> endpoints = HubEndpoints.of(intent.hub());
    try {
      return send(committed, intent, endpoints.get(0));
    } catch (HubException e) {
      if (endpoints.size() == 1 || !(e.getCause() instanceof ConnectFailedException)) {
        throw failed(committed, intent, e);
      }
      return sendWithoutSecret(committed, intent, endpoints.get(1), e);
    }
  }

  /** Sends the request over http, where nobody speaks https: the secret stays here. */
  private HubReply sendWithoutSecret(
      Subscription committed, PendingIntent intent, URI endpoint, HubException overHttps) {
    boolean wasSigned = committed.lease() != null && committed.secret() != null;
    Optional<Subscription> changed =
        wasSigned
            ? Optional.empty()
            : change(committed, intent, Subscription::withoutPendingSecret);
    if (changed.isEmpty()) {
      throw failed(committed, intent, overHttps);
    }
    PendingIntent open = changed.get().openRequest().orElseThrow();
    try {
      return send(changed.get(), open, endpoint);
    } catch (HubException e) {
      throw failed(changed.get(), open, e);
    }
  }

  private HubReply send(Subscription subscription, PendingIntent intent, URI endpoint) {
    HubReply reply = sendWithOrWithoutLease(subscription, intent, endpoint);
    if (reply == HubReply.VERIFIED && intent.kind() == IntentKind.SUBSCRIBE) {
      verified(subscription, intent);
    }
    return reply;
  }

  /**
   * Sends the request, and once more without the lease if the hub refuses it with one: some hubs
   * take only leases of their own choice. The second answer counts.
   */
  private HubReply sendWithOrWithoutLease(
      Subscription subscription, PendingIntent intent, URI endpoint) {
    Duration own = subscription.request().lease();
    Duration lease = own == null ? context.lease() : own;
    try {
      return send(intent, endpoint, lease);
    } catch (HubException e) {
      boolean again =
          intent.kind() == IntentKind.SUBSCRIBE
              && lease != null
              && isRefusalOfTheRequest(e)
              && context.store().findById(subscription.id()).filter(isOpen(intent)).isPresent();
      if (!again) {
        throw e;
      }
      return send(intent, endpoint, null);
    }
  }

  private HubReply send(PendingIntent intent, URI endpoint, @Nullable Duration lease) {
    return context
        .hubs()
        .ask(
            new HubAsk(
                intent.kind(),
                intent.hub(),
                endpoint,
                intent.topic(),
                callbackUrl(intent),
                intent.secret(),
                lease));
  }

  /**
   * Asks a hub to end what it granted before a move.
   *
   * @throws HubException if the hub did not accept that; nothing is recorded
   */
  void endFormer(PendingIntent end) {
    HubEndpoints.tryInOrder(end.hub(), endpoint -> send(end, endpoint, null));
  }

  private static URI callbackUrl(PendingIntent intent) {
    return SubscriberContext.callbackUrl(intent.callbackBase(), intent.callback());
  }

  private static boolean isRefusalOfTheRequest(HubException e) {
    int status = e.status().orElse(0);
    return status / 100 == 4 && status != TOO_MANY_REQUESTS;
  }

  /**
   * Makes the subscription active after the answer of a hub that sends no verification, if it still
   * waits for this one. Where another subscription has got its topic meanwhile, the request is
   * over.
   */
  private void verified(Subscription committed, PendingIntent intent) {
    Optional<Subscription> current = Optional.of(committed);
    while (current.filter(isOpen(intent)).isPresent()) {
      Subscription before = current.get();
      Lease running = before.callback().equals(intent.callback()) ? before.lease() : null;
      Lease lease = context.renewals().grant(Optional.empty(), context.now(), running);
      Optional<Subscription> stored =
          context
              .store()
              .replace(
                  before,
                  context
                      .schedule()
                      .settled(
                          before.verified(HubVerification.about(intent), lease), context.now()));
      if (stored.isPresent()) {
        context.announcer().verified(before, stored.get(), lease);
        return;
      }
      current = context.store().findById(committed.id());
      if (current.filter(now -> now.version() == before.version()).isPresent()) {
        Instant now = context.now();
        change(
            before,
            intent,
            taken ->
                context.schedule().failed(taken.refused(TOPIC_TAKEN, now), now, Optional.empty()));
        return;
      }
    }
  }

  private HubException failed(Subscription committed, PendingIntent intent, HubException cause) {
    String why = Texts.printable(String.valueOf(cause.getMessage()));
    change(committed, intent, current -> failed(current, intent, cause, why))
        .ifPresent(stored -> context.announcer().failed(stored, cause));
    return cause;
  }

  /**
   * Returns the subscription after the failure. A wish to unsubscribe that nobody waits for any
   * more stays, whatever the hub says.
   */
  private Subscription failed(
      Subscription current, PendingIntent intent, HubException cause, String why) {
    Instant now = context.now();
    boolean stays = intent.kind() == IntentKind.UNSUBSCRIBE && current.attempts() > 0;
    return context
        .schedule()
        .failed(
            cause.isUndecided() || stays ? current.unanswered(why, now) : current.refused(why, now),
            now,
            cause.retryAfter());
  }

  /**
   * Changes the subscription as long as the request is still the open one; empty if it no longer
   * is.
   */
  private Optional<Subscription> change(
      Subscription committed, PendingIntent intent, UnaryOperator<Subscription> transition) {
    Optional<Subscription> current = Optional.of(committed);
    while (current.filter(isOpen(intent)).isPresent()) {
      Optional<Subscription> stored =
          context.store().replace(current.get(), transition.apply(current.get()));
      if (stored.isPresent()) {
        return stored;
      }
      current = context.store().findById(committed.id());
    }
    return Optional.empty();
  }

  private static Predicate<Subscription> isOpen(PendingIntent intent) {
    return subscription -> subscription.openRequest().filter(intent::equals).isPresent();
  }
}
