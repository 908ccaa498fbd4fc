package org.pushj.jpa.benchmark;

import org.pushj.spi.SubscriptionStore;

/**
 * Looks subscriptions up by their callback tokens through a store.
 *
 * @param store where the subscriptions are
 * @param tokens what is looked up
 */
record StoreLookups(SubscriptionStore store, Tokens tokens) implements Worker {

  @Override
  public int work() {
    return store.findByCallback(tokens.next()).isPresent() ? 1 : 0;
  }
}
