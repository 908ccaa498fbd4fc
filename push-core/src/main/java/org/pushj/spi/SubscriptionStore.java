package org.pushj.spi;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;

/**
 * Stores subscriptions. Used concurrently by several threads and, where the store is shared, by
 * several processes.
 *
 * <p>Each method is atomic: when it returns, its change is committed and visible to all, or nothing
 * was changed. Nothing stays locked between two calls. A lost race is a return value, not an
 * exception; a {@link StoreException} means that the store itself failed. If it must be set up
 * first, the exception is {@linkplain StoreException#permanent permanent}.
 *
 * <p>Two values are unique: the {@link SubscriptionId}, and the {@link Subscription#key()} unless
 * it is null, compared character by character. Callback tokens are random, so a store need not
 * check that they are unique. A subscription has up to three: see {@link #tokensOf}.
 *
 * <p>Every component is read back as it was stored: {@link SubscriptionText} serializes a
 * subscription to one text, so a store needs that text and columns for the id, the key, the tokens,
 * the version and the due time. A row that a store cannot read, for example because its key is
 * missing, affects only that subscription: it is logged, claims skip it, and {@link
 * #findByCallback} throws, so that the hub keeps its content.
 *
 * <p>This is all that a subscriber needs to subscribe, renew and receive. A {@link SearchableStore}
 * also lists and counts subscriptions, for operators and monitoring.
 *
 * @since 0.1
 */
public interface SubscriptionStore {

  /**
   * Adds a new subscription; its version is ignored and becomes 0.
   *
   * @return false if its id or its key is taken; then nothing was changed
   */
  boolean add(Subscription subscription);

  /**
   * Replaces a subscription if it is still the one that was read: the stored version equals that of
   * {@code expected}.
   *
   * @param expected the subscription as it was read; only its id and version are compared
   * @param next the new value, with the same id; its version is ignored
   * @return the stored value: {@code next} with the version of {@code expected} plus one. Empty if
   *     the subscription was changed or removed in the meantime, or if {@code next} violates
   *     uniqueness; then nothing was changed
   * @throws IllegalArgumentException if the ids of the two differ
   */
  Optional<Subscription> replace(Subscription expected, Subscription next);

  /**
   * Removes a subscription if it is still the one that was read: the stored version equals that of
   * {@code expected}.
   *
   * @param expected the subscription as it was read; only its id and version are compared
   * @return false if it was changed or removed in the meantime; then nothing was changed
   */
  boolean remove(Subscription expected);

  /** Finds a subscription by its id, in any state. */
  Optional<Subscription> findById(SubscriptionId id);

  /**
   * Finds the subscription that has this callback token, in any state. Called for every request to
   * the callback endpoint, including forged ones, so it must be one indexed read.
   */
  Optional<Subscription> findByCallback(CallbackToken callback);

  /**
   * Finds the subscription with this {@link Subscription#key()}; empty if there is none that has
   * not {@linkplain org.pushj.SubscriptionState#ENDED ended}.
   */
  Optional<Subscription> findByKey(String key);

  /**
   * Claims subscriptions whose work is due, so that no other node works on them for a while. A
   * claim moves their due time to {@link Claim#until()} and increments the version, so a
   * replacement of the previous value fails. It ends by itself: work not done by then is due again,
   * for any node.
   *
   * <p>Those that {@linkplain Subscription#hasLease() have a lease} are looked at first, and then
   * the others, each from the oldest due time on; {@link Claim#take(Subscription)} tells which of
   * them to claim. What it passes over stays as it is, and holds up nothing behind it.
   *
   * @return the claimed subscriptions as they are stored now, in no particular order. An empty list
   *     does not mean that nothing is due: other nodes may be claiming it at this moment
   */
  List<Subscription> claimDue(Claim claim);

  /**
   * Returns the clock for work and claims, unless the application has set one. Default: the system
   * clock. A shared store returns one that is the same for all nodes; it may differ from the system
   * clock, and may jump when the difference is measured.
   */
  default InstantSource clock() {
    return InstantSource.system();
  }

  /**
   * Tells whether this thread is in a transaction of the application that the store has joined.
   * Default: false.
   */
  default boolean isInTransaction() {
    return false;
  }

  /**
   * Runs an action once the changes of this thread are committed. Outside a transaction of the
   * caller they were committed when each method returned, so the action runs at once, and its
   * exceptions propagate to the caller. Within one the action runs after the commit and outside the
   * transaction, on this or another thread, and its exceptions are logged; after a rollback it
   * never runs.
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
   * Returns the value that a replacement stores: {@code next} with the version after the expected
   * one.
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
}
