package org.pushj.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.pushj.spi.InboxEntry;

/** An update with its content. Compared by identity; used by one thread at a time. */
final class StoredUpdate {
  static final Comparator<StoredUpdate> BY_ARRIVAL =
      Comparator.comparingLong(stored -> stored.arrival);

  final byte[] content;
  InboxEntry entry;

  /** Whether no other of its subscription is claimed in order. */
  boolean claimedInOrder;

  private final long arrival;

  StoredUpdate(InboxEntry entry, byte[] content, long arrival) {
    this.entry = entry;
    this.content = content;
    this.arrival = arrival;
  }

  boolean isDueAt(Instant now) {
    Instant due = entry.dueAt();
    return due != null && !due.isAfter(now);
  }

  /** Returns when a parked or done update was settled. */
  Instant settledAt() {
    return Objects.requireNonNull(entry.settledAt());
  }
}
