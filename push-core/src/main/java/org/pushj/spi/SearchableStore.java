package org.pushj.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;

/**
 * A {@link SubscriptionStore} that also lists and counts, for operators and monitoring. With any
 * other store:
 *
 * <ul>
 *   <li>methods of the subscriber that list, count or change many subscriptions throw {@link
 *       UnsupportedOperationException}, and the admin page names this interface instead
 *   <li>health does not report overdue renewals and ended leases, and metrics lack the gauges of
 *       subscriptions and leases
 *   <li>overdue verifications are noticed only by the process that has sent the requests
 *   <li>when the callback base changes, subscriptions move with their next renewal, not at once
 * </ul>
 *
 * <p>A subscription that the store cannot read is listed with {@link
 * org.pushj.Problem.Kind#UNREADABLE}, or omitted.
 *
 * @since 0.1
 */
public interface SearchableStore extends SubscriptionStore {
  /** A count that has reached this many, 100,000, may be a lower bound. */
  int MAX_COUNTED = 100_000;

  /**
   * Lists subscriptions in the order of their ids, which is roughly that of their creation. Those
   * that have {@linkplain SubscriptionState#ENDED ended} are listed only if that state is asked
   * for.
   *
   * @return the matching subscriptions, {@link SubscriptionQuery#limit()} at most; fewer only if
   *     there are no more
   */
  List<Subscription> list(SubscriptionQuery query);

  /**
   * Lists subscriptions as {@link #list} does, but stops after examining about a given number of
   * them: for interactive use, where the answer must be quick even if few match. A store that is
   * fast anyway may examine all.
   *
   * @param most how many to examine, at least 1; a store may examine more
   * @return the matching ones of the examined subscriptions, {@link SubscriptionQuery#limit()} at
   *     most. Fewer do not mean that there are no more: see {@link SubscriptionQuery.Page#next()}
   */
  SubscriptionQuery.Page look(SubscriptionQuery query, int most);

  /**
   * Counts the subscriptions in each state. Read by each look at the gauges and by the admin page,
   * so a store may stop at {@link #MAX_COUNTED}.
   *
   * @return the number for each state, including {@linkplain SubscriptionState#ENDED ended} ones; 0
   *     if there are none
   */
  Map<SubscriptionState, Long> countByState();

  /**
   * Finds the earliest end of a lease, of the subscriptions that are {@linkplain
   * SubscriptionState#ACTIVE active}: for monitoring, so it should use an index.
   */
  Optional<Instant> nextLeaseEnd();

  /**
   * Finds the earliest due time of a subscription, in any state: if it is long past, the work is
   * not being done. A claimed subscription may count with its due time before the claim. Read by
   * each health check, so it should use the index for {@link #claimDue}.
   */
  Optional<Instant> nextDue();
}
