package org.pushj.tck;

import org.pushj.spi.SubscriptionStore;

/**
 * The contract of a {@link SubscriptionStore}, as tests. Whoever writes a store extends this class
 * and so runs them all:
 *
 * <pre>{@code
 * class JdbcSubscriptionStoreTest extends SubscriptionStoreContract {
 *   private final DataSource database = TestDatabase.empty();
 *
 *   @Override
 *   protected SubscriptionStore store() {
 *     return new JdbcSubscriptionStore(database);
 *   }
 * }
 * }</pre>
 *
 * <p>The tests stand in its superclasses, one for each part of the contract. None of them can be
 * overridden: a store that does not pass is not a store. They use the store from up to 8 threads at
 * a time. A test that fails because of a {@link org.pushj.StoreException} has found a race that the
 * store did not answer.
 *
 * @since 0.1
 */
public abstract class SubscriptionStoreContract extends StoreClaimContract {
  /** Makes the suite. */
  protected SubscriptionStoreContract() {}
}
