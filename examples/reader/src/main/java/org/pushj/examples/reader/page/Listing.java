package org.pushj.examples.reader.page;

import java.util.List;
import org.pushj.Subscription;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;

/**
 * A part of the list of subscriptions, as the page shows it: small enough to be read again whenever
 * it changes, however many subscriptions there are.
 *
 * @param query the query
 * @param subscriptions the matching subscriptions, the oldest first
 * @param isMore whether more follow
 */
record Listing(SubscriptionQuery query, List<Subscription> subscriptions, boolean isMore) {
  static final int MAX = 50;

  /**
   * Reads a part of the list.
   *
   * @throws org.pushj.StoreException if the store failed
   */
  static Listing read(SearchableStore store, SubscriptionQuery query) {
    List<Subscription> found = store.list(query.withLimit(MAX + 1));
    boolean isMore = found.size() > MAX;
    return new Listing(query, isMore ? found.subList(0, MAX) : found, isMore);
  }

  /** Tells whether all matching subscriptions are in it. */
  boolean isWhole() {
    return query.after() == null && !isMore;
  }

  /** Returns the query for the next part. */
  SubscriptionQuery next() {
    return query.after(subscriptions.get(subscriptions.size() - 1));
  }
}
