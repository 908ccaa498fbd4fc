package org.pushj.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.pushj.time.Durations;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Keeps a log short where the same operation may fail often. Failures that follow each other within
 * a minute, or without a success between, are one episode, however many calls succeed meanwhile.
 * The first failure of an episode has a line, later ones are logged at debug, and the first success
 * after a minute without failures has another line if there was more than one failure. Safe for use
 * by several threads.
 */
public final class FailureLog {
  /** How long nothing must have failed at the end of an episode. */
  public static final Duration QUIET = Duration.ofMinutes(1);

  private final Logger log;
  private final Level first;
  private final InstantSource clock;
  private Instant lastFailure = Instant.EPOCH;
  private boolean failedLast;

  /** Failures of the episode; 0 if there is none. */
  private volatile int failures;

  /** Takes the level of the first failure of an episode. */
  public FailureLog(Logger log, Level first, InstantSource clock) {
    this.log = log;
    this.first = first;
    this.clock = clock;
  }

  /** Counts a failure, and returns the level to log it at. */
  public Level failed() {
    return failed(clock.instant());
  }

  private synchronized Level failed(Instant now) {
    boolean continues = failures > 0 && (failedLast || Durations.isWithin(QUIET, lastFailure, now));
    failures = continues ? failures + 1 : 1;
    lastFailure = now;
    failedLast = true;
    return continues ? Level.DEBUG : first;
  }

  /**
   * Notes a success, and logs a message with the number of failures if that ends an episode of more
   * than one.
   */
  public void worked(String message) {
    if (failures > 0) {
      int ended = ended(clock.instant());
      if (ended > 1) {
        log.info(message, ended);
      }
    }
  }

  private synchronized int ended(Instant now) {
    failedLast = false;
    int ended = Durations.isWithin(QUIET, lastFailure, now) ? 0 : failures;
    failures -= ended;
    return ended;
  }
}
