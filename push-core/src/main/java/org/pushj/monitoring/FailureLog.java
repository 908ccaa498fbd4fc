package org.pushj.monitoring;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Keeps a log short where the same may fail for long, at each request: the first failure of a row
 * has its line, those after it are told at debug, and the end of the row has a line if there was
 * more than one. Safe for use by several threads.
 */
public final class FailureLog {
  private final Logger log;
  private final Level first;
  private final AtomicInteger inARow = new AtomicInteger();

  /** Takes the level of the first failure of a row. */
  public FailureLog(Logger log, Level first) {
    this.log = log;
    this.first = first;
  }

  /** Counts a failure, and returns the level to log it at. */
  public Level failed() {
    return inARow.getAndIncrement() == 0 ? first : Level.DEBUG;
  }

  /** Logs a message with the number of failures, if there was more than one in a row. */
  public void worked(String message) {
    int failures = inARow.get() == 0 ? 0 : inARow.getAndSet(0);
    if (failures > 1) {
      log.info(message, failures);
    }
  }
}
