package org.pushj;

import java.time.Instant;

/**
 * Hears what becomes of subscriptions. Each method is called after the change is committed, on the
 * thread that made it, and may be lost when the process ends in between: the store holds the truth.
 * What a method throws is logged and changes nothing. Called by several threads at a time; be
 * quick, since a hub may be waiting.
 *
 * @since 0.1
 */
public interface SubscriptionListener {

  /**
   * Hears that a hub has verified a subscription for the first time, or again after it was not
   * active.
   */
  default void onVerified(Subscription subscription) {}

  /** Hears that the hub of an active subscription has granted a new lease. */
  default void onRenewed(Subscription subscription) {}

  /**
   * Hears that a hub denies a subscription (W3C WebSub section 5.2). A lease that runs goes on.
   *
   * @param reason the hub's words; escape them before they are shown. Empty if it gave none.
   */
  default void onDenied(Subscription subscription, String reason) {}

  /**
   * Hears that a request to the hub did not succeed. A lease that runs goes on.
   *
   * @param cause what happened; {@link Subscription#problem()} says it in words
   */
  default void onFailed(Subscription subscription, HubException cause) {}

  /**
   * Hears that a lease has ended and was not renewed in time: no more content is accepted. The hub
   * is asked again until it grants a new lease.
   */
  default void onExpired(Subscription subscription) {}

  /**
   * Hears that a hub has granted a new lease after the one before had ended. What was published in
   * between was not pushed; fetch the topic to catch up. Called after {@link #onVerified}.
   *
   * @param from when the lease before ended
   * @param to when the new one began
   */
  default void onResumed(Subscription subscription, Instant from, Instant to) {}

  /**
   * Hears that a subscription has ended because the application wanted it; it is no longer in the
   * store.
   */
  default void onUnsubscribed(Subscription subscription) {}

  /**
   * Hears that a delivery was dropped since its signature is missing or not right (W3C WebSub
   * section 7.1.2).
   */
  default void onRejected(Subscription subscription, Rejection rejection) {}
}
