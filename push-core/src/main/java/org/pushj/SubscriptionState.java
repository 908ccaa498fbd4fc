package org.pushj;

/**
 * What last happened to a subscription. Whether content is accepted depends on its lease: a denial
 * is visible here at once, while the lease that runs goes on to its end. A renewal that failed is
 * visible in {@link Subscription#problem()}; the state stays {@link #ACTIVE} as long as the lease
 * runs.
 *
 * @since 0.1
 */
public enum SubscriptionState {
  /**
   * The hub was asked, or is to be found and asked, and has not yet verified the intent (W3C WebSub
   * section 5.3).
   */
  PENDING,
  /** The hub has verified the intent and granted a lease. */
  ACTIVE,
  /**
   * The application wants the end of the subscription, and the hub has not yet verified that (W3C
   * WebSub section 5.3). Content is not accepted any more.
   */
  UNSUBSCRIBING,
  /**
   * The hub has said that it does not, or no longer, accept the subscription (W3C WebSub section
   * 5.2).
   */
  DENIED,
  /** The lease has ended (W3C WebSub section 5.3.1). */
  EXPIRED,
  /** No hub was found, or it refused the request or did not answer it, and no lease runs. */
  FAILED,
  /**
   * The hub has refused for as long as {@link org.pushj.settings.RetryPolicy#giveUpAfter()} says,
   * and is not asked any more. The application still wants the subscription: to subscribe or renew
   * again asks again.
   */
  GIVEN_UP,
  /**
   * The subscription has ended as the application wanted. Only a store sees this state: the end is
   * kept for a while, so that the hub is told so when it calls again.
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
          case NO_HUB, REFUSED, UNANSWERED, UNREADABLE -> FAILED;
          case UNVERIFIED, HUB_FAILS -> waiting(subscription);
        };
  }

  /** Returns the state of one without a lease that runs, whose hub has not said no. */
  static SubscriptionState waiting(Subscription subscription) {
    Grant grant = subscription.grant();
    OpenRequest open = subscription.open();
    boolean askedSince =
        grant == null || (open != null && !open.since().isBefore(grant.lease().endsAt()));
    return askedSince ? PENDING : EXPIRED;
  }
}
