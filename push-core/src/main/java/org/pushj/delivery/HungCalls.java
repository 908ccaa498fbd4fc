package org.pushj.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.pushj.SubscriptionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of the listener that were given up and still run, each on a thread that it keeps. Where
 * there are too many, no more are made: for one subscription, or at all. Calls under way may still
 * join them. Safe for use by several threads.
 */
final class HungCalls {
  private static final int MAX = 64;
  private static final int MAX_PER_SUBSCRIPTION = 8;
  private static final Logger LOG = LoggerFactory.getLogger(HungCalls.class);

  private final LongAdder gauge;
  private final Map<SubscriptionId, Integer> bySubscription = new HashMap<>();
  private int all;

  /** Takes what shows their number. */
  HungCalls(LongAdder gauge) {
    this.gauge = gauge;
  }

  synchronized void add(SubscriptionId subscription) {
    gauge.increment();
    bySubscription.merge(subscription, 1, Integer::sum);
    all++;
    if (all == MAX) {
      LOG.error("{} calls of the listener hang; nothing is delivered until one of them ends", MAX);
    }
  }

  synchronized void remove(SubscriptionId subscription) {
    gauge.decrement();
    bySubscription.computeIfPresent(subscription, (id, hung) -> hung == 1 ? null : hung - 1);
    all--;
    if (all == MAX - 1) {
      LOG.error("A call of the listener that hung has ended; updates are delivered again");
    }
  }

  synchronized boolean areTooMany() {
    return all >= MAX;
  }

  /** Tells whether no call may be made for a subscription. */
  synchronized boolean isBlocked(SubscriptionId subscription) {
    return areTooMany() || bySubscription.getOrDefault(subscription, 0) >= MAX_PER_SUBSCRIPTION;
  }
}
