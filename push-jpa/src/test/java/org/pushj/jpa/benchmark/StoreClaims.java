package org.pushj.jpa.benchmark;

import java.time.Instant;
import org.pushj.spi.SubscriptionStore;

/**
 * Claims a batch through a store.
 *
 * @param store where the subscriptions are
 * @param batch how many are claimed at a time
 */
record StoreClaims(SubscriptionStore store, int batch) implements Worker {

  @Override
  public int work() {
    Instant now = Instant.now();
    Batches.check(store.claimDue(now, now.plusMillis(1), batch).size(), batch);
    return 1;
  }
}
