package org.pushj.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.pushj.base.Durations;
import org.pushj.spi.UpdateInbox;

/**
 * Says whether the inbox is over its limits. It counts what waits every few seconds only, and what
 * this process has added since then; so other processes may go a little beyond. Safe for use by
 * several threads.
 */
final class InboxGauge {
  private static final Duration COUNTED_EVERY = Duration.ofSeconds(5);

  private final UpdateInbox inbox;
  private final long maxUpdates;
  private final long maxBytes;
  private final InstantSource clock;
  private UpdateInbox.Load load = new UpdateInbox.Load(0, 0);
  private Instant countedAt = Instant.MIN;
  private boolean counts;

  InboxGauge(UpdateInbox inbox, long maxUpdates, long maxBytes, InstantSource clock) {
    this.inbox = inbox;
    this.maxUpdates = maxUpdates;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  boolean isFullFor(int bytes) {
    if (beginsToCount()) {
      count();
    }
    synchronized (this) {
      return load.updates() >= maxUpdates || load.bytes() + bytes > maxBytes;
    }
  }

  synchronized void added(int bytes) {
    load = new UpdateInbox.Load(load.updates() + 1, load.bytes() + bytes);
  }

  /** One thread counts, and the others go by the last count meanwhile. */
  private synchronized boolean beginsToCount() {
    if (counts || Durations.isWithin(COUNTED_EVERY, countedAt, clock.instant())) {
      return false;
    }
    counts = true;
    return true;
  }

  private void count() {
    try {
      UpdateInbox.Load counted = inbox.load();
      synchronized (this) {
        load = counted;
        countedAt = clock.instant();
      }
    } finally {
      synchronized (this) {
        counts = false;
      }
    }
  }
}
