package org.pushj.jpa;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.UpdateInboxContract;

/** The contract on one database with one provider, for two processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaInboxContract extends UpdateInboxContract {
  private final @Nullable Database kind;

  @AutoClose private final TwoNodes nodes;

  JpaInboxContract(TestDatabase database, TestProvider provider) {
    this(database, provider, null);
  }

  /**
   * Makes the suite.
   *
   * @param kind what the inbox shall take the database for; null to let it find out
   */
  JpaInboxContract(TestDatabase database, TestProvider provider, @Nullable Database kind) {
    this.nodes = new TwoNodes(database, provider, provider);
    this.kind = kind;
  }

  @Override
  protected UpdateInbox inbox() {
    nodes.clear("push_update");
    nodes.clear("push_update_seen");
    return new JpaUpdateInbox(nodes.one(), kind);
  }

  @Override
  protected UpdateInbox peer(UpdateInbox inbox) {
    return new JpaUpdateInbox(nodes.two(), kind);
  }
}
