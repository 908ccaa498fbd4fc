package org.pushj.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.StoreException;

/**
 * Keeps pings between the change of a topic and the hub's answer. Used by several threads and,
 * where the queue is shared, by several processes at a time.
 *
 * <p>Each method is one atomic unit: when it returns, its change is committed and every other
 * reader sees it, or nothing was changed. {@link #add} alone may differ: within a transaction of
 * the caller, a queue that takes part in such commits with it. Nothing stays locked between two
 * calls, nor while a hub is asked. Losing a race is an answer, not an exception; a {@link
 * StoreException} means that the queue itself failed.
 *
 * <p>A hub is told <i>that</i> a topic has changed, not how; then it fetches the topic. So one ping
 * stands for all changes of its topic that were committed before it was sent. Each change adds a
 * ping of its own, and a claim makes one of all that wait for the same hub and topic. What is added
 * after a claim was made is never part of it: the hub may have fetched the topic already.
 *
 * <p>A ping that waits is sent by whoever has claimed it. A claim moves its due time to the end of
 * the claim and counts its version up. So it ends by itself, and what was not settled by then is
 * due again, for any node. Whoever settles a ping names the one that the claim gave him: if the
 * stored version is another one, or the ping is gone, since somebody else has claimed it meanwhile,
 * he loses. As long as nobody has, he wins, also after the end of his claim.
 *
 * <p>Every component of a ping comes back as it was stored. Hubs and topics are compared as texts,
 * to the letter. Instants are kept to the millisecond at least, URLs up to 2,048 characters, errors
 * up to {@value QueuedPing#MAX_ERROR}; texts to the letter, those beyond ASCII included.
 *
 * @since 0.1
 */
public interface PingQueue {

  /**
   * Adds pings, all or none.
   *
   * <p>Within a transaction of the caller, where the queue takes part in such, they are committed
   * and rolled back with it, and nobody else sees them before. Whoever adds a ping for the same hub
   * and topic in another transaction is not held up by that, nor does either fail for the other's
   * sake. When a commit has returned, or this method outside a transaction, neither a crash nor a
   * loss of power loses the pings, unless the queue says otherwise of itself.
   *
   * <p>A queue may make one of pings that nobody has claimed already now, as a claim does. Then
   * what is left is due when the first of them was.
   *
   * @param pings what is to be added, {@link PingState#WAITING}, with ids that are new; the
   *     versions do not matter, and become 0
   * @return false if there is no room for them; then nothing was added
   * @throws StoreException if the queue failed. Outside a transaction it may be unknown whether the
   *     pings were added
   */
  boolean add(List<QueuedPing> pings);

  /**
   * Runs an action once what this thread has added is committed. Without a transaction of the
   * caller it was when {@link #add} returned, so the action runs at once; what it throws goes to
   * the caller. Within one the action runs after the commit and outside the transaction, on this or
   * another thread, with what it throws logged; after a rollback it never runs.
   */
  default void afterCommit(Runnable action) {
    action.run();
  }

  /**
   * Claims pings that are due, so that no other node sends them for a while. Each counts one more
   * attempt.
   *
   * <p>Of all that is there for the same hub and topic one is handed out, once any of it is due:
   * that with the greatest id of those that wait. The others are removed, be they due, to be tried
   * again later, or parked: the one that is sent tells of their changes too.
   *
   * <p>While a ping is claimed, no other for the same hub and topic is claimed, nor is it removed:
   * what was added since then waits until the claim is settled or has ended. Only those who claim
   * at the very same moment may each get one for the same hub and topic. So a hub may be told once
   * too often, but never too seldom.
   *
   * @param now what is due until this instant is claimed
   * @param until when the claim ends; after {@code now}
   * @param limit how many to claim at most, 1 to {@value PingQuery#MAX_PAGE}
   * @return what was claimed, as it is stored now, in no particular order; those that have been due
   *     for the longest time go first if there are more. Empty does not mean that nothing is due:
   *     others may just be claiming it
   * @throws IllegalArgumentException if {@code until} is not after {@code now}, or the limit is out
   *     of its bounds
   */
  List<QueuedPing> claimDue(Instant now, Instant until, int limit);

  /**
   * Settles claimed pings that their hub has taken: they are removed.
   *
   * @param claimed the pings as they were claimed; only their ids and versions are compared
   * @return how many were removed; those that were claimed by others, or settled, meanwhile are
   *     left as they are
   */
  int complete(List<QueuedPing> claimed);

  /**
   * Puts a claimed ping back, to be sent later.
   *
   * @param claimed the ping as it was claimed; only its id and version are compared
   * @param dueAt when it is to be sent
   * @param attempts how many attempts are to be counted from now on
   * @param error why the hub did not take it; null if nothing failed
   * @return false if it was claimed by another, or settled, meanwhile; then nothing was changed
   */
  boolean putBack(QueuedPing claimed, Instant dueAt, int attempts, @Nullable String error);

  /**
   * Parks a claimed ping: it is not sent any more until somebody {@linkplain #requeue requeues} it,
   * and is removed when another one for the same hub and topic is claimed.
   *
   * @param claimed the ping as it was claimed; only its id and version are compared
   * @param now when it was parked
   * @param error why the hub did not take it
   * @return false if it was claimed by another, or settled, meanwhile; then nothing was changed
   */
  boolean park(QueuedPing claimed, Instant now, String error);

  /** Finds a ping by its id. */
  Optional<QueuedPing> findById(PingId id);

  /**
   * Lists pings in the order of their ids, which is about that of the changes.
   *
   * @return at most {@link PingQuery#limit()} of those that match; fewer only if there are no more
   */
  List<QueuedPing> list(PingQuery query);

  /**
   * Lets a ping that is parked be sent again, without attempts and error.
   *
   * @param dueAt when it is to be sent
   * @return false if there is none with this id, or it waits; then nothing was changed
   */
  boolean requeue(PingId id, Instant dueAt);

  /**
   * Removes a ping that is parked.
   *
   * @return false if there is none with this id, or it waits; then nothing was changed
   */
  boolean discard(PingId id);

  /** Counts what is {@link PingState#WAITING}, claimed or not. */
  long countWaiting();

  /**
   * Removes pings that are {@link PingState#PARKED}.
   *
   * @param before only those that were parked before this instant
   * @param limit how many at most, 1 or more
   * @return how many were removed; fewer than the limit only if there are no more, or others are
   *     just removing them
   */
  int purgeParked(Instant before, int limit);
}
