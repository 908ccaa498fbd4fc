package org.pushj.subscriber;

import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to updates. */
final class Counters {
  private final LongAdder taken = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder duplicate = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder deliveryFailed = new LongAdder();
  private final LongAdder parked = new LongAdder();

  void countTaken() {
    taken.increment();
  }

  void countFailed() {
    failed.increment();
  }

  void countRejected() {
    rejected.increment();
  }

  void countDuplicate() {
    duplicate.increment();
  }

  void countDelivered() {
    delivered.increment();
  }

  void countDeliveryFailed() {
    deliveryFailed.increment();
  }

  void countParked() {
    parked.increment();
  }

  SubscriberStatistics snapshot() {
    return new SubscriberStatistics(
        taken.sum(),
        failed.sum(),
        rejected.sum(),
        duplicate.sum(),
        delivered.sum(),
        deliveryFailed.sum(),
        parked.sum());
  }
}
