package org.pushj.micrometer;

import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a query returned last, for several gauges: it is asked again once that is old, on the thread
 * that reads a gauge. While one thread asks, the others take what was read before: a store that
 * hangs must not hold up all who look. Safe for use by several threads.
 */
final class Reading<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private final Supplier<T> query;
  private final Duration maxAge;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Optional<T> last = Optional.empty();
  private long readAt;
  private boolean isRead;

  Reading(Supplier<T> query, Duration maxAge, Clock clock) {
    this.query = query;
    this.maxAge = maxAge;
    this.clock = clock;
  }

  /** Returns a number of what was read; NaN where that failed. */
  double number(ToDoubleFunction<T> number) {
    return read().map(number::applyAsDouble).orElse(Double.NaN);
  }

  private Optional<T> read() {
    if (asking.tryLock()) {
      try {
        askIfOld();
      } finally {
        asking.unlock();
      }
    }
    return last;
  }

  private void askIfOld() {
    if (isRead && clock.monotonicTime() - readAt < maxAge.toNanos()) {
      return;
    }
    try {
      last = Optional.of(query.get());
    } catch (RuntimeException e) {
      LOG.debug("A gauge has no value, since the store did not answer", e);
      last = Optional.empty();
    }
    isRead = true;
    readAt = clock.monotonicTime();
  }
}
