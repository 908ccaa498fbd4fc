package org.pushj;

/**
 * What last happened to a subscription. Whether content is accepted is a question to its lease
 * alone: a denial or a failed renewal is visible here at once, while the lease that runs goes on to
 * its end.
 *
 * @since 0.1
 */
public enum SubscriptionState {
  /**
   * The hub was asked, or is about to be, and has not yet verified the intent (W3C WebSub section
   * 5.3).
   */
  PENDING,
  /** The hub has verified the intent and granted a lease. */
  ACTIVE,
  /**
   * The hub was asked to end the subscription and has not yet verified that (W3C WebSub section
   * 5.3).
   */
  UNSUBSCRIBING,
  /**
   * The hub has said that it does not, or no longer, accept the subscription (W3C WebSub section
   * 5.2).
   */
  DENIED,
  /** The lease has ended (W3C WebSub section 5.3.1). */
  EXPIRED,
  /** The hub refused the request or did not answer it, and no lease runs. */
  FAILED
}
