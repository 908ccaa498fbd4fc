package org.pushj.jpa.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.pushj.HubVerification;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionStore;

/**
 * Renews subscriptions as a subscriber does, less the requests to hubs: claims a batch, then gives
 * each of it a new lease and due time, in a transaction of its own.
 */
final class StoreRenewals implements Worker {
  /** How long the new leases last. */
  static final Duration LEASE = Duration.ofDays(10);

  private static final Duration CLAIM = Duration.ofMinutes(1);

  private final SubscriptionStore store;
  private final int batch;
  private final Queue<Subscription> claimed = new ArrayDeque<>();

  StoreRenewals(SubscriptionStore store, int batch) {
    this.store = store;
    this.batch = batch;
  }

  @Override
  public int work() {
    Instant now = Instant.now();
    if (claimed.isEmpty()) {
      claimed.addAll(store.claimDue(now, now.plus(CLAIM), batch));
      Batches.check(claimed.size(), batch);
    }
    Subscription due = claimed.remove();
    Subscription renewed =
        due.verified(
                new HubVerification(due.callback(), due.topic().toString()), Lease.of(now, LEASE))
            .withDueAt(now);
    return store.replace(due, renewed).isPresent() ? 1 : 0;
  }
}
