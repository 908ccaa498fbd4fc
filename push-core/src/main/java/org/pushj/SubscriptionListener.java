package org.pushj;

import java.time.Instant;

/**
 * Receives the events of subscriptions. Each method is called after the change is committed; a call
 * may be lost if the process ends in between, so the store is authoritative. Events that result
 * from a request of a hub are reported after the hub was answered, on a thread of the {@linkplain
 * org.pushj.subscriber.SubscriberBuilder#listenerExecutor executor}, so a method may take time and
 * fetch the topic. Other events are reported on the thread that made the change. Exceptions are
 * logged and change nothing. Called concurrently by several threads.
 *
 * @since 0.1
 */
public interface SubscriptionListener {

  /**
   * Called when a hub has verified a subscription for the first time, or again after it was not
   * active.
   */
  default void onVerified(Subscription subscription) {}

  /** Called when the hub of an active subscription has granted a new lease. */
  default void onRenewed(Subscription subscription) {}

  /**
   * Called when a hub has verified a subscription without a secret although its request asks for
   * signed content: the hub has no https, and a secret is never sent in clear text. Anyone who
   * learns the callback URL can forge content. Called once per subscription, after {@link
   * #onVerified} or {@link #onRenewed}.
   *
   * @see org.pushj.subscriber.SubscriberBuilder#requireSigned()
   */
  default void onUnsigned(Subscription subscription) {}

  /**
   * Called when a hub denies a subscription (W3C WebSub section 5.2). An active lease continues.
   *
   * @param reason the hub's reason; escape it before it is shown. Empty if it gave none
   */
  default void onDenied(Subscription subscription, String reason) {}

  /**
   * Called when a look-up or a request to the hub failed. An active lease continues, and the
   * request is retried.
   *
   * @param cause the failure; {@link Subscription#problem()} describes it
   */
  default void onFailed(Subscription subscription, PushException cause) {}

  /**
   * Called when a hub accepted a request but did not verify it in time (W3C WebSub section 5.3).
   * Often it cannot reach the callback. The request is retried.
   */
  default void onUnverified(Subscription subscription) {}

  /**
   * Called when a subscription is {@link SubscriptionState#GIVEN_UP}: its hub has refused for the
   * duration of {@link org.pushj.settings.RetryPolicy#giveUpAfter()}, and no lease is active.
   * Subscribe or renew to try again.
   */
  default void onGivenUp(Subscription subscription) {}

  /**
   * Called when a lease has ended and was not renewed in time: content is no longer accepted.
   * Requests are repeated until the hub grants a new lease.
   */
  default void onExpired(Subscription subscription) {}

  /**
   * Called when a hub has granted a new lease after the previous one had ended. Content published
   * in between was not pushed; fetch the topic to catch up. Called after {@link #onVerified}.
   *
   * @param from when the previous lease ended
   * @param to when the new one began
   */
  default void onResumed(Subscription subscription, Instant from, Instant to) {}

  /**
   * Called when a subscription has ended because the application unsubscribed; it is no longer in
   * the store.
   */
  default void onUnsubscribed(Subscription subscription) {}

  /**
   * Called when a delivery was dropped because its signature is missing or invalid (W3C WebSub
   * section 7.1.2). Anyone who knows the callback URL can cause that, so further ones of the same
   * subscription and reason are reported once a minute; {@link org.pushj.spi.Monitor#rejected}
   * counts all.
   */
  default void onRejected(Subscription subscription, Rejection rejection) {}
}
