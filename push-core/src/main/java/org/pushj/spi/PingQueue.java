package org.pushj.spi;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.StoreException;

/**
 * Stores pings from the change of a topic until the hub has accepted them. Used concurrently by
 * several threads and, where the queue is shared, by several processes.
 *
 * <p>Each method is atomic: when it returns, its change is committed and visible to all, or nothing
 * was changed. Only {@link #add} may differ: a queue that supports it joins the caller's
 * transaction. Nothing stays locked between two calls, nor during a request to a hub. A lost race
 * is a return value, not an exception; a {@link StoreException} means that the queue itself failed.
 *
 * <p>A ping tells a hub <i>that</i> a topic has changed, not how; the hub then fetches the topic.
 * So one ping covers all changes of its topic that were committed before it was sent. Each change
 * adds its own ping, and a claim coalesces all waiting pings for the same hub and topic. A ping
 * added after the claim is never part of it: the hub may have fetched the topic already.
 *
 * <p>A waiting ping is sent by the node that has claimed it. A claim moves its due time to the end
 * of the claim and increments its version. So a claim ends by itself, and a ping that was not
 * settled by then is due again, for any node. To settle a ping, pass the claimed one: the call has
 * no effect if another node has claimed or removed the ping since, which is detected by its
 * version. Until then it succeeds, even after the end of the claim.
 *
 * <p>Every component of a ping is read back as it was stored. Hubs and topics are compared as text,
 * character by character. Instants keep at least milliseconds, URLs up to 2,048 characters, and
 * errors, in all of Unicode, up to {@value QueuedPing#MAX_ERROR}.
 *
 * <p>This is all that a publisher needs to send pings. A {@link ManageableQueue} also lists,
 * requeues and discards them, for operators.
 *
 * @since 0.1
 */
public interface PingQueue {

  /**
   * Adds all of the pings or none.
   *
   * <p>If the queue joins the caller's transaction, the pings are committed or rolled back with it,
   * and are not visible to others before. Another transaction that adds a ping for the same hub and
   * topic neither waits for this one nor makes it fail. Once the transaction is committed, or
   * outside of one this method has returned, the pings survive a crash and a power failure, unless
   * the queue documents otherwise.
   *
   * <p>A queue may coalesce unclaimed pings at once, as a claim does. The remaining ping is then
   * due when the first of them was.
   *
   * @param pings the pings to add, {@link QueuedPing.State#WAITING}, with new ids; their versions
   *     are ignored and become 0
   * @return false if the queue has no room for them; then nothing was added
   * @throws StoreException if the queue failed. Outside a transaction, whether the pings were added
   *     may then be unknown
   */
  boolean add(List<QueuedPing> pings);

  /**
   * Runs an action once the pings that this thread has added are committed. Outside a transaction
   * they were committed when {@link #add} returned, so the action runs at once, and its exceptions
   * propagate to the caller. Within a transaction the action runs after the commit, on this or
   * another thread, and its exceptions are logged; after a rollback it never runs.
   */
  default void afterCommit(Runnable action) {
    action.run();
  }

  /**
   * Claims pings that are due, so that no other node sends them until the claim ends. Each claim
   * counts as an attempt.
   *
   * <p>Once any ping for a hub and a topic is due, one of them is returned: the waiting one with
   * the greatest id. The others are removed, whether they are due, scheduled for a retry, or
   * parked: the ping that is sent covers their changes too.
   *
   * <p>While a ping is claimed, no other ping for the same hub and topic is claimed or removed:
   * later ones wait until the claim is settled or has ended. Only nodes that claim at exactly the
   * same moment may each get a ping for the same hub and topic. So a hub may be notified once too
   * often, but a change is never lost.
   *
   * <p>Pings are looked at from the oldest due time on; {@link Claim#take(String)} tells whether to
   * claim one, by its lane, the URL of its hub. What it passes over stays as it is.
   *
   * @return the claimed pings as they are stored now, in no particular order. An empty list does
   *     not mean that nothing is due: others may be claiming it at this moment
   */
  List<QueuedPing> claimDue(Claim claim);

  /** Returns the clock for work and claims, as {@link SubscriptionStore#clock} does. */
  default InstantSource clock() {
    return InstantSource.system();
  }

  /**
   * Settles claimed pings that their hub has accepted, and removes them.
   *
   * @param claimed the pings as they were claimed; their ids and versions are compared
   * @return how many were removed; pings that have been claimed by another node, or settled, since
   *     are not changed
   */
  int complete(List<QueuedPing> claimed);

  /**
   * Puts a claimed ping back, for a later attempt.
   *
   * @param claimed the ping as it was claimed; its id and version are compared
   * @param dueAt when it is due
   * @param attempts the new number of attempts
   * @param error why the hub did not accept it; null if nothing failed
   * @return false if it has been claimed by another node, or settled, since; then nothing was
   *     changed
   */
  boolean putBack(QueuedPing claimed, Instant dueAt, int attempts, @Nullable String error);

  /**
   * Parks a claimed ping, that is, dead-letters it: it is not sent until it is {@linkplain
   * ManageableQueue#requeue requeued}, and is removed when another ping for the same hub and topic
   * is claimed.
   *
   * @param claimed the ping as it was claimed; its id and version are compared
   * @param now when it was parked
   * @param error why the hub did not accept it
   * @return false if it has been claimed by another node, or settled, since; then nothing was
   *     changed
   */
  boolean park(QueuedPing claimed, Instant now, String error);

  /** Finds a ping by its id. */
  Optional<QueuedPing> findById(PingId id);

  /** Counts the pings that are {@link QueuedPing.State#WAITING}, claimed or not. */
  long countWaiting();

  /**
   * Removes pings that are {@link QueuedPing.State#PARKED}.
   *
   * @param before only pings parked before this instant
   * @param limit how many at most, at least 1
   * @return how many were removed; fewer than the limit only if there are no more, or others are
   *     removing them at this moment
   */
  int purgeParked(Instant before, int limit);
}
