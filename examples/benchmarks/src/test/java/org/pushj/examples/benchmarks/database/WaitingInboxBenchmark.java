package org.pushj.examples.benchmarks.database;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;

/** Claims updates in an inbox where many wait: see {@link WaitingUpdates}. */
public class WaitingInboxBenchmark {
  /** How many are claimed at a time. */
  static final int BATCH = 16;

  private static final Duration CLAIM = Duration.ofMinutes(5);

  /** Claims the next of all that are due. */
  @Benchmark
  public int claimInAnyOrder(JpaParts jpa, Claimed claimed) {
    return claimed.note(claim(jpa, false), jpa);
  }

  /** Claims the next of those that are the first of their subscription. */
  @Benchmark
  public int claimInOrder(JpaParts jpa, Claimed claimed) {
    return claimed.note(claim(jpa, true), jpa);
  }

  /** Finds that all that are due wait behind one that is not. */
  @Benchmark
  public List<InboxEntry> claimNothing(JpaParts jpa) {
    List<InboxEntry> claimed = claim(jpa, true);
    if (!claimed.isEmpty()) {
      throw new IllegalStateException("claimed " + claimed.size() + " instead of nothing");
    }
    return claimed;
  }

  private static List<InboxEntry> claim(JpaParts jpa, boolean inOrder) {
    Instant now = Instant.now();
    return jpa.inbox().claimDue(Claim.of(now, now.plus(CLAIM), BATCH), inOrder);
  }

  /** What was claimed last. It is put back between two measurements, so that none runs out. */
  @State(Scope.Thread)
  public static class Claimed {
    private List<InboxEntry> entries = List.of();
    private JpaParts jpa;

    /** Puts the updates back. */
    @TearDown(Level.Invocation)
    public void putBack() {
      Instant now = Instant.now();
      entries.forEach(each -> jpa.inbox().putBack(each, now, 0, null));
    }

    /** Notes what was claimed. A batch that is not full would count as a quick one. */
    private int note(List<InboxEntry> claimed, JpaParts inbox) {
      if (claimed.size() != BATCH) {
        throw new IllegalStateException("claimed " + claimed.size() + " instead of " + BATCH);
      }
      entries = claimed;
      jpa = inbox;
      return claimed.size();
    }
  }
}
