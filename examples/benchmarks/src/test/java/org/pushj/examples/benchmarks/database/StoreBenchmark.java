package org.pushj.examples.benchmarks.database;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.Progress;
import org.pushj.Subscription;
import org.pushj.spi.Claim;

/**
 * Works with the store. What is due never runs out: what was claimed or renewed goes to the end of
 * the queue, with the present as its due time.
 */
public class StoreBenchmark {
  /** How many are claimed at a time. */
  static final int BATCH = 100;

  /** How long the new leases last. */
  static final Duration LEASE = Duration.ofDays(10);

  private static final Duration CLAIM = Duration.ofMinutes(1);

  /** Looks a subscription up by its callback token. */
  @Benchmark
  public Optional<Subscription> lookUp(JpaParts jpa, Tokens tokens) {
    return jpa.store().findByCallback(tokens.next());
  }

  /** Claims a batch. */
  @Benchmark
  public int claim(JpaParts jpa, ClaimedRows rows) {
    Instant now = Instant.now();
    List<Subscription> claimed = jpa.store().claimDue(Claim.of(now, now.plus(CLAIM), BATCH));
    return rows.note(claimed.stream().map(each -> each.id().toString()).toList());
  }

  /**
   * Renews a subscription as a subscriber does, less the request to the hub: claims a batch, then
   * gives each of it a new lease and due time, in a transaction of its own.
   */
  @Benchmark
  public Optional<Subscription> renewal(JpaParts jpa, Claimed claimed) {
    Instant now = Instant.now();
    if (claimed.subscriptions.isEmpty()) {
      claimed.subscriptions.addAll(
          full(jpa.store().claimDue(Claim.of(now, now.plus(CLAIM), BATCH))));
    }
    Subscription due = claimed.subscriptions.remove();
    Grant granted = Objects.requireNonNull(due.grant());
    Subscription renewed =
        due.toBuilder()
            .grant(new Grant(granted.registration(), Lease.of(now, LEASE)))
            .progress(Progress.NONE.withDueAt(now))
            .build();
    return jpa.store().replace(due, renewed);
  }

  /** Guards the measurements: a batch that is not full would count as a quick one. */
  private static List<Subscription> full(List<Subscription> batch) {
    if (batch.size() != BATCH) {
      throw new IllegalStateException("claimed " + batch.size() + " instead of " + BATCH);
    }
    return batch;
  }

  /** What a thread has claimed and not renewed yet. */
  @State(Scope.Thread)
  public static class Claimed {
    private final Queue<Subscription> subscriptions = new ArrayDeque<>();
  }
}
