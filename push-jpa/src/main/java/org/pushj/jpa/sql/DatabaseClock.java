package org.pushj.jpa.sql;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.pushj.time.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the database, which is one for all nodes: that of the system, corrected by how far
 * the two are apart. Differences of less than a second are left alone. Safe for use by several
 * threads.
 */
public final class DatabaseClock implements InstantSource {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class.getPackageName());
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final long MAX_UNCORRECTED_MILLIS = 1000;
  private static final long MAX_UNLOGGED_MILLIS = 5000;

  private final InstantSource system;
  private final ReentrantLock comparing = new ReentrantLock();
  private volatile Instant comparedAt = Instant.MIN;
  private volatile Instant changedAt = Instant.MIN;
  private final AtomicInteger changes = new AtomicInteger();
  private long logged;

  /** How far the system's clock is ahead, in milliseconds. */
  private volatile long ahead;

  public DatabaseClock(InstantSource system) {
    this.system = system;
  }

  @Override
  public Instant instant() {
    return system.instant().minusMillis(ahead);
  }

  /**
   * Compares the clocks, unless that was done within the last minute.
   *
   * @param database asks for its time, in milliseconds. The answer counts for the middle of the
   *     time that it takes. What it throws is thrown on
   * @return whether this clock has jumped
   */
  public boolean isChanged(LongSupplier database) {
    comparing.lock();
    try {
      return isDue() && compareNow(database);
    } finally {
      comparing.unlock();
    }
  }

  /** Compares the clocks in the same way, unless another thread is doing that at this moment. */
  public void compare(LongSupplier database) {
    if (isDue() && comparing.tryLock()) {
      try {
        isChanged(database);
      } finally {
        comparing.unlock();
      }
    }
  }

  /** Returns how often this clock has jumped. */
  public int changes() {
    return changes.get();
  }

  /** Tells whether this clock has jumped within the last minute. */
  public boolean isJustChanged() {
    return Durations.isWithin(EVERY, changedAt, system.instant());
  }

  private boolean isDue() {
    return !Durations.isWithin(EVERY, comparedAt, system.instant());
  }

  private boolean compareNow(LongSupplier database) {
    Instant asked = system.instant();
    long time = database.getAsLong();
    comparedAt = asked;
    long tripMillis = Duration.between(asked, system.instant()).toMillis();
    long found = asked.toEpochMilli() + tripMillis / 2 - time;
    if (Math.abs(found - ahead) < MAX_UNCORRECTED_MILLIS + Math.abs(tripMillis)) {
      return false;
    }
    ahead = found;
    changedAt = asked;
    changes.incrementAndGet();
    log();
    return true;
  }

  private void log() {
    if (Math.abs(ahead - logged) < MAX_UNLOGGED_MILLIS) {
      return;
    }
    logged = ahead;
    if (Math.abs(ahead) < MAX_UNLOGGED_MILLIS) {
      LOG.info("The system's clock agrees with that of the database again");
    } else {
      LOG.warn(
          "The system's clock is {} ms {} that of the database; claims and due times go by the"
              + " latter. Set the clock, by NTP say",
          Math.abs(ahead),
          ahead > 0 ? "ahead of" : "behind");
    }
  }
}
