package org.pushj.servlet.admin;

import java.util.Locale;
import org.pushj.SubscriptionId;
import org.pushj.subscriber.Subscriber;

/** What can be done with subscriptions. */
enum SubscriptionAction implements RowAction {
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

  @Override
  public String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public boolean isFinal() {
    return isFinal;
  }

  /**
   * Does it.
   *
   * @return false if there is no such subscription
   */
  abstract boolean apply(Subscriber subscriber, SubscriptionId id);
}
