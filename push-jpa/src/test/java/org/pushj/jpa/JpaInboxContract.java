package org.pushj.jpa;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.UpdateInboxContract;

/** The contract on one database with one provider, for two processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaInboxContract extends UpdateInboxContract {
  @AutoClose private final TwoNodes nodes;

  JpaInboxContract(TestDatabase database, TestProvider provider) {
    this(new TwoNodes(database, provider, provider));
  }

  JpaInboxContract(TwoNodes nodes) {
    this.nodes = nodes;
  }

  @Override
  protected UpdateInbox inbox() {
    nodes.clear("push_update");
    nodes.clear("push_update_seen");
    return new JpaUpdateInbox(nodes.one());
  }

  @Override
  protected UpdateInbox peer(UpdateInbox inbox) {
    return new JpaUpdateInbox(nodes.two());
  }
}
