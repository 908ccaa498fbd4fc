package org.pushj.lifecycle;

import java.util.Objects;
import java.util.function.Consumer;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.PushException;
import org.pushj.Rejection;
import org.pushj.Subscription;
import org.pushj.SubscriptionListener;
import org.pushj.Urls;
import org.pushj.lifecycle.Effect.News;
import org.pushj.monitoring.LogContext;
import org.pushj.text.Texts;
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
   * @param after the subscription as it is stored now; where it was removed, as it was before
   */
  void tell(Subscription after, News news) {
    LogContext context = LogContext.begin(after.id(), after.hub());
    try {
      announce(after, news);
    } finally {
      context.end();
    }
  }

  private void announce(Subscription subscription, News news) {
    if (news instanceof News.Requested requested) {
      requested(subscription, !requested.routine());
    } else if (news instanceof News.Verified verified) {
      verified(subscription, verified.lease());
    } else if (news instanceof News.Renewed renewed) {
      renewed(subscription, renewed);
    } else if (news instanceof News.Unsigned) {
      unsigned(subscription);
    } else if (news instanceof News.Resumed gap) {
      resumed(subscription, gap);
    } else if (news instanceof News.Expired) {
      expired(subscription);
    } else if (news instanceof News.Unverified) {
      unverified(subscription);
    } else if (news instanceof News.Denied denied) {
      denied(subscription, denied);
    } else if (news instanceof News.Failed failed) {
      failed(subscription, failed.cause());
    } else if (news instanceof News.GivenUp) {
      givenUp(subscription);
    } else {
      ended(((News.Ended) news).subscription());
    }
  }

  /** Tells that a delivery was dropped. */
  public void rejected(Subscription subscription, Rejection rejection) {
    LogContext context = LogContext.begin(subscription.id(), subscription.hub());
    try {
      LOG.debug("A delivery for subscription {} was dropped: {}", subscription.id(), rejection);
      tell(heard -> heard.onRejected(subscription, rejection));
    } finally {
      context.end();
    }
  }

  private static void requested(Subscription subscription, boolean isNews) {
    OpenRequest open = subscription.open();
    LOG.atLevel(isNews ? Level.INFO : Level.DEBUG)
        .log(
            "Subscription {} to {} is {}: asking the hub {}",
            subscription.id(),
            topic(subscription),
            subscription.state(),
            open == null ? "no more" : Urls.forMessage(open.hub()));
  }

  private void verified(Subscription subscription, Lease lease) {
    granted(subscription, lease, true, "");
    tell(heard -> heard.onVerified(subscription));
  }

  private void renewed(Subscription subscription, News.Renewed news) {
    granted(subscription, news.lease(), news.afterFailures(), ", renewed");
    tell(heard -> heard.onRenewed(subscription));
  }

  private static void granted(
      Subscription subscription, Lease lease, boolean isNews, String renewed) {
    LOG.atLevel(isNews ? Level.INFO : Level.DEBUG)
        .log(
            "Subscription {} to {} is {} until {}{}",
            subscription.id(),
            topic(subscription),
            subscription.state(),
            lease.endsAt(),
            renewed);
  }

  private void unsigned(Subscription subscription) {
    LOG.warn(
        "Subscription {} to {} is unsigned, since its hub {} has no https: anyone who learns its"
            + " callback URL can forge content",
        subscription.id(),
        topic(subscription),
        Urls.forMessage(Objects.requireNonNull(subscription.hub())));
    tell(heard -> heard.onUnsigned(subscription));
  }

  private void resumed(Subscription subscription, News.Resumed gap) {
    LOG.info(
        "Subscription {} to {} has a gap from {} to {}",
        subscription.id(),
        topic(subscription),
        gap.from(),
        gap.to());
    tell(heard -> heard.onResumed(subscription, gap.from(), gap.to()));
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

  private void denied(Subscription subscription, News.Denied news) {
    LOG.atLevel(news.again() ? Level.DEBUG : Level.WARN)
        .log(
            "Subscription {} to {} is denied by its hub: {}",
            subscription.id(),
            topic(subscription),
            Texts.excerpt(news.reason()));
    tell(heard -> heard.onDenied(subscription, news.reason()));
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

  /** Only the first of several consecutive failures is a warning. */
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
