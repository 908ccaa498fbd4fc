package org.pushj;

import java.time.Instant;

/**
 * Hears what becomes of subscriptions. Each method is called after the change is committed, and may
 * be lost when the process ends in between: the store holds the truth. What follows from a request
 * of a hub is told after the hub was answered, on a thread of the {@linkplain
 * org.pushj.subscriber.SubscriberBuilder#listenerExecutor executor} for it: so a method may take
 * its time, and fetch the topic. The rest is told on the thread that made the change. What a method
 * throws is logged and changes nothing. Called by several threads at a time.
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
   * Hears that a hub has verified a subscription without a secret, although its request wants
   * signed content: the hub has no https, and no secret is sent in the clear. Anyone who learns the
   * callback URL can forge content. Called once for a subscription, after {@link #onVerified} or
   * {@link #onRenewed}.
   *
   * @see org.pushj.subscriber.SubscriberBuilder#requireSigned()
   */
  default void onUnsigned(Subscription subscription) {}

  /**
   * Hears that a hub denies a subscription (W3C WebSub section 5.2). A lease that runs goes on.
   *
   * @param reason the hub's words; escape them before they are shown. Empty if it gave none.
   */
  default void onDenied(Subscription subscription, String reason) {}

  /**
   * Hears that a look-up or a request to the hub did not succeed. A lease that runs goes on, and
   * what the application wants is tried again.
   *
   * @param cause what happened; {@link Subscription#problem()} says it in words
   */
  default void onFailed(Subscription subscription, PushException cause) {}

  /**
   * Hears that a hub accepted a request and did not verify it in time (W3C WebSub section 5.3).
   * Often it cannot reach the callback. It is asked again.
   */
  default void onUnverified(Subscription subscription) {}

  /**
   * Hears that a subscription is {@link SubscriptionState#GIVEN_UP}: its hub has refused for as
   * long as {@link org.pushj.settings.RetryPolicy#giveUpAfter()} says, and no lease runs. Subscribe
   * or renew to ask again.
   */
  default void onGivenUp(Subscription subscription) {}

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
