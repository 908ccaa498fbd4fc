package org.pushj.jpa;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.SubscriptionStoreContract;

/** The contract on one database with one provider, for two processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaStoreContract extends SubscriptionStoreContract {
  private final @Nullable Database kind;

  @AutoClose private final TwoNodes nodes;

  JpaStoreContract(TestDatabase database, TestProvider provider) {
    this(database, provider, null);
  }

  /**
   * Makes the suite.
   *
   * @param kind what the store shall take the database for; null to let it find out
   */
  JpaStoreContract(TestDatabase database, TestProvider provider, @Nullable Database kind) {
    this.nodes = new TwoNodes(database, provider, provider);
    this.kind = kind;
  }

  @Override
  protected SubscriptionStore store() {
    nodes.clear("push_subscription");
    return new JpaSubscriptionStore(nodes.one(), SecretCipher.none(), kind);
  }

  @Override
  protected SubscriptionStore peer(SubscriptionStore store) {
    return new JpaSubscriptionStore(nodes.two(), SecretCipher.none(), kind);
  }
}
