package org.pushj.tck;

import org.pushj.spi.SearchableStore;

/**
 * The contract of a {@link SearchableStore}, as tests: the {@link SubscriptionStoreContract}, and
 * lists and counts. Used in the same way.
 *
 * @since 0.1
 */
public interface SearchableStoreContract
    extends SubscriptionStoreContract,
        StoreTargetContract,
        StoreListContract,
        StoreMaintenanceListContract {}
