package org.pushj.jpa.sql;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pushj.time.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the database, which is one for all nodes: that of the system, corrected by how far
 * the two are apart. Differences of less than a second are left alone. If the system's clock is
 * set, this one goes on as before, and the two are compared at once. Safe for use by several
 * threads.
 */
public final class DatabaseClock implements InstantSource {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class.getPackageName());
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final long MAX_UNCORRECTED_MILLIS = 1000;
  private static final long MAX_UNLOGGED_MILLIS = 5000;
  private static final Duration MAX_APART = Duration.ofDays(1);
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final InstantSource system;
  private final LongSupplier nanoTime;
  private final ReentrantLock comparing = new ReentrantLock();
  private volatile @Nullable Comparison last;
  private volatile Instant changedAt = Instant.MIN;
  private final AtomicInteger changes = new AtomicInteger();
  private long logged;

  /** Makes a clock that corrects that of the JVM. */
  public DatabaseClock() {
    this(InstantSource.system(), System::nanoTime);
  }

  /**
   * Makes a clock that is that of the system until the first comparison.
   *
   * @param nanoTime a clock that nobody can set, as {@link System#nanoTime}
   */
  public DatabaseClock(InstantSource system, LongSupplier nanoTime) {
    this.system = system;
    this.nanoTime = nanoTime;
  }

  @Override
  public Instant instant() {
    long nanos = nanoTime.getAsLong();
    Instant now = system.instant();
    Comparison before = last;
    return before == null ? now : now.minusMillis(before.aheadAt(now, nanos));
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

  /**
   * Tells whether an age may be wrong: this clock has jumped within the last minute, or is more
   * than a day apart from that of the system, so that one of the two is wrong.
   */
  public boolean isUncertain() {
    Comparison before = last;
    return Durations.isWithin(EVERY, changedAt, system.instant())
        || (before != null && Math.abs(before.ahead) > MAX_APART.toMillis());
  }

  private boolean isDue() {
    Comparison before = last;
    long nanos = nanoTime.getAsLong();
    Instant now = system.instant();
    return before == null
        || !Durations.isWithin(EVERY, before.at, now)
        || before.setBy(now, nanos) != 0;
  }

  private boolean compareNow(LongSupplier database) {
    long nanos = nanoTime.getAsLong();
    Instant asked = system.instant();
    long time = database.getAsLong();
    Comparison before = last;
    long expected = before == null ? 0 : before.aheadAt(asked, nanos);
    long tripMillis = (nanoTime.getAsLong() - nanos) / NANOS_PER_MILLI;
    long found = asked.toEpochMilli() + tripMillis / 2 - time;
    boolean isChanged = Math.abs(found - expected) >= MAX_UNCORRECTED_MILLIS + tripMillis;
    long ahead = isChanged ? found : expected;
    last = new Comparison(asked, nanos, ahead);
    if (isChanged) {
      changedAt = asked;
      changes.incrementAndGet();
    }
    if (isChanged && before != null && found - expected >= MAX_UNLOGGED_MILLIS) {
      LOG.warn(
          "The database's clock was set back by {} ms; updates, pings and renewals that wait there"
              + " are late by as much. To do them now, set due_at of the waiting rows to 0",
          found - expected);
    }
    log(ahead);
    return isChanged;
  }

  private void log(long ahead) {
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

  /**
   * A comparison.
   *
   * @param at when it was, by the system
   * @param nanos when it was, by the clock that nobody can set
   * @param ahead how far the system's clock was ahead, in milliseconds
   */
  private record Comparison(Instant at, long nanos, long ahead) {
    long aheadAt(Instant now, long nanosNow) {
      return ahead + setBy(now, nanosNow);
    }

    /** Returns by how many milliseconds the system's clock was set since; 0 for less than 1000. */
    long setBy(Instant now, long nanosNow) {
      long elapsed = (nanosNow - nanos) / NANOS_PER_MILLI;
      long set = Duration.between(at, now).toMillis() - elapsed;
      return Math.abs(set) < MAX_UNCORRECTED_MILLIS ? 0 : set;
    }
  }
}
