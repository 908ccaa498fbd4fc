package org.pushj.memory;

import org.pushj.spi.SearchableStore;
import org.pushj.tck.SearchableStoreContract;
import org.pushj.tck.StoreTokenContract;

// START SNIPPET: store
class InMemorySubscriptionStoreTest implements SearchableStoreContract, StoreTokenContract {
  private final SearchableStore store = new InMemorySubscriptionStore();

  @Override
  public SearchableStore store() {
    return store;
  }
}
// END SNIPPET: store
