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
    private static final Duration LATER = Duration.ofHours(1);

    /** In how many subscriptions they are. */
    @Param({"1", "100", "10000"})
    public int subscriptions;

    /** Adds one to each subscription that is due later, and then those that wait for it. */
    @Setup
    public void load(JpaParts jpa) throws SQLException {
      SampleRows.execute("DELETE FROM push_update");
      SampleUpdates updates = new SampleUpdates(subscriptions, 32);
      for (int i = 0; i < subscriptions + WAITING; i++) {
        InboxEntry update = updates.next(i % subscriptions);
        InboxEntry due =
            i < subscriptions
                ? update.waiting(update.receivedAt().plus(LATER), 1, "failed")
                : update;
        jpa.inbox().add(due, updates.content(), null);
      }
      SampleRows.execute("ANALYZE");
    }
  }
}
