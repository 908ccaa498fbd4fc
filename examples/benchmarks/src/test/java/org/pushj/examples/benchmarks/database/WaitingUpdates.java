package org.pushj.examples.benchmarks.database;

import java.time.Duration;
import java.time.Instant;
import org.pushj.spi.InboxEntry;

/** Fills an inbox with small updates that wait. */
final class WaitingUpdates {
  private static final int SUBSCRIPTIONS = 1000;
  private static final int LENGTH = 32;

  /** How many are added in one transaction. */
  private static final int SLICE = 500;

  private static final Duration LATER = Duration.ofHours(10);

  private WaitingUpdates() {}

  /**
   * Adds updates that are due.
   *
   * @param isBlocked whether each subscription has one that failed and is due later, before the
   *     others
   */
  static void load(BenchmarkDatabase database, String provider, int count, boolean isBlocked)
      throws Exception {
    JpaParts jpa = JpaParts.on(database.url(), provider);
    try {
      SampleUpdates updates = new SampleUpdates(SUBSCRIPTIONS, LENGTH);
      int failed = isBlocked ? SUBSCRIPTIONS : 0;
      int end = failed + count;
      for (int from = 0; from < end; from += SLICE) {
        int first = from;
        int last = Math.min(from + SLICE, end);
        jpa.boundary().run(entities -> add(jpa, updates, first, last, failed));
      }
    } finally {
      jpa.close();
    }
    database.analyze();
  }

  private static void add(JpaParts jpa, SampleUpdates updates, int first, int last, int failed) {
    for (int i = first; i < last; i++) {
      InboxEntry update = updates.next(i % SUBSCRIPTIONS);
      Instant later = update.receivedAt().plus(LATER);
      InboxEntry added = i < failed ? update.waiting(later, 1, "failed") : update;
      jpa.inbox().add(added, updates.content(), null);
    }
  }
}
