package org.pushj;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a hub asks about at a callback, or tells of (W3C WebSub sections 5.2 and 5.3).
 *
 * @param callback the token of the callback URL at which the hub calls
 * @param topic the topic that it names; compared to the letter
 * @since 0.1
 */
public record HubVerification(CallbackToken callback, String topic) {

  /** Returns the inquiry of a hub that verifies this request. */
  public static HubVerification about(PendingIntent intent) {
    return new HubVerification(intent.callback(), intent.topic().toString());
  }

  /**
   * Tells whether a verification is to be confirmed (W3C WebSub section 5.3.1): it belongs to the
   * open request, or it is the hub's own re-check of a subscription that is active, so that nothing
   * that has ended or was denied comes back unasked.
   *
   * @param kind the mode that the hub asks about
   */
  public boolean isConfirmedBy(Subscription subscription, IntentKind kind, Instant now) {
    boolean active = subscription.stateAt(now) == SubscriptionState.ACTIVE;
    return belongsTo(subscription.pending(), kind)
        || (kind == IntentKind.SUBSCRIBE && active && isAboutGrantOf(subscription));
  }

  /**
   * Tells whether a verification of mode unsubscribe belongs to what was granted before, and is
   * given up.
   */
  public boolean endsFormerOf(Subscription subscription) {
    FormerGrant former = subscription.former();
    return former != null && former.askedAt() != null && is(former.callback(), former.topic());
  }

  /** Tells whether this is about what a subscription has, or has asked for. */
  public boolean isAbout(Subscription subscription) {
    PendingIntent open = subscription.pending();
    return isAboutGrantOf(subscription) || (open != null && is(open.callback(), open.topic()));
  }

  /** Tells whether this belongs to the open request, which is of that kind. */
  boolean belongsTo(@Nullable PendingIntent open, IntentKind kind) {
    return open != null && open.kind() == kind && is(open.callback(), open.topic());
  }

  private boolean isAboutGrantOf(Subscription subscription) {
    return is(subscription.callback(), subscription.topic());
  }

  private boolean is(CallbackToken callback, URI topic) {
    return this.callback.equals(callback) && this.topic.equals(topic.toString());
  }
}
