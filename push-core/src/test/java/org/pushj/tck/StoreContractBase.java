package org.pushj.tck;

import org.pushj.spi.SubscriptionStore;

/** What is tested by all parts of the {@link SubscriptionStoreContract}. */
interface StoreContractBase {

  /**
   * Returns the store to be tested, empty. Called once in each test, on the thread of the test,
   * after its set-up methods.
   */
  SubscriptionStore store();

  /**
   * Returns a second way to the same subscriptions, as another process has it. The tests of races
   * use both. If it is not overridden, it is {@code store} itself.
   *
   * @param store what {@link #store} returned
   */
  default SubscriptionStore peer(SubscriptionStore store) {
    return store;
  }
}
