package org.pushj.jpa;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.SubscriptionStoreContract;

/** The contract on one database with one provider, for two processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaStoreContract extends SubscriptionStoreContract {
  @AutoClose private final TwoNodes nodes;

  JpaStoreContract(TestDatabase database, TestProvider provider) {
    this(new TwoNodes(database, provider, provider));
  }

  JpaStoreContract(TwoNodes nodes) {
    this.nodes = nodes;
  }

  @Override
  protected SubscriptionStore store() {
    nodes.clear("push_subscription");
    return new JpaSubscriptionStore(nodes.one());
  }

  @Override
  protected SubscriptionStore peer(SubscriptionStore store) {
    return new JpaSubscriptionStore(nodes.two());
  }
}
