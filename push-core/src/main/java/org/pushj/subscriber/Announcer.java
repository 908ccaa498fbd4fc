package org.pushj.subscriber;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.Lease;
import org.pushj.PendingIntent;
import org.pushj.Rejection;
import org.pushj.Subscription;
import org.pushj.SubscriptionListener;
import org.pushj.SubscriptionState;
import org.pushj.Urls;
import org.pushj.base.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the log and the application's listener of what was committed. One line per change of state;
 * the listener's own failures end here.
 */
final class Announcer {
  /** How the problem of a subscription begins that its hub has denied. */
  static final String DENIED = "denied by the hub";

  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  private final SubscriptionListener listener;

  Announcer(SubscriptionListener listener) {
    this.listener = listener;
  }

  /**
   * Tells that a hub is about to be asked.
   *
   * @param before the state before the request; null for a new subscription
   */
  void requested(@Nullable SubscriptionState before, Subscription subscription) {
    boolean isNews = subscription.state() != before && subscription.attempts() == 0;
    LOG.atLevel(isNews ? Level.INFO : Level.DEBUG)
        .log(
            "Subscription {} to {} is {}: asking the hub {}",
            subscription.id(),
            topic(subscription),
            subscription.state(),
            Urls.forMessage(
                subscription.openRequest().map(PendingIntent::hub).orElse(subscription.hub())));
  }

  void verified(Subscription before, Subscription after, Lease lease) {
    boolean renewed = before.isAliveAt(lease.startsAt());
    boolean isNews = !renewed || before.attempts() > 0;
    LOG.atLevel(isNews ? Level.INFO : Level.DEBUG)
        .log(
            "Subscription {} to {} is {} until {}{}",
            after.id(),
            topic(after),
            after.state(),
            lease.endsAt(),
            renewed ? ", renewed" : "");
    tell(renewed ? heard -> heard.onRenewed(after) : heard -> heard.onVerified(after));
    Lease ended = before.lease();
    if (!renewed && ended != null) {
      resumed(after, ended.endsAt(), lease.startsAt());
    }
  }

  private void resumed(Subscription subscription, Instant from, Instant to) {
    LOG.info(
        "Subscription {} to {} has a gap from {} to {}",
        subscription.id(),
        topic(subscription),
        from,
        to);
    tell(heard -> heard.onResumed(subscription, from, to));
  }

  void expired(Subscription subscription) {
    LOG.warn(
        "Subscription {} to {} is {}: its lease has ended{}",
        subscription.id(),
        topic(subscription),
        subscription.state(),
        subscription.problem() == null ? "" : ", " + Texts.printable(subscription.problem()));
    tell(heard -> heard.onExpired(subscription));
  }

  void unverified(Subscription subscription) {
    LOG.atLevel(levelOfFailure(subscription))
        .log(
            "Subscription {} to {} is {}, and its hub is asked again: {}",
            subscription.id(),
            topic(subscription),
            subscription.state(),
            subscription.problem());
  }

  void denied(Subscription before, Subscription subscription, String reason) {
    boolean again = before.problem() != null && before.problem().startsWith(DENIED);
    LOG.atLevel(again ? Level.DEBUG : Level.WARN)
        .log(
            "Subscription {} to {} is denied by its hub: {}",
            subscription.id(),
            topic(subscription),
            Texts.printable(reason));
    tell(heard -> heard.onDenied(subscription, reason));
  }

  void failed(Subscription subscription, HubException cause) {
    LOG.atLevel(levelOfFailure(subscription))
        .log(
            "Subscription {} to {} is {} after a request to its hub: {}",
            subscription.id(),
            topic(subscription),
            subscription.state(),
            Texts.printable(String.valueOf(cause.getMessage())));
    tell(heard -> heard.onFailed(subscription, cause));
  }

  void unsubscribed(Subscription subscription) {
    LOG.info("Subscription {} to {} has ended as wanted", subscription.id(), topic(subscription));
    tell(heard -> heard.onUnsubscribed(subscription));
  }

  void rejected(Subscription subscription, Rejection rejection) {
    LOG.debug("A delivery for subscription {} was dropped: {}", subscription.id(), rejection);
    tell(heard -> heard.onRejected(subscription, rejection));
  }

  /** The query of a topic may hold a key; the id says well enough which subscription it is. */
  private static String topic(Subscription subscription) {
    return Urls.forMessage(subscription.topic());
  }

  /** One line for what goes on for long: the first failure of several in a row. */
  private static Level levelOfFailure(Subscription subscription) {
    return subscription.attempts() <= 1 ? Level.WARN : Level.DEBUG;
  }

  private void tell(Consumer<SubscriptionListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException e) {
      LOG.error("A SubscriptionListener failed; the subscription is as the store has it", e);
    }
  }
}
