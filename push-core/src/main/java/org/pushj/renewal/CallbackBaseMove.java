package org.pushj.renewal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.lifecycle.Timer;
import org.pushj.monitoring.FailureLog;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Makes subscriptions due whose hubs know another callback base than the one of now: what they send
 * there may not arrive any more. One after the other, so that hubs are not flooded. In a store that
 * cannot be searched they move with their next renewal, as each renewal uses the base of now.
 */
public final class CallbackBaseMove {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackBaseMove.class);

  /** Between two subscriptions that move. */
  private static final Duration STEP = Duration.ofMillis(50);

  /** How many move at a time. */
  private static final int PAGE = 100;

  private final @Nullable SearchableStore store;
  private final Lifecycles lifecycles;
  private final FailureLog failures;
  private @Nullable SubscriptionQuery next;

  /** Makes the move of one subscriber to its callback base. */
  public CallbackBaseMove(SubscriptionStore store, Lifecycles lifecycles, URI base) {
    this.store = store instanceof SearchableStore searchable ? searchable : null;
    this.lifecycles = lifecycles;
    this.failures = new FailureLog(LOG, Level.WARN, lifecycles::now);
    this.next = SubscriptionQuery.all().withCallbackBaseOtherThan(base).withLimit(PAGE);
  }

  /** Looks at one page more, until there are no more. A store that fails is asked again later. */
  synchronized void step() {
    if (next == null) {
      return;
    }
    if (store == null) {
      LOG.info(
          "Subscriptions at another callback base, if any, move when they are next renewed: to move"
              + " them at once, the store must implement {}",
          SearchableStore.class.getName());
      next = null;
      return;
    }
    try {
      List<Subscription> page = store.list(next);
      Instant now = lifecycles.now();
      for (int i = 0; i < page.size(); i++) {
        lifecycles.apply(page.get(i), new Timer.Hastened(now.plus(STEP.multipliedBy(i))));
      }
      if (!page.isEmpty()) {
        LOG.info("{} subscriptions move to another callback base", page.size());
      }
      next = page.size() < PAGE ? null : next.after(page.get(PAGE - 1));
    } catch (StoreException e) {
      LOG.atLevel(failures.failed())
          .setCause(e)
          .log("Subscriptions at another callback base cannot be looked for; they are later");
    }
  }
}
