package org.pushj.memory;

import org.pushj.spi.PingQueue;
import org.pushj.tck.PingQueueContract;
import org.pushj.tck.SmallPart;

/** The contract of a queue asks for nothing that only operators use. */
class SmallQueueTest implements PingQueueContract {
  @Override
  public PingQueue queue() {
    return SmallPart.of(PingQueue.class, new InMemoryPingQueue());
  }
}
