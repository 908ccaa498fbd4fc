package org.pushj.examples.demo;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.pushj.PushException;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.subscriber.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The initial subscription of the demo, so that there is something to see at once. */
final class FirstSubscription {
  private static final Logger log = LoggerFactory.getLogger(FirstSubscription.class);
  private static final int MAX_ATTEMPTS = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int POLL_MILLIS = 20;

  private FirstSubscription() {}

  /**
   * Subscribes, and waits until the hub has verified it.
   *
   * @throws IllegalStateException if it is not active after {@value #MAX_ATTEMPTS} attempts
   */
  static void make(Subscriber subscriber, URI feed) {
    try {
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        if (becomesActive(subscriber, feed)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("The reader cannot subscribe to " + feed);
  }

  private static boolean becomesActive(Subscriber subscriber, URI feed)
      throws InterruptedException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    try {
      SubscriptionId id = subscriber.subscribe(feed).id();
      while (!isActive(subscriber, id) && System.nanoTime() - end < 0) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      return isActive(subscriber, id);
    } catch (PushException e) {
      log.warn("Not subscribed to {}: {}", feed, e.getMessage());
      return false;
    }
  }

  private static boolean isActive(Subscriber subscriber, SubscriptionId id) {
    return subscriber
        .find(id)
        .filter(subscription -> subscription.state() == SubscriptionState.ACTIVE)
        .isPresent();
  }
}
