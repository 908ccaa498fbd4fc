package org.pushj.spi;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.pushj.CallbackToken;
import org.pushj.Lease;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.base.Claims;

/**
 * Keeps subscriptions. Used by several threads and, where the store is shared, by several processes
 * at a time.
 *
 * <p>Each method is one atomic unit: when it returns, its change is committed and every other
 * reader sees it, or nothing was changed. Nothing stays locked between two calls. Losing a race is
 * an answer, not an exception; a {@link StoreException} means that the store itself failed. If it
 * must be set up first, the exception is {@linkplain StoreException#permanent permanent}.
 *
 * <p>Two things are unique: the {@link SubscriptionId}, and the {@link Subscription#key()} unless
 * it is null, compared character by character. Callback tokens are random, so no two subscriptions
 * have the same, and a store need not check that. A subscription has up to three: see {@link
 * #tokensOf}.
 *
 * <p>Every part comes back as it was stored: {@link SubscriptionText} writes a subscription as one
 * text, so that a store keeps a column for what it searches by, and that text. What a store cannot
 * read, as its key is gone, is one subscription's problem: it is logged, claims pass over it, lists
 * have it with {@link org.pushj.Problem.Kind#UNREADABLE} or not at all, and {@link #findByCallback}
 * throws, so that the hub keeps what it has.
 *
 * @since 0.1
 */
public interface SubscriptionStore {

  /**
   * Adds a new subscription, with version 0 whatever its own says.
   *
   * @return false if its id or its key is taken; then nothing was changed
   */
  boolean add(Subscription subscription);

  /**
   * Replaces a subscription if it is still the one that was read: the stored version equals that of
   * {@code expected}.
   *
   * @param expected the subscription as it was read; only its id and version are compared
   * @param next what shall be stored instead; of the same id, its version does not matter
   * @return what is stored now: {@code next} with the version of {@code expected} plus one. Empty
   *     if the subscription was changed or removed meanwhile, or if {@code next} takes what must be
   *     unique; then nothing was changed
   * @throws IllegalArgumentException if the ids of the two differ
   */
  Optional<Subscription> replace(Subscription expected, Subscription next);

  /**
   * Removes a subscription if it is still the one that was read: the stored version equals that of
   * {@code expected}.
   *
   * @param expected the subscription as it was read; only its id and version are compared
   * @return false if it was changed or removed meanwhile; then nothing was changed
   */
  boolean remove(Subscription expected);

  /** Finds a subscription by its id, whatever its state is. */
  Optional<Subscription> findById(SubscriptionId id);

  /**
   * Finds the subscription that has this callback token, whatever its state is. Every request to
   * the callback endpoint comes through here, forged ones too: it must be one indexed read.
   */
  Optional<Subscription> findByCallback(CallbackToken callback);

  /**
   * Finds the subscription with this {@link Subscription#key()}; empty if there is none that has
   * not {@linkplain org.pushj.SubscriptionState#ENDED ended}.
   */
  Optional<Subscription> findByKey(String key);

  /**
   * Lists subscriptions in the order of their ids, which is that of their making. Those that have
   * {@linkplain org.pushj.SubscriptionState#ENDED ended} are listed only if that state is asked
   * for.
   *
   * @return at most {@link SubscriptionQuery#limit()} of those that match; fewer only if there are
   *     no more
   */
  List<Subscription> list(SubscriptionQuery query);

  /**
   * Lists subscriptions as {@link #list} does, but ends after a look at about so many of them: for
   * people, who want an answer soon, however few match. The default looks at all, as is right where
   * that takes no time.
   *
   * @param most how many to look at, at least 1; a store may look at a few more
   * @return those that match of the subscriptions that were looked at, at most {@link
   *     SubscriptionQuery#limit()}; fewer do not mean that there are no more, but {@link
   *     SubscriptionQuery.Page#next()} tells
   */
  default SubscriptionQuery.Page look(SubscriptionQuery query, int most) {
    List<Subscription> found = list(query);
    boolean isWhole = found.size() < query.limit();
    return new SubscriptionQuery.Page(found, isWhole ? null : found.get(found.size() - 1).id());
  }

  /**
   * Counts the subscriptions of each state: a look at the whole, for people and for monitoring. The
   * default reads all subscriptions, page by page, so a store of many should answer it otherwise.
   *
   * @return a number for each state, those that have {@linkplain org.pushj.SubscriptionState#ENDED
   *     ended} too; 0 where there is none
   */
  default Map<SubscriptionState, Long> countByState() {
    Map<SubscriptionState, Long> counts = new EnumMap<>(SubscriptionState.class);
    for (SubscriptionState state : SubscriptionState.values()) {
      counts.put(state, 0L);
      readAll(state, each -> counts.merge(state, 1L, Long::sum));
    }
    return counts;
  }

  /**
   * Finds the earliest end of a lease, of the subscriptions that are {@linkplain
   * SubscriptionState#ACTIVE active}: for monitoring, so it may take its time. The default reads
   * all of them, page by page.
   */
  default Optional<Instant> nextLeaseEnd() {
    Instant[] next = {Instant.MAX};
    readAll(
        SubscriptionState.ACTIVE,
        each -> {
          Lease lease = each.lease();
          next[0] = lease != null && lease.endsAt().isBefore(next[0]) ? lease.endsAt() : next[0];
        });
    return Optional.of(next[0]).filter(Instant.MAX::isAfter);
  }

  /**
   * Finds the earliest due time of a subscription, in whatever state: if that is long past, nobody
   * does the work. What is claimed may count as due when it was before. The default reads all
   * subscriptions, page by page; a store of many has an index for {@link #claimDue} that tells.
   */
  default Optional<Instant> nextDue() {
    Instant[] next = {Instant.MAX};
    for (SubscriptionState state : SubscriptionState.values()) {
      readAll(
          state,
          each -> {
            Instant due = each.dueAt();
            next[0] = due != null && due.isBefore(next[0]) ? due : next[0];
          });
    }
    return Optional.of(next[0]).filter(Instant.MAX::isAfter);
  }

  private void readAll(SubscriptionState state, Consumer<Subscription> reader) {
    SubscriptionQuery query = SubscriptionQuery.all().withState(state);
    List<Subscription> page = list(query);
    while (!page.isEmpty()) {
      page.forEach(reader);
      page = list(query.after(page.get(page.size() - 1)));
    }
  }

  /**
   * Claims subscriptions whose work is due, so that no other node works on them for a while. A
   * claim moves their due time to {@code until}, and counts as a change: whoever still holds the
   * value before loses. It ends by itself: what is not done by then is due again, for any node.
   *
   * @param now what is due until this instant is claimed
   * @param until when the claim ends; after {@code now}
   * @param limit how many to claim at most, 1 to {@value SubscriptionQuery#MAX_PAGE}
   * @return what was claimed, as it is stored now, in no particular order. Empty does not mean that
   *     nothing is due: others may just be claiming it
   * @throws IllegalArgumentException if {@code until} is not after {@code now}, or the limit is out
   *     of its bounds
   */
  List<Subscription> claimDue(Instant now, Instant until, int limit);

  /**
   * Returns the clock that work and claims go by, unless the application has set one. Default: that
   * of the system. A store that is shared returns one that is the same for all nodes: it may be
   * ahead of or behind the system's, and may jump when that is found out.
   */
  default InstantSource clock() {
    return InstantSource.system();
  }

  /**
   * Tells whether this thread is in a transaction of the application, in which the store takes
   * part. Default: no.
   */
  default boolean isInTransaction() {
    return false;
  }

  /**
   * Runs an action once what this thread has changed is committed. Without a transaction of the
   * caller each method has committed when it returns, so the action runs at once; what it throws
   * goes to the caller. Within one the action runs after the commit and outside the transaction, on
   * this or another thread, with what it throws logged; after a rollback it never runs.
   */
  default void afterCommit(Runnable action) {
    action.run();
  }

  /**
   * Returns the callback tokens under which a store finds a subscription: of its grant, of its open
   * request, and of its former grant.
   */
  static Set<CallbackToken> tokensOf(Subscription subscription) {
    Set<CallbackToken> tokens = new LinkedHashSet<>();
    Optional.ofNullable(subscription.grant())
        .ifPresent(grant -> tokens.add(grant.registration().callback()));
    Optional.ofNullable(subscription.open()).ifPresent(open -> tokens.add(open.callback()));
    Optional.ofNullable(subscription.former()).ifPresent(former -> tokens.add(former.callback()));
    return tokens;
  }

  /**
   * Returns what a replacement stores: {@code next} with the version after the expected one.
   *
   * @throws IllegalArgumentException if the ids of the two differ
   */
  static Subscription replacement(Subscription expected, Subscription next) {
    if (!expected.id().equals(next.id())) {
      throw new IllegalArgumentException(
          "next must have the id of expected, " + expected.id() + ", was " + next.id());
    }
    return next.withVersion(expected.version() + 1);
  }

  /**
   * Checks what {@link #claimDue} is asked for.
   *
   * @throws IllegalArgumentException if {@code until} is not after {@code now}, or the limit is out
   *     of its bounds
   */
  static void checkClaim(Instant now, Instant until, int limit) {
    Claims.check(now, until, limit, SubscriptionQuery.MAX_PAGE);
  }
}
