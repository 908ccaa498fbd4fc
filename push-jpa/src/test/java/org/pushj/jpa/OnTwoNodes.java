package org.pushj.jpa;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.PingQueue;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.ManageableInboxContract;
import org.pushj.tck.ManageableQueueContract;
import org.pushj.tck.SearchableStoreContract;
import org.pushj.tck.StoreTokenContract;

/** The contracts on one database with one provider, for two processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnTwoNodes
    implements SearchableStoreContract,
        StoreTokenContract,
        ManageableInboxContract,
        ManageableQueueContract {
  @AutoClose private final TwoNodes nodes;

  OnTwoNodes(TestDatabase database, TestProvider provider) {
    this(new TwoNodes(database, provider, provider));
  }

  OnTwoNodes(TwoNodes nodes) {
    this.nodes = nodes;
  }

  /** Returns the nodes, for contracts that use both. */
  public TwoNodes nodes() {
    return nodes;
  }

  @Override
  public SearchableStore store() {
    nodes.clear("push_subscription");
    return new JpaSubscriptionStore(nodes.one());
  }

  @Override
  public SubscriptionStore peer(SubscriptionStore store) {
    return new JpaSubscriptionStore(nodes.two());
  }

  @Override
  public ManageableInbox inbox() {
    nodes.clear("push_update");
    nodes.clear("push_update_seen");
    return new JpaUpdateInbox(nodes.one());
  }

  @Override
  public ManageableInbox peer(UpdateInbox inbox) {
    return new JpaUpdateInbox(nodes.two());
  }

  @Override
  public ManageableQueue queue() {
    nodes.clear("push_ping");
    return new JpaPingQueue(nodes.one());
  }

  @Override
  public ManageableQueue peer(PingQueue queue) {
    return new JpaPingQueue(nodes.two());
  }
}
