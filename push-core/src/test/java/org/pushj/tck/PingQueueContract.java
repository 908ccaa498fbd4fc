package org.pushj.tck;

import org.pushj.spi.PingQueue;

/**
 * The contract of a {@link PingQueue}, as tests. The test class of a queue implements this
 * interface, beside others if need be, and so runs them all:
 *
 * <pre>{@code
 * class JdbcPingQueueTest implements PingQueueContract {
 *   private final DataSource database = TestDatabase.empty();
 *
 *   @Override
 *   public PingQueue queue() {
 *     return new JdbcPingQueue(database);
 *   }
 * }
 * }</pre>
 *
 * <p>The tests stand in the interfaces that this one extends, one for each part of the contract. Do
 * not override any of them: a queue that does not pass is not a queue. They use the queue from up
 * to 8 threads at a time, and outside a transaction. A test that fails because of a {@link
 * org.pushj.StoreException} has found a race that the queue did not answer.
 *
 * @since 0.1
 */
public interface PingQueueContract
    extends PingAddContract,
        PingClaimContract,
        PingCoalesceContract,
        PingSettleContract,
        PingRaceContract {}
