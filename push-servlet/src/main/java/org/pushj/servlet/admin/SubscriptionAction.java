package org.pushj.servlet.admin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.pushj.SubscriptionId;
import org.pushj.subscriber.Subscriber;

/** What can be done with subscriptions. */
enum SubscriptionAction {
  RENEW("Renew", false) {
    @Override
    boolean apply(Subscriber subscriber, SubscriptionId id) {
      return subscriber.renew(id).isPresent();
    }
  },
  UNSUBSCRIBE("Unsubscribe", true) {
    @Override
    boolean apply(Subscriber subscriber, SubscriptionId id) {
      return subscriber.unsubscribe(id);
    }
  },
  FORGET("Forget", true) {
    @Override
    boolean apply(Subscriber subscriber, SubscriptionId id) {
      return subscriber.forget(id);
    }
  };

  private final String label;
  private final boolean isFinal;

  SubscriptionAction(String label, boolean isFinal) {
    this.label = label;
    this.isFinal = isFinal;
  }

  /** Finds the action with this address. */
  static Optional<SubscriptionAction> at(String path) {
    return Arrays.stream(values()).filter(each -> each.path().equals(path)).findFirst();
  }

  String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  String label() {
    return label;
  }

  /** Tells whether it cannot be taken back, so that the page asks once more. */
  boolean isFinal() {
    return isFinal;
  }

  /**
   * Does it.
   *
   * @return false if there is no such subscription
   */
  abstract boolean apply(Subscriber subscriber, SubscriptionId id);
}
