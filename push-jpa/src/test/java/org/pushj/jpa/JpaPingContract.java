package org.pushj.jpa;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.pushj.spi.PingQueue;
import org.pushj.tck.PingQueueContract;

/** The contract on one database with one provider, for two processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaPingContract extends PingQueueContract {
  @AutoClose private final TwoNodes nodes;

  JpaPingContract(TestDatabase database, TestProvider provider) {
    this(new TwoNodes(database, provider, provider));
  }

  JpaPingContract(TwoNodes nodes) {
    this.nodes = nodes;
  }

  @Override
  protected PingQueue queue() {
    nodes.clear("push_ping");
    return new JpaPingQueue(nodes.one());
  }

  @Override
  protected PingQueue peer(PingQueue queue) {
    return new JpaPingQueue(nodes.two());
  }
}
