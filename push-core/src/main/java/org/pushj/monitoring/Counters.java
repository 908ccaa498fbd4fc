package org.pushj.monitoring;

import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to updates. Safe for use by several threads. */
public final class Counters {
  public final LongAdder taken = new LongAdder();
  public final LongAdder failed = new LongAdder();
  public final LongAdder rejected = new LongAdder();
  public final LongAdder duplicate = new LongAdder();
  public final LongAdder delivered = new LongAdder();
  public final LongAdder deliveryFailed = new LongAdder();
  public final LongAdder parked = new LongAdder();
  public final LongAdder expired = new LongAdder();

  /** Goes down again. */
  public final LongAdder hanging = new LongAdder();
}
