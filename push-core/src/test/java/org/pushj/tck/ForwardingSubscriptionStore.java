package org.pushj.tck;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.spi.Claim;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;

/**
 * Hands every call on to another store. A test overrides the methods that it wants to fail, to wait
 * or to be watched. As safe for use by several threads as the store behind it.
 *
 * @since 0.1
 */
public class ForwardingSubscriptionStore implements SearchableStore {
  private final SearchableStore store;

  /** Makes a store in front of {@code store}. */
  public ForwardingSubscriptionStore(SearchableStore store) {
    this.store = store;
  }

  @Override
  public boolean add(Subscription subscription) {
    return store.add(subscription);
  }

  @Override
  public Optional<Subscription> replace(Subscription expected, Subscription next) {
    return store.replace(expected, next);
  }

  @Override
  public boolean remove(Subscription expected) {
    return store.remove(expected);
  }

  @Override
  public Optional<Subscription> findById(SubscriptionId id) {
    return store.findById(id);
  }

  @Override
  public Optional<Subscription> findByCallback(CallbackToken callback) {
    return store.findByCallback(callback);
  }

  @Override
  public Optional<Subscription> findByKey(String key) {
    return store.findByKey(key);
  }

  @Override
  public List<Subscription> list(SubscriptionQuery query) {
    return store.list(query);
  }

  @Override
  public SubscriptionQuery.Page look(SubscriptionQuery query, int most) {
    return store.look(query, most);
  }

  @Override
  public Map<SubscriptionState, Long> countByState() {
    return store.countByState();
  }

  @Override
  public Optional<Instant> nextLeaseEnd() {
    return store.nextLeaseEnd();
  }

  @Override
  public Optional<Instant> nextDue() {
    return store.nextDue();
  }

  @Override
  public List<Subscription> claimDue(Claim claim) {
    return store.claimDue(claim);
  }

  @Override
  public InstantSource clock() {
    return store.clock();
  }

  @Override
  public boolean isInTransaction() {
    return store.isInTransaction();
  }

  @Override
  public void afterCommit(Runnable action) {
    store.afterCommit(action);
  }
}
