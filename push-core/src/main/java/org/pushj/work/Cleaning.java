package org.pushj.work;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntUnaryOperator;

/**
 * Removes what was kept long enough, once a minute, in small batches. Safe for use by several
 * threads.
 */
public final class Cleaning {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int BATCH = 500;
  private static final int MAX_BATCHES = 20;

  private Instant next = Instant.MIN;

  /**
   * Runs the removals if it is time.
   *
   * @param removals each is called with the size of a batch and returns how many it has removed;
   *     again and again until that is fewer, up to a limit
   */
  public void clean(Instant now, IntUnaryOperator... removals) {
    if (!isTurn(now)) {
      return;
    }
    for (IntUnaryOperator removal : removals) {
      inBatches(removal);
    }
  }

  private synchronized boolean isTurn(Instant now) {
    if (next.isAfter(now)) {
      return false;
    }
    next = now.plus(EVERY);
    return true;
  }

  private static void inBatches(IntUnaryOperator removal) {
    for (int i = 0; i < MAX_BATCHES; i++) {
      if (removal.applyAsInt(BATCH) < BATCH) {
        return;
      }
    }
  }
}
