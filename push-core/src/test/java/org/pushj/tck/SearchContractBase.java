package org.pushj.tck;

import org.pushj.spi.SearchableStore;

/** What is tested by the parts of the {@link SearchableStoreContract} that search. */
interface SearchContractBase extends StoreContractBase {

  @Override
  SearchableStore store();
}
