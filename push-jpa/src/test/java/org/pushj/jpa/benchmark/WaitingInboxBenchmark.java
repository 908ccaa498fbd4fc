package org.pushj.jpa.benchmark;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/**
 * Measures claims in order that find nothing, since all that are due wait behind one that failed.
 */
public class WaitingInboxBenchmark {
  private static final Duration CLAIM = Duration.ofMinutes(5);
  private static final int BATCH = 16;

  /** Looks for updates to be delivered. */
  @Benchmark
  public List<InboxEntry> claimNothing(JpaParts jpa, Waiting waiting) {
    Instant now = Instant.now();
    List<InboxEntry> claimed = jpa.inbox().claimDue(now, now.plus(CLAIM), BATCH, true);
    if (!claimed.isEmpty()) {
      throw new IllegalStateException("claimed " + claimed.size() + " instead of nothing");
    }
    return claimed;
  }

  /** The updates that wait. */
  @State(Scope.Benchmark)
  public static class Waiting {
    private static final int WAITING = 10_000;

    /** How many are added in one transaction. */
    private static final int SLICE = 500;

    private static final Duration LATER = Duration.ofHours(1);

    /** In how many subscriptions they are. */
    @Param({"1", "100", "10000"})
    public int subscriptions;

    /** Adds one to each subscription that is due later, and then those that wait for it. */
    @Setup
    public void load(JpaParts jpa) throws SQLException {
      SampleRows.execute("DELETE FROM push_update");
      SampleUpdates updates = new SampleUpdates(subscriptions, 32);
      int count = subscriptions + WAITING;
      for (int from = 0; from < count; from += SLICE) {
        int first = from;
        int end = Math.min(from + SLICE, count);
        jpa.boundary().run(entities -> add(jpa.inbox(), updates, first, end));
      }
      SampleRows.execute("ANALYZE");
    }

    private void add(UpdateInbox inbox, SampleUpdates updates, int first, int end) {
      for (int i = first; i < end; i++) {
        InboxEntry update = updates.next(i % subscriptions);
        Instant later = update.receivedAt().plus(LATER);
        InboxEntry added = i < subscriptions ? update.waiting(later, 1, "failed") : update;
        inbox.add(added, updates.content(), null);
      }
    }
  }
}
