package org.pushj.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.spi.Claim;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;

/**
 * Stores subscriptions in memory: they are lost when the process ends. The reference for every
 * other store. Thread-safe.
 *
 * @since 0.1
 */
public final class InMemorySubscriptionStore implements SearchableStore {
  private final TreeMap<SubscriptionId, Subscription> byId = new TreeMap<>();
  private final Map<String, SubscriptionId> byKey = new HashMap<>();
  private final Map<CallbackToken, SubscriptionId> byCallback = new HashMap<>();
  private final Map<SubscriptionState, NavigableMap<SubscriptionId, Subscription>> byState =
      new EnumMap<>(SubscriptionState.class);
  private final DueItems<SubscriptionId> due = new DueItems<>();

  /** Makes an empty store. */
  public InMemorySubscriptionStore() {}

  @Override
  public synchronized boolean add(Subscription subscription) {
    if (byId.containsKey(subscription.id()) || conflicts(subscription)) {
      return false;
    }
    put(subscription.withVersion(0));
    return true;
  }

  @Override
  public synchronized Optional<Subscription> replace(Subscription expected, Subscription next) {
    Subscription stored = SubscriptionStore.replacement(expected, next);
    Optional<Subscription> current = unchanged(expected);
    if (current.isEmpty() || conflicts(next)) {
      return Optional.empty();
    }
    delete(current.get());
    put(stored);
    return Optional.of(stored);
  }

  @Override
  public synchronized boolean remove(Subscription expected) {
    Optional<Subscription> current = unchanged(expected);
    current.ifPresent(this::delete);
    return current.isPresent();
  }

  @Override
  public synchronized Optional<Subscription> findById(SubscriptionId id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public synchronized Optional<Subscription> findByCallback(CallbackToken callback) {
    return Optional.ofNullable(byCallback.get(callback)).map(byId::get);
  }

  @Override
  public synchronized Optional<Subscription> findByKey(String key) {
    return Optional.ofNullable(byKey.get(key)).map(byId::get);
  }

  @Override
  public synchronized List<Subscription> list(SubscriptionQuery query) {
    return rest(query).values().stream().filter(query::matches).limit(query.limit()).toList();
  }

  @Override
  public synchronized SubscriptionQuery.Page look(SubscriptionQuery query, int most) {
    List<Subscription> found = new ArrayList<>();
    Subscription last = null;
    int looked = 0;
    for (Subscription each : rest(query).values()) {
      if (looked == most || found.size() == query.limit()) {
        return new SubscriptionQuery.Page(found, Objects.requireNonNull(last).id());
      }
      looked++;
      last = each;
      if (query.matches(each)) {
        found.add(each);
      }
    }
    return new SubscriptionQuery.Page(found, null);
  }

  /** Returns those among which a query looks. */
  private NavigableMap<SubscriptionId, Subscription> rest(SubscriptionQuery query) {
    NavigableMap<SubscriptionId, Subscription> all =
        query.state() == null || !isIndexed(query.state())
            ? byId
            : byState.getOrDefault(query.state(), Collections.emptyNavigableMap());
    return query.after() == null ? all : all.tailMap(query.after(), false);
  }

  /** Nearly all are active: there, an index would cost more than it is worth. */
  private static boolean isIndexed(SubscriptionState state) {
    return state != SubscriptionState.ACTIVE;
  }

  @Override
  public synchronized Map<SubscriptionState, Long> countByState() {
    Map<SubscriptionState, Long> counts = new EnumMap<>(SubscriptionState.class);
    for (SubscriptionState state : SubscriptionState.values()) {
      counts.put(state, 0L);
    }
    byId.values().forEach(each -> counts.merge(each.state(), 1L, Long::sum));
    return counts;
  }

  @Override
  public synchronized Optional<Instant> nextLeaseEnd() {
    return byId.values().stream()
        .filter(each -> each.state() == SubscriptionState.ACTIVE)
        .flatMap(each -> Optional.ofNullable(each.acceptedUntil()).stream())
        .min(Comparator.naturalOrder());
  }

  @Override
  public synchronized Optional<Instant> nextDue() {
    return due.earliest();
  }

  @Override
  public synchronized List<Subscription> claimDue(Claim claim) {
    return due.take(claim, id -> claim.take(Objects.requireNonNull(byId.get(id)))).stream()
        .map(byId::get)
        .flatMap(each -> replace(each, each.withDueAt(claim.until())).stream())
        .toList();
  }

  private Optional<Subscription> unchanged(Subscription expected) {
    return Optional.ofNullable(byId.get(expected.id()))
        .filter(current -> current.version() == expected.version());
  }

  private boolean conflicts(Subscription next) {
    return belongsToAnother(byKey.get(next.key()), next)
        || SubscriptionStore.tokensOf(next).stream()
            .anyMatch(token -> belongsToAnother(byCallback.get(token), next));
  }

  private static boolean belongsToAnother(@Nullable SubscriptionId owner, Subscription next) {
    return owner != null && !owner.equals(next.id());
  }

  private void put(Subscription subscription) {
    byId.put(subscription.id(), subscription);
    SubscriptionState state = subscription.state();
    if (isIndexed(state)) {
      byState.computeIfAbsent(state, any -> new TreeMap<>()).put(subscription.id(), subscription);
    }
    if (subscription.key() != null) {
      byKey.put(subscription.key(), subscription.id());
    }
    SubscriptionStore.tokensOf(subscription)
        .forEach(token -> byCallback.put(token, subscription.id()));
    item(subscription).ifPresent(due::add);
  }

  private void delete(Subscription subscription) {
    byId.remove(subscription.id());
    byState.computeIfPresent(
        subscription.state(),
        (state, rest) -> rest.remove(subscription.id()) != null && rest.isEmpty() ? null : rest);
    byKey.remove(subscription.key());
    SubscriptionStore.tokensOf(subscription).forEach(byCallback::remove);
    item(subscription).ifPresent(due::remove);
  }

  private static Optional<DueItems.Item<SubscriptionId>> item(Subscription each) {
    return Optional.ofNullable(each.dueAt())
        .map(
            at ->
                new DueItems.Item<>(
                    each.hasLease(),
                    at,
                    each.hasLease() ? each.acceptedUntil() : null,
                    each.id(),
                    each.lane()));
  }
}
