package org.pushj.work;

import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to updates. */
public final class Counters {
  private final LongAdder taken = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder duplicate = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder deliveryFailed = new LongAdder();
  private final LongAdder parked = new LongAdder();

  public void countTaken() {
    taken.increment();
  }

  public void countFailed() {
    failed.increment();
  }

  public void countRejected() {
    rejected.increment();
  }

  public void countDuplicate() {
    duplicate.increment();
  }

  public void countDelivered() {
    delivered.increment();
  }

  public void countDeliveryFailed() {
    deliveryFailed.increment();
  }

  public void countParked() {
    parked.increment();
  }

  public long taken() {
    return taken.sum();
  }

  public long failed() {
    return failed.sum();
  }

  public long rejected() {
    return rejected.sum();
  }

  public long duplicate() {
    return duplicate.sum();
  }

  public long delivered() {
    return delivered.sum();
  }

  public long deliveryFailed() {
    return deliveryFailed.sum();
  }

  public long parked() {
    return parked.sum();
  }
}
