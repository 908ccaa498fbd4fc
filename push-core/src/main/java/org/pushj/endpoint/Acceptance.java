package org.pushj.endpoint;

import java.time.Instant;
import java.util.Optional;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.callback.CallbackResponse;
import org.pushj.lifecycle.Lifecycles;

/** Decides whether a subscription takes content at a callback, and says why not. */
final class Acceptance {
  private Acceptance() {}

  /**
   * Returns what a hub may deliver by at a callback. Empty if the subscription is not wanted, no
   * lease runs at this callback, or the hub has no secret where content must be signed.
   */
  static Optional<Registration> liveAt(
      CallbackToken at, Subscription subscription, Lifecycles lifecycles, Instant now) {
    return granted(at, subscription, now)
        .filter(each -> subscription.wanted() && lifecycles.accepts(each));
  }

  private static Optional<Registration> granted(
      CallbackToken at, Subscription subscription, Instant now) {
    Grant grant = subscription.grant();
    if (grant != null && grant.registration().callback().equals(at)) {
      return grant.isAliveAt(now) ? Optional.of(grant.registration()) : Optional.empty();
    }
    Grant.Former former = subscription.former();
    return former != null && former.isAliveAt(now) && former.callback().equals(at)
        ? Optional.of(former.registration())
        : Optional.empty();
  }

  /** Says 410 only where nothing will be asked for again: on that, some hubs forget it for good. */
  static CallbackResponse refusal(Subscription subscription, CallbackToken at) {
    Grant.Former former = subscription.former();
    boolean own =
        subscription.registration().filter(each -> each.callback().equals(at)).isPresent();
    boolean left = !own && former != null && former.callback().equals(at);
    if (left || !subscription.wanted() || subscription.state() == SubscriptionState.GIVEN_UP) {
      return Answers.ENDED;
    }
    return own && subscription.grant() != null ? Answers.LAPSED : Answers.NOT_VERIFIED;
  }
}
