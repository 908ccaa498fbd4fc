package org.pushj.tck;

import org.pushj.spi.PingQueue;

/**
 * The contract of a {@link PingQueue}, as tests. Whoever writes a queue extends this class and so
 * runs them all:
 *
 * <pre>{@code
 * class JdbcPingQueueTest extends PingQueueContract {
 *   private final DataSource database = TestDatabase.empty();
 *
 *   @Override
 *   protected PingQueue queue() {
 *     return new JdbcPingQueue(database);
 *   }
 * }
 * }</pre>
 *
 * <p>The tests stand in its superclasses, one for each part of the contract. None of them can be
 * overridden: a queue that does not pass is not a queue. They use the queue from up to 8 threads at
 * a time, and outside a transaction. A test that fails because of a {@link
 * org.pushj.StoreException} has found a race that the queue did not answer.
 *
 * @since 0.1
 */
public abstract class PingQueueContract extends PingRaceContract {
  /** Makes the suite. */
  protected PingQueueContract() {}
}
