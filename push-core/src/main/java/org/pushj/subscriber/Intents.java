package org.pushj.subscriber;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.IntentKind;
import org.pushj.PendingIntent;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.hub.HubEndpoints;
import org.pushj.subscriber.TopicLookup.Target;

/** Makes what a hub is asked to verify: which callback and which secret a request names. */
final class Intents {
  private final SubscriberContext context;

  Intents(SubscriberContext context) {
    this.context = context;
  }

  /** Returns the intent for a hub that is new to us: no other knows its callback and its secret. */
  PendingIntent first(SubscriptionRequest request, Target target, Instant now) {
    return new PendingIntent(
        IntentKind.SUBSCRIBE,
        target.topic(),
        target.hub(),
        CallbackToken.random(),
        context.callbackBase(),
        freshSecret(request, target.hub()),
        now);
  }

  /**
   * Returns the intent of the next request. A request that is open is made again as it was, since
   * the hub may know it already. At the hub that we have, callback and secret stay, so that nothing
   * is lost between; unless they are to be rotated. Anything else is a move.
   */
  PendingIntent next(
      Subscription current, SubscriptionRequest request, Target target, Instant now) {
    PendingIntent open = current.pending();
    if (open != null && open.kind() == IntentKind.SUBSCRIBE && isFor(target, open)) {
      return again(request, target, open.callback(), open.secret(), now);
    }
    if (!isAt(target, current) || (current.isAliveAt(now) && changesCallback(target.hub()))) {
      return first(request, target, now);
    }
    boolean rotates = current.isAliveAt(now) && context.renewals().rotatesSecret();
    return again(request, target, current.callback(), rotates ? null : current.secret(), now);
  }

  private PendingIntent again(
      SubscriptionRequest request,
      Target target,
      CallbackToken callback,
      @Nullable Secret known,
      Instant now) {
    Secret secret = request.signed() ? known : null;
    return new PendingIntent(
        IntentKind.SUBSCRIBE,
        target.topic(),
        target.hub(),
        callback,
        context.callbackBase(),
        secret == null ? freshSecret(request, target.hub()) : secret,
        now);
  }

  private boolean isFor(Target target, PendingIntent open) {
    return isSame(target.topic(), open.topic())
        && isSame(target.hub(), open.hub())
        && isSame(context.callbackBase(), open.callbackBase());
  }

  private boolean isAt(Target target, Subscription current) {
    return isSame(target.topic(), current.topic())
        && isSame(target.hub(), current.hub())
        && isSame(context.callbackBase(), current.callbackBase());
  }

  /** Tells whether the hub is to see a new callback at each renewal. */
  private boolean changesCallback(URI hub) {
    return context.renewals().rotatesCallback() || context.hubs().renewsUnderNewCallback(hub);
  }

  private static @Nullable Secret freshSecret(SubscriptionRequest request, URI hub) {
    boolean fit = HubEndpoints.mayCarrySecret(HubEndpoints.of(hub).get(0));
    return request.signed() && fit ? Secret.random() : null;
  }

  private static boolean isSame(URI one, URI other) {
    return one.toString().equals(other.toString());
  }
}
