package org.pushj.tck;

import org.pushj.spi.SubscriptionStore;

/**
 * The contract of a {@link SubscriptionStore}, as tests. The test class of a store implements this
 * interface, beside others if need be, and so runs them all:
 *
 * <pre>{@code
 * class JdbcSubscriptionStoreTest implements SubscriptionStoreContract {
 *   private final DataSource database = TestDatabase.empty();
 *
 *   @Override
 *   public SubscriptionStore store() {
 *     return new JdbcSubscriptionStore(database);
 *   }
 * }
 * }</pre>
 *
 * <p>A store that can also be searched implements {@link SearchableStoreContract} instead.
 *
 * <p>The tests stand in the interfaces that this one extends, one for each part of the contract. Do
 * not override any of them: a store that does not pass is not a store. They use the store from up
 * to 8 threads at a time. A test that fails because of a {@link org.pushj.StoreException} has found
 * a race that the store did not answer.
 *
 * @since 0.1
 */
public interface SubscriptionStoreContract
    extends StoreChangeContract,
        StoreUniquenessContract,
        StoreRoundTripContract,
        StoreRaceContract,
        StoreClaimContract {}
