package org.pushj.servlet.admin;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.servlet.admin.html.RowAction;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.BulkOutcome;
import org.pushj.subscriber.OperatorAction;
import org.pushj.subscriber.Subscriber;

/** What can be done with subscriptions. */
enum SubscriptionAction implements RowAction {
  RENEW("Renew", false),
  RETRY("Retry", false),
  PAUSE("Pause", false),
  RESUME("Resume", false),
  UNSUBSCRIBE("Unsubscribe", true),
  FORGET("Forget", true);

  /** Those that can be done with all subscriptions that match. */
  static final List<SubscriptionAction> FOR_ALL = List.of(RETRY, PAUSE, RESUME);

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

  /** Does it with all that match: one of {@link #FOR_ALL}. */
  BulkOutcome applyToAll(Subscriber subscriber, SubscriptionQuery query) {
    return subscriber.operations().applyToAll(OperatorAction.valueOf(name()), query);
  }

  /**
   * Does it.
   *
   * @return false if there is no such subscription, or there was nothing to do
   */
  boolean apply(Subscriber subscriber, SubscriptionId id) {
    return switch (this) {
      case RENEW -> changes(subscriber, id, subscriber::renew);
      case RETRY, PAUSE, RESUME ->
          changes(
              subscriber,
              id,
              one -> subscriber.operations().apply(OperatorAction.valueOf(name()), one));
      case UNSUBSCRIBE -> subscriber.unsubscribe(id);
      case FORGET -> subscriber.forget(id);
    };
  }

  private static boolean changes(
      Subscriber subscriber,
      SubscriptionId id,
      Function<SubscriptionId, Optional<Subscription>> action) {
    Optional<Subscription> before = subscriber.find(id);
    Optional<Subscription> after = action.apply(id);
    return after.isPresent() && !after.equals(before);
  }
}
