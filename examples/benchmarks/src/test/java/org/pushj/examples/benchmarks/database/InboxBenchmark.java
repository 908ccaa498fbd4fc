package org.pushj.examples.benchmarks.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/** Works with the inbox, with updates of 16 KiB. */
public class InboxBenchmark {
  private static final Duration DUPLICATE_WINDOW = Duration.ofHours(1);
  private static final Duration CLAIM = Duration.ofMinutes(5);
  private static final int BATCH = 16;

  /** Adds an update as a callback does, with a look for duplicates of an hour. */
  @Benchmark
  public UpdateInbox.Receipt add(JpaParts jpa, Updates updates) {
    return added(jpa.inbox(), updates.next);
  }

  /** Adds, claims, reads and completes updates, with a listener that does nothing. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int wholeLife(JpaParts jpa, Updates updates) throws Exception {
    return live(jpa.inbox(), updates.next, false);
  }

  /** Does the same in order. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int wholeLifeInOrder(JpaParts jpa, Updates updates) throws Exception {
    return live(jpa.inbox(), updates.next, true);
  }

  private static int live(UpdateInbox inbox, SampleUpdates updates, boolean inOrder)
      throws Exception {
    for (int i = 0; i < BATCH; i++) {
      added(inbox, updates);
    }
    Instant now = Instant.now();
    List<InboxEntry> claimed = inbox.claimDue(Claim.of(now, now.plus(CLAIM), BATCH), inOrder);
    int done = 0;
    for (InboxEntry each : claimed) {
      boolean isDone =
          inbox.content(each.id()).isPresent()
              && inbox.deliver(each, InstantSource.system(), false, () -> {});
      done += isDone ? 1 : 0;
    }
    return done;
  }

  private static UpdateInbox.Receipt added(UpdateInbox inbox, SampleUpdates updates) {
    InboxEntry update = updates.next();
    UpdateInbox.Receipt receipt =
        inbox.add(update, updates.content(), update.receivedAt().minus(DUPLICATE_WINDOW));
    if (receipt != UpdateInbox.Receipt.ADDED) {
      throw new IllegalStateException("not added: " + receipt);
    }
    return receipt;
  }

  /** What a thread adds. */
  @State(Scope.Thread)
  public static class Updates {
    private static final int SUBSCRIPTIONS = 1000;
    private static final int LENGTH = 16 << 10;

    final SampleUpdates next = new SampleUpdates(SUBSCRIPTIONS, LENGTH);
  }
}
