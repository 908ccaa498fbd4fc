package org.pushj.work;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntUnaryOperator;
import org.pushj.base.Durations;

/**
 * Removes rows whose retention has ended, once a minute and in small batches. Safe for use by
 * several threads.
 */
public final class Cleaning {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int BATCH = 500;
  private static final int MAX_BATCHES = 20;

  private Instant last = Instant.MIN;

  /**
   * Runs the removals, unless they ran less than a minute ago.
   *
   * @param removals each takes the size of a batch and returns how many rows it removed; called
   *     until that is less than the size, at most {@value #MAX_BATCHES} times
   */
  public void clean(Instant now, IntUnaryOperator... removals) {
    if (!isDue(now)) {
      return;
    }
    for (IntUnaryOperator removal : removals) {
      int batches = 1;
      while (removal.applyAsInt(BATCH) >= BATCH && batches < MAX_BATCHES) {
        batches++;
      }
    }
  }

  private synchronized boolean isDue(Instant now) {
    if (Durations.isWithin(EVERY, last, now)) {
      return false;
    }
    last = now;
    return true;
  }
}
