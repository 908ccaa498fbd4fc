package org.pushj.lifecycle;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.PushException;
import org.pushj.Rejection;
import org.pushj.Subscription;
import org.pushj.SubscriptionListener;
import org.pushj.Urls;
import org.pushj.base.Texts;
import org.pushj.lifecycle.Effect.News;
import org.pushj.work.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the log and the application's listener of what was committed. One line per change of state;
 * the listener's own failures end here. Thread-safe.
 */
public final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private final SubscriptionListener listener;

  /** Makes the announcer of one subscriber. */
  public Announcer(SubscriptionListener listener) {
    this.listener = listener;
  }

  /**
   * Tells what happened.
   *
   * @param before the subscription before; null if it is new
   * @param after the subscription as it is stored now; where it was removed, as it was before
   */
  void tell(@Nullable Subscription before, Subscription after, News news) {
    LogContext context = LogContext.begin(after.id(), after.hub());
    try {
      announce(before, after, news);
    } finally {
      context.end();
    }
  }

  private void announce(@Nullable Subscription before, Subscription after, News news) {
    if (news instanceof News.Requested) {
      requested(before, after);
    } else if (news instanceof News.Verified verified) {
      verified(before, after, verified.lease());
    } else if (news instanceof News.Expired) {
      expired(after);
    } else if (news instanceof News.Unverified) {
      unverified(after);
    } else if (news instanceof News.Denied denied) {
      denied(before, after, denied.reason());
    } else if (news instanceof News.Failed failed) {
      failed(after, failed.cause());
    } else if (news instanceof News.GivenUp) {
      givenUp(after);
    } else {
      ended(before == null ? after : before);
    }
  }

  /** Tells that a delivery was dropped. */
  public void rejected(Subscription subscription, Rejection rejection) {
    LOG.debug("A delivery for subscription {} was dropped: {}", subscription.id(), rejection);
    tell(heard -> heard.onRejected(subscription, rejection));
  }

  private static void requested(@Nullable Subscription before, Subscription after) {
    boolean isNews = (before == null || after.state() != before.state()) && after.attempts() == 0;
    OpenRequest open = after.open();
    LOG.atLevel(isNews ? Level.INFO : Level.DEBUG)
        .log(
            "Subscription {} to {} is {}: asking the hub {}",
            after.id(),
            topic(after),
            after.state(),
            open == null ? "no more" : Urls.forMessage(open.hub()));
  }

  private void verified(@Nullable Subscription before, Subscription after, Lease lease) {
    boolean renewed = before != null && before.isAliveAt(lease.startsAt());
    boolean isNews = !renewed || (before != null && before.attempts() > 0);
    LOG.atLevel(isNews ? Level.INFO : Level.DEBUG)
        .log(
            "Subscription {} to {} is {} until {}{}",
            after.id(),
            topic(after),
            after.state(),
            lease.endsAt(),
            renewed ? ", renewed" : "");
    tell(renewed ? heard -> heard.onRenewed(after) : heard -> heard.onVerified(after));
    if (after.request().signed() && isUnsigned(after) && !(before != null && isUnsigned(before))) {
      LOG.warn(
          "Subscription {} to {} is unsigned, since its hub {} has no https: anyone who learns its"
              + " callback URL can forge content",
          after.id(),
          topic(after),
          Urls.forMessage(Objects.requireNonNull(after.hub())));
      tell(heard -> heard.onUnsigned(after));
    }
    Lease ended = before == null ? null : before.lease();
    if (!renewed && ended != null) {
      LOG.info(
          "Subscription {} to {} has a gap from {} to {}",
          after.id(),
          topic(after),
          ended.endsAt(),
          lease.startsAt());
      tell(heard -> heard.onResumed(after, ended.endsAt(), lease.startsAt()));
    }
  }

  private static boolean isUnsigned(Subscription subscription) {
    Grant grant = subscription.grant();
    return grant != null && grant.registration().secret() == null;
  }

  private void expired(Subscription subscription) {
    String problem = subscription.problem();
    LOG.warn(
        "Subscription {} to {} is {}: its lease has ended{}",
        subscription.id(),
        topic(subscription),
        subscription.state(),
        problem == null ? "" : ", " + Texts.printable(problem));
    tell(heard -> heard.onExpired(subscription));
  }

  private void unverified(Subscription subscription) {
    OpenRequest open = subscription.open();
    LOG.atLevel(levelOfFailure(subscription))
        .log(
            "Subscription {} to {} is {}, and its hub is asked again: {}; diagnose it to see"
                + " whether hubs reach the callback base {}",
            subscription.id(),
            topic(subscription),
            subscription.state(),
            subscription.problem(),
            open == null ? "" : Urls.forMessage(open.registration().callbackBase()));
    tell(heard -> heard.onUnverified(subscription));
  }

  private void denied(@Nullable Subscription before, Subscription after, String reason) {
    Problem known = before == null ? null : before.progress().problem();
    boolean again = known != null && known.kind() == Problem.Kind.DENIED;
    LOG.atLevel(again ? Level.DEBUG : Level.WARN)
        .log(
            "Subscription {} to {} is denied by its hub: {}",
            after.id(),
            topic(after),
            Texts.printable(reason));
    tell(heard -> heard.onDenied(after, reason));
  }

  private void failed(Subscription subscription, PushException cause) {
    LOG.atLevel(levelOfFailure(subscription))
        .log(
            "Subscription {} to {} is {} after a failure: {}",
            subscription.id(),
            topic(subscription),
            subscription.state(),
            Texts.printable(String.valueOf(cause.getMessage())));
    tell(heard -> heard.onFailed(subscription, cause));
  }

  private void givenUp(Subscription subscription) {
    LOG.warn(
        "Subscription {} to {} is given up, since its hub has refused since {}; renew it to ask"
            + " again: {}",
        subscription.id(),
        topic(subscription),
        subscription.progress().refusedSince(),
        subscription.problem());
    tell(heard -> heard.onGivenUp(subscription));
  }

  private void ended(Subscription subscription) {
    LOG.info("Subscription {} to {} has ended as wanted", subscription.id(), topic(subscription));
    tell(heard -> heard.onUnsubscribed(subscription));
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
