package org.pushj;

/**
 * The state of a subscription: what last happened to it. Whether content is accepted depends on its
 * lease: a denial changes the state at once, while an active lease continues to its end. A failed
 * renewal is visible in {@link Subscription#problem()}; the state stays {@link #ACTIVE} while the
 * lease is active.
 *
 * @since 0.1
 */
public enum SubscriptionState {
  /**
   * The hub was asked, or is still to be discovered and asked, and has not verified the intent yet
   * (W3C WebSub section 5.3).
   */
  PENDING,
  /** The hub has verified the intent and granted a lease. */
  ACTIVE,
  /**
   * The application has unsubscribed, and the hub has not verified that yet (W3C WebSub section
   * 5.3). Content is no longer accepted.
   */
  UNSUBSCRIBING,
  /** The hub has denied the subscription (W3C WebSub section 5.2). */
  DENIED,
  /** The lease has ended (W3C WebSub section 5.3.1). */
  EXPIRED,
  /** No hub was found, or it refused or did not answer the request, and no lease is active. */
  FAILED,
  /**
   * The hub has refused for the duration of {@link org.pushj.settings.RetryPolicy#giveUpAfter()},
   * and no more requests are made. The application still wants the subscription: subscribing or
   * renewing starts again.
   */
  GIVEN_UP,
  /**
   * The application has unsubscribed, and the subscription has ended. Only a store has this state:
   * the end is kept for a while to answer further calls of the hub.
   */
  ENDED;

  static SubscriptionState of(Subscription subscription) {
    Progress progress = subscription.progress();
    Grant grant = subscription.grant();
    if (!subscription.wanted()) {
      return grant == null && subscription.open() == null ? ENDED : UNSUBSCRIBING;
    }
    if (progress.givenUp()) {
      return GIVEN_UP;
    }
    Problem problem = progress.problem();
    Problem.Kind last = problem == null || problem.past() ? null : problem.kind();
    if (grant != null && !progress.lapsed()) {
      return last == Problem.Kind.DENIED ? DENIED : ACTIVE;
    }
    return last == null
        ? waiting(subscription)
        : switch (last) {
          case DENIED -> grant == null ? DENIED : FAILED;
          case NO_HUB, REFUSED, HUB_ERROR, UNANSWERED, INCONCLUSIVE, UNREADABLE -> FAILED;
          case UNVERIFIED, HUB_FAILS -> waiting(subscription);
        };
  }

  /** Returns the state of a subscription without an active lease whose hub has not refused. */
  static SubscriptionState waiting(Subscription subscription) {
    Grant grant = subscription.grant();
    OpenRequest open = subscription.open();
    boolean askedSince =
        grant == null || (open != null && !open.since().isBefore(grant.acceptedUntil()));
    return askedSince ? PENDING : EXPIRED;
  }
}
