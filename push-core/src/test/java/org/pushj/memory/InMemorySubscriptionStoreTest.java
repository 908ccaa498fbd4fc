package org.pushj.memory;

import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.SubscriptionStoreContract;

class InMemorySubscriptionStoreTest extends SubscriptionStoreContract {
  private final SubscriptionStore store = new InMemorySubscriptionStore();

  @Override
  protected SubscriptionStore store() {
    return store;
  }
}
