package org.pushj.subscriber;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.base.Claims;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.work.ClaimedWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims the subscriptions on which work is due, and does it. */
final class DueSubscriptions implements ClaimedWork<Subscription> {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  /** Between two subscriptions that move to another callback base. */
  private static final Duration MOVE_STEP = Duration.ofMillis(50);

  private final SubscriberContext context;
  private final DueWork work;
  private final AtomicBoolean looksForMoves = new AtomicBoolean(true);

  DueSubscriptions(SubscriberContext context, DueWork work) {
    this.context = context;
    this.work = work;
  }

  /** Tells whether nobody has claimed anything yet. */
  boolean isUnused() {
    return looksForMoves.get();
  }

  @Override
  public Batch<Subscription> claim(int limit) {
    if (looksForMoves.getAndSet(false)) {
      hastenMoves();
    }
    Instant now = context.now();
    Instant until = now.plus(context.work().claim());
    List<Subscription> claimed = context.store().claimDue(now, until, limit);
    return new Batch<>(claimed, until, claimed.size() == limit);
  }

  /** Returns the hub: one that is slow does not take all the threads. */
  @Override
  public String lane(Subscription claimed) {
    return claimed.hub().toString();
  }

  /**
   * Does what is due on one subscription of a batch. What fails unexpectedly is logged, and due
   * again when the claim ends. So is what would begin after half of its claim: there might be no
   * time left for it.
   */
  @Override
  public void work(Subscription claimed, Instant until) {
    if (Claims.isHalfOver(context.now(), until, context.work().claim())) {
      LOG.debug("Subscription {} waits for the end of its claim", claimed.id());
      return;
    }
    try {
      work.run(claimed, until);
    } catch (RuntimeException e) {
      LOG.error("Work on subscription {} failed; it is tried again at {}", claimed.id(), until, e);
    }
  }

  /**
   * Makes subscriptions due whose hubs know another callback base than the one of now: what they
   * send there may not arrive any more. One after the other, so that hubs are not flooded.
   */
  private void hastenMoves() {
    try {
      hastenMoves(context.callbackBase(), context.now());
    } catch (StoreException e) {
      looksForMoves.set(true);
      throw e;
    }
  }

  private void hastenMoves(URI base, Instant now) {
    SubscriptionQuery query = SubscriptionQuery.all().withCallbackBaseOtherThan(base);
    List<Subscription> page = context.store().list(query);
    long moved = 0;
    while (!page.isEmpty()) {
      for (Subscription each : page) {
        Instant due = each.dueAt();
        Instant hastened = now.plus(MOVE_STEP.multipliedBy(moved++));
        if (due == null || due.isAfter(hastened)) {
          context.store().replace(each, each.withDueAt(hastened));
        }
      }
      page = context.store().list(query.after(page.get(page.size() - 1)));
    }
    if (moved > 0) {
      LOG.info("{} subscriptions move to the callback base {}", moved, base);
    }
  }
}
