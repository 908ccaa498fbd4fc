package org.pushj.tck;

import org.pushj.spi.PingQueue;

/** What is tested by all parts of the {@link PingQueueContract}. */
interface PingContractBase {

  /**
   * Returns the queue to be tested, empty, with room for 1,000 pings at least. Called once in each
   * test, on the thread of the test, after its set-up methods.
   */
  PingQueue queue();

  /**
   * Returns a second way to the same pings, as another process has it. The tests of races use both.
   * If it is not overridden, it is {@code queue} itself.
   *
   * @param queue what {@link #queue} returned
   */
  default PingQueue peer(PingQueue queue) {
    return queue;
  }
}
