package org.pushj.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;

/**
 * Looks for subscriptions whose lease has ended, though content may still be accepted. Each look
 * examines a limited number; if none of them matches, the next look continues after them. Safe for
 * use by several threads.
 */
final class EndedLeases {
  /** Beyond that many they are not counted. */
  static final int MAX_COUNTED = 100;

  private static final int MAX_EXAMINED = 1000;

  private final SearchableStore store;
  private final Map<SubscriptionState, SubscriptionId> examined = new ConcurrentHashMap<>();

  EndedLeases(SearchableStore store) {
    this.store = store;
  }

  /** Denied subscriptions are left out: the application was told of the denial. */
  List<Subscription> look(Instant now) {
    SubscriptionQuery all = SubscriptionQuery.all();
    return Stream.of(
            look(SubscriptionState.EXPIRED, all.withLimit(MAX_COUNTED), now),
            look(SubscriptionState.FAILED, all.withLimit(MAX_EXAMINED), now))
        .flatMap(List::stream)
        .limit(MAX_COUNTED)
        .toList();
  }

  private List<Subscription> look(SubscriptionState state, SubscriptionQuery query, Instant now) {
    SubscriptionQuery all = query.withState(state);
    SubscriptionQuery next = Optional.ofNullable(examined.get(state)).map(all::after).orElse(all);
    SubscriptionQuery.Page page = store.look(next, MAX_EXAMINED);
    List<Subscription> found =
        page.found().stream().filter(each -> isLeaseOver(each, now)).toList();
    if (found.isEmpty()) {
      examined.compute(state, (same, before) -> page.next());
    }
    return found;
  }

  private static boolean isLeaseOver(Subscription subscription, Instant now) {
    Lease lease = subscription.lease();
    return lease != null && !lease.endsAt().isAfter(now);
  }
}
