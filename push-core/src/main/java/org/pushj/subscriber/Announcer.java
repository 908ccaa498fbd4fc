package org.pushj.subscriber;

import java.util.function.Consumer;
import org.pushj.HubException;
import org.pushj.Lease;
import org.pushj.PendingIntent;
import org.pushj.Rejection;
import org.pushj.Subscription;
import org.pushj.SubscriptionListener;
import org.pushj.Urls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log and the application's listener of what was committed. One line per change of state;
 * the listener's own failures end here.
 */
final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  private final SubscriptionListener listener;

  Announcer(SubscriptionListener listener) {
    this.listener = listener;
  }

  void requested(Subscription subscription) {
    LOG.info(
        "Subscription {} to {} is {}: asking the hub {}",
        subscription.id(),
        subscription.topic(),
        subscription.state(),
        Urls.forMessage(
            subscription.openRequest().map(PendingIntent::hub).orElse(subscription.hub())));
  }

  void verified(Subscription before, Subscription after, Lease lease) {
    boolean renewed = before.isAliveAt(lease.startsAt());
    LOG.info(
        "Subscription {} to {} is {} until {}{}",
        after.id(),
        after.topic(),
        after.state(),
        lease.endsAt(),
        renewed ? ", renewed" : "");
    tell(renewed ? heard -> heard.onRenewed(after) : heard -> heard.onVerified(after));
  }

  void denied(Subscription subscription, String reason) {
    LOG.warn(
        "Subscription {} to {} is denied by its hub: {}",
        subscription.id(),
        subscription.topic(),
        printable(reason));
    tell(heard -> heard.onDenied(subscription, reason));
  }

  void failed(Subscription subscription, HubException cause) {
    LOG.warn(
        "Subscription {} to {} is {} after a request to its hub: {}",
        subscription.id(),
        subscription.topic(),
        subscription.state(),
        printable(String.valueOf(cause.getMessage())));
    tell(heard -> heard.onFailed(subscription, cause));
  }

  void unsubscribed(Subscription subscription) {
    LOG.info("Subscription {} to {} has ended as wanted", subscription.id(), subscription.topic());
    tell(heard -> heard.onUnsubscribed(subscription));
  }

  void rejected(Subscription subscription, Rejection rejection) {
    LOG.debug("A delivery for subscription {} was dropped: {}", subscription.id(), rejection);
    tell(heard -> heard.onRejected(subscription, rejection));
  }

  /** Keeps what others wrote from making lines of its own in a log. */
  static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private void tell(Consumer<SubscriptionListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException e) {
      LOG.error("A SubscriptionListener failed; the subscription is as the store has it", e);
    }
  }
}
