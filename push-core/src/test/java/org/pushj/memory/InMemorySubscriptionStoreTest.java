package org.pushj.memory;

import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.StoreTokenContract;
import org.pushj.tck.SubscriptionStoreContract;

// START SNIPPET: store
class InMemorySubscriptionStoreTest implements SubscriptionStoreContract, StoreTokenContract {
  private final SubscriptionStore store = new InMemorySubscriptionStore();

  @Override
  public SubscriptionStore store() {
    return store;
  }
}
// END SNIPPET: store
