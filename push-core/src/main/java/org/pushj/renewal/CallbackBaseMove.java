package org.pushj.renewal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.lifecycle.Event;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes subscriptions due whose hubs know another callback base than the one of now: what they send
 * there may not arrive any more. One after the other, so that hubs are not flooded.
 */
final class CallbackBaseMove {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackBaseMove.class);

  /** Between two subscriptions that move. */
  private static final Duration STEP = Duration.ofMillis(50);

  private final SubscriptionStore store;
  private final Lifecycles lifecycles;
  private final URI base;
  private final AtomicBoolean done = new AtomicBoolean();

  CallbackBaseMove(SubscriptionStore store, Lifecycles lifecycles, URI base) {
    this.store = store;
    this.lifecycles = lifecycles;
    this.base = base;
  }

  /** Does it, the first time it is called; once more, if that fails. */
  void once() {
    if (done.getAndSet(true)) {
      return;
    }
    try {
      hasten();
    } catch (StoreException e) {
      done.set(false);
      throw e;
    }
  }

  private void hasten() {
    Instant now = lifecycles.now();
    SubscriptionQuery query = SubscriptionQuery.all().withCallbackBaseOtherThan(base);
    List<Subscription> page = store.list(query);
    long moved = 0;
    while (!page.isEmpty()) {
      for (Subscription each : page) {
        lifecycles.apply(each, new Event.Hastened(now.plus(STEP.multipliedBy(moved++))));
      }
      page = store.list(query.after(page.get(page.size() - 1)));
    }
    if (moved > 0) {
      LOG.info("{} subscriptions move to the callback base {}", moved, base);
    }
  }
}
