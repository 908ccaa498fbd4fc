package org.pushj.memory;

import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.SubscriptionStoreContract;

// START SNIPPET: store
class InMemorySubscriptionStoreTest extends SubscriptionStoreContract {
  private final SubscriptionStore store = new InMemorySubscriptionStore();

  @Override
  protected SubscriptionStore store() {
    return store;
  }
}
// END SNIPPET: store
