package org.pushj.spi;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;

/**
 * Keeps subscriptions. Used by several threads and, where the store is shared, by several processes
 * at a time.
 *
 * <p>Each method is one atomic unit: when it returns, its change is committed and every other
 * reader sees it, or nothing was changed. Nothing stays locked between two calls. Losing a race is
 * an answer, not an exception; a {@link StoreException} means that the store itself failed.
 *
 * <p>Three things are unique: the {@link SubscriptionId}, the pair of topic and hub (compared as
 * texts, to the letter), and the callback token. A token is taken if it is the {@link
 * Subscription#callback()} of a subscription or the callback of its {@link Subscription#pending()}
 * request or of its {@link Subscription#former()} grant; they may be the same token of the same
 * subscription. Topic and hub of a pending request and of a former grant are not unique, and no
 * method looks at them.
 *
 * <p>Every component comes back as it was stored. Instants are kept to the millisecond at least,
 * leases up to 2,147,483,647 seconds, URLs up to 2,048 characters, callback bases up to 250,
 * problems up to 1,000; texts to the letter, the empty one and those beyond ASCII included.
 *
 * @since 0.1
 */
public interface SubscriptionStore {

  /**
   * Adds a new subscription, with version 0 whatever its own says.
   *
   * @return false if its id, its pair of topic and hub, or one of its callback tokens is taken;
   *     then nothing was changed
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

  /** Finds a subscription by its id. */
  Optional<Subscription> findById(SubscriptionId id);

  /**
   * Finds the subscription that has this callback token, or whose pending request or former grant
   * has it. Every request to the callback endpoint comes through here, forged ones too: it must be
   * one indexed read.
   */
  Optional<Subscription> findByCallback(CallbackToken callback);

  /** Finds the subscription to a topic at a hub, both compared as texts, to the letter. */
  Optional<Subscription> findByTopic(URI topic, URI hub);

  /**
   * Lists subscriptions in the order of their ids, which is that of their making.
   *
   * @return at most {@link SubscriptionQuery#limit()} of those that match; fewer only if there are
   *     no more
   */
  List<Subscription> list(SubscriptionQuery query);

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
   * Runs an action once what this thread has changed is committed. Without a transaction of the
   * caller each method has committed when it returns, so the action runs at once; what it throws
   * goes to the caller. Within one the action runs after the commit and outside the transaction, on
   * this or another thread, with what it throws logged; after a rollback it never runs.
   */
  default void afterCommit(Runnable action) {
    action.run();
  }
}
