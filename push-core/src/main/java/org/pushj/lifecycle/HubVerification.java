package org.pushj.lifecycle;

import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Registration;
import org.pushj.Subscription;

/**
 * What a hub verifies or denies at a callback (W3C WebSub sections 5.2 and 5.3).
 *
 * @param callback the token of the callback URL at which the hub calls
 * @param topic the topic that it names; compared exactly
 */
public record HubVerification(CallbackToken callback, String topic) {

  /** Tells whether it belongs to the open request, which is of that kind. */
  boolean isOfOpen(Subscription subscription, IntentKind kind) {
    OpenRequest open = subscription.open();
    return open != null && open.kind() == kind && is(open.registration());
  }

  /** Tells whether it is about what a hub has granted. */
  boolean isOfGrant(Subscription subscription) {
    Grant grant = subscription.grant();
    return grant != null && is(grant.registration());
  }

  /** Tells whether it is about what was granted before, and the hub was asked to end. */
  boolean isOfAskedFormer(Subscription subscription) {
    Grant.Former former = subscription.former();
    return former != null && former.askedAt() != null && is(former.registration());
  }

  private boolean is(Registration registration) {
    return callback.equals(registration.callback())
        && topic.equals(registration.topic().toString());
  }
}
