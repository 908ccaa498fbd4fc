package org.pushj.jpa;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.pushj.spi.PingQueue;
import org.pushj.tck.PingQueueContract;

/** The contract on one database with one provider, for two processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaPingContract extends PingQueueContract {
  private final @Nullable Database kind;

  @AutoClose private final TwoNodes nodes;

  JpaPingContract(TestDatabase database, TestProvider provider) {
    this(database, provider, null);
  }

  /**
   * Makes the suite.
   *
   * @param kind what the queue shall take the database for; null to let it find out
   */
  JpaPingContract(TestDatabase database, TestProvider provider, @Nullable Database kind) {
    this.nodes = new TwoNodes(database, provider, provider);
    this.kind = kind;
  }

  @Override
  protected PingQueue queue() {
    nodes.clear("push_ping");
    return new JpaPingQueue(nodes.one(), kind);
  }

  @Override
  protected PingQueue peer(PingQueue queue) {
    return new JpaPingQueue(nodes.two(), kind);
  }
}
