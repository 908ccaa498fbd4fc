package org.pushj.tck;

import org.pushj.CallbackToken;
import org.pushj.IntentKind;

/** Where a subscription has the token that is at stake. */
enum TokenPlace {
  /** It is the subscription's own. */
  OWN {
    @Override
    SubscriptionBuilder put(CallbackToken token, SubscriptionBuilder builder) {
      return builder.callback(token);
    }
  },
  /** It is that of the open request. */
  OPEN_REQUEST {
    @Override
    SubscriptionBuilder put(CallbackToken token, SubscriptionBuilder builder) {
      return builder.openRequest(IntentKind.SUBSCRIBE, token);
    }
  },
  /** It is that of the former grant. */
  FORMER {
    @Override
    SubscriptionBuilder put(CallbackToken token, SubscriptionBuilder builder) {
      SubscriptionBuilder before = SubscriptionBuilder.active().callback(token);
      return builder.former(SampleSubscriptions.grantOf(before));
    }
  };

  abstract SubscriptionBuilder put(CallbackToken token, SubscriptionBuilder builder);
}
