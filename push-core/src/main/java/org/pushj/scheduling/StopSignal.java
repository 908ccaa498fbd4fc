package org.pushj.scheduling;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Stops the work that runs on threads of callers just now. Safe for use by several threads. */
public final class StopSignal {
  private final AtomicInteger stops = new AtomicInteger();

  /** Stops all that has begun; what begins later runs. */
  public void stop() {
    stops.incrementAndGet();
  }

  /** Tells the calling thread whether to go on: until it is interrupted or {@link #stop()} runs. */
  public BooleanSupplier begin() {
    int before = stops.get();
    return () -> stops.get() == before && !Thread.currentThread().isInterrupted();
  }
}
