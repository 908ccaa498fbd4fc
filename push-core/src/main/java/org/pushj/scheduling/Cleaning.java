package org.pushj.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntUnaryOperator;
import org.pushj.monitoring.FailureLog;
import org.pushj.time.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Removes rows whose time is over in small batches: one after the other while there is more, and
 * then once a minute. Safe for use by several threads.
 */
public final class Cleaning {
  private static final Logger LOG = LoggerFactory.getLogger("org.pushj.scheduling");
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int BATCH = 500;

  private final InstantSource clock;
  private final FailureLog failures;
  private Instant last = Instant.EPOCH;

  /** Measures the minute by a clock. */
  public Cleaning(InstantSource clock) {
    this.clock = clock;
    this.failures = new FailureLog(LOG, Level.ERROR, clock);
  }

  /**
   * Runs each removal once, unless nothing was left less than a minute ago. One that fails is
   * logged, and stops no other.
   *
   * @param removals each takes the size of a batch and returns how many rows it removed
   * @return whether a batch was full, so that more is due at once
   */
  public boolean clean(IntUnaryOperator... removals) {
    if (!isDue(clock.instant())) {
      return false;
    }
    boolean isMore = false;
    boolean failed = false;
    for (IntUnaryOperator removal : removals) {
      try {
        isMore |= removal.applyAsInt(BATCH) >= BATCH;
      } catch (RuntimeException | Error e) {
        failed = true;
        LOG.atLevel(failures.failed())
            .setCause(e)
            .log("Old rows cannot be removed; trying again every {}", EVERY);
      }
    }
    if (!failed) {
      failures.worked("Old rows are removed again; that failed {} times");
    }
    if (isMore) {
      setLast(Instant.EPOCH);
    }
    return isMore;
  }

  /** Tells whether it is time, and counts the minute from now. */
  private synchronized boolean isDue(Instant now) {
    if (Durations.isWithin(EVERY, last, now)) {
      return false;
    }
    last = now;
    return true;
  }

  private synchronized void setLast(Instant instant) {
    last = instant;
  }
}
