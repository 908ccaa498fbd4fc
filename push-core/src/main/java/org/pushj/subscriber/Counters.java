package org.pushj.subscriber;

import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to deliveries. */
final class Counters {
  private final LongAdder taken = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder rejected = new LongAdder();

  void countTaken() {
    taken.increment();
  }

  void countFailed() {
    failed.increment();
  }

  void countRejected() {
    rejected.increment();
  }

  SubscriberStatistics snapshot() {
    return new SubscriberStatistics(taken.sum(), failed.sum(), rejected.sum());
  }
}
