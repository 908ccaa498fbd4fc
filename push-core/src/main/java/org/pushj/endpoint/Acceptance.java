package org.pushj.endpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.OpenRequest;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.callback.CallbackResponse;
import org.pushj.lifecycle.Lifecycles;

/** Decides whether a subscription takes content at a callback, and says why not. */
final class Acceptance {
  private Acceptance() {}

  /**
   * Returns what a hub may deliver by at a callback: what it knows, and while a secret is rotated,
   * what it knew before or was just sent. Empty if the subscription is not wanted, no lease runs at
   * this callback, or the hub has no secret where content must be signed.
   */
  static List<Registration> liveAt(
      CallbackToken at, Subscription subscription, Lifecycles lifecycles, Instant now) {
    List<Registration> live = new ArrayList<>();
    Grant grant = subscription.grant();
    if (grant != null && grant.isAliveAt(now) && grant.registration().callback().equals(at)) {
      live.add(grant.registration());
      OpenRequest open = subscription.open();
      if (open != null && open.callback().equals(at) && open.secret() != null) {
        live.add(open.registration());
      }
    }
    Grant.Former former = subscription.former();
    if (former != null && former.isAliveAt(now) && former.callback().equals(at)) {
      live.add(former.registration());
    }
    live.removeIf(each -> !lifecycles.accepts(each));
    return subscription.wanted() ? live : List.of();
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
