package org.pushj.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;

/**
 * Stores updates from the acknowledgement to the hub until their delivery to the listener is
 * complete. Used concurrently by several threads and, where the inbox is shared, by several
 * processes.
 *
 * <p>Each method is atomic: when it returns, its change is committed and visible to all, or nothing
 * was changed. Nothing stays locked between two calls, nor while a listener runs; only {@link
 * #deliver} may differ. A lost race is a return value, not an exception; a {@link StoreException}
 * means that the inbox itself failed.
 *
 * <p>A waiting update is delivered by the node that has claimed it. A claim moves its due time to
 * the end of the claim and increments its version. So a claim ends by itself, and an update that
 * was not settled by then is due again, for any node. To settle an update, pass the claimed entry:
 * the call returns false if another node has claimed the update since, which is detected by its
 * version. Until then it succeeds, even after the end of the claim.
 *
 * <p>Every component of an entry is read back as it was stored, and the content byte for byte.
 * Instants keep at least milliseconds, URLs up to 2,048 characters, and texts, in all of Unicode,
 * the lengths that {@link InboxEntry} defines.
 *
 * <p>This is all that a subscriber needs to deliver updates. A {@link ManageableInbox} also lists,
 * requeues and discards them, for operators.
 *
 * @since 0.1
 */
public interface UpdateInbox {
  /**
   * So much later than an update may what it repeats have been received: its body may have come
   * slowly, and another node's clock may be ahead. What was received later still, was before the
   * clock was set back, and makes nothing a duplicate.
   */
  Duration MAX_LATER = Duration.ofMinutes(1);

  /**
   * Adds an update. Once this returns {@link Receipt#ADDED}, the update survives a crash and a
   * power failure, unless the inbox documents otherwise.
   *
   * <p>It is a duplicate if it repeats the last content: of the updates of the same subscription,
   * the one added last has the same {@link InboxEntry#sha256()} and was received at {@code
   * duplicateSince} or later, and at most {@link #MAX_LATER} after the update, whatever its state
   * now. Updates of different subscriptions are never duplicates of each other. Of several
   * duplicates added concurrently exactly one is added. An update whose id is stored already is a
   * duplicate too.
   *
   * @param entry the update, {@link InboxEntry.State#WAITING}; its version is ignored and becomes 0
   * @param content the content; neither side may change the array afterwards
   * @param duplicateSince the earliest receipt whose content makes this one a duplicate; null to
   *     accept duplicates
   * @throws IllegalArgumentException if the update is not {@link InboxEntry.State#WAITING}
   * @throws StoreException if the inbox failed. Whether the update was added may then be unknown
   */
  Receipt add(InboxEntry entry, byte[] content, @Nullable Instant duplicateSince);

  /**
   * Claims updates that are due, so that no other node delivers them until the claim ends. Each
   * claim counts as an attempt.
   *
   * <p>In order means: of each subscription only the waiting update that was added first is
   * considered, whether it is due or not; and none while another one is claimed. So a
   * subscription's updates are claimed one at a time, in the order in which they were added,
   * provided that all nodes claim in order. Updates that are added concurrently have no order.
   *
   * <p>Updates are looked at from the oldest due time on; {@link Claim#take(String)} tells whether
   * to claim one, by its lane, the id of its subscription. What it passes over stays as it is.
   *
   * @param inOrder whether the updates of one subscription are claimed one at a time, in order
   * @return the claimed entries as they are stored now, in no particular order. An empty list does
   *     not mean that nothing is due: others may be claiming it at this moment
   */
  List<InboxEntry> claimDue(Claim claim, boolean inOrder);

  /**
   * Claims the next update of one subscription, as {@link #claimDue} does in order for all: at once
   * after each delivery, so it should be cheap. Empty also if another node is claiming it at this
   * moment.
   *
   * @throws IllegalArgumentException if {@code until} is not after {@code now}
   */
  Optional<InboxEntry> claimNext(SubscriptionId subscription, Instant now, Instant until);

  /** Returns the clock for work and claims, as {@link SubscriptionStore#clock} does. */
  default InstantSource clock() {
    return InstantSource.system();
  }

  /** Reads the content of an update; empty if the update no longer exists. */
  Optional<byte[]> content(UpdateId id);

  /**
   * Settles a claimed update that was delivered.
   *
   * @param claimed the entry as it was claimed; its id and version are compared
   * @param now when it was delivered
   * @param keep whether it stays until {@link #purgeDone}, as done; otherwise it is removed
   * @return false if it has been claimed by another node, or settled, since; then nothing was
   *     changed
   */
  boolean complete(InboxEntry claimed, Instant now, boolean keep);

  /**
   * Delivers a claimed update and settles it. The default runs the delivery and then {@link
   * #complete}: a crash between the two causes a second delivery. An inbox may run both in one
   * transaction, so that what the listener writes and the completion are committed together or not
   * at all. If the claim has been lost, such an inbox rolls back what the listener wrote; it runs
   * the delivery on the caller's thread.
   *
   * @param claimed the entry as it was claimed; its id and version are compared
   * @param clock tells when it was delivered
   * @param keep as for {@link #complete}
   * @param delivery the call to the listener; run at most once
   * @return false if it has been claimed by another node, or settled, since
   * @throws Exception if the delivery failed; the update is then not settled
   */
  default boolean deliver(InboxEntry claimed, InstantSource clock, boolean keep, Delivery delivery)
      throws Exception {
    delivery.run();
    return complete(claimed, clock.instant(), keep);
  }

  /**
   * Ends the transaction of a delivery whose listener hangs, and releases its connection, so that
   * nothing is locked when the update is put back. Called by another thread while {@link #deliver}
   * is still running for the same entry, or has just ended. This does not settle the update, and
   * the hanging call can no longer commit. Does nothing by default, which is right without
   * transactions.
   *
   * @param claimed the entry that was passed to {@link #deliver}
   * @throws StoreException if the transaction may still be active
   */
  default void abandon(InboxEntry claimed) {}

  /**
   * Puts a claimed update back, for a later delivery.
   *
   * @param claimed the entry as it was claimed; its id and version are compared
   * @param dueAt when it is due
   * @param attempts the new number of attempts
   * @param error why it was not delivered; null if nothing failed
   * @return false where {@link #complete} returns it
   */
  boolean putBack(InboxEntry claimed, Instant dueAt, int attempts, @Nullable String error);

  /**
   * Parks a claimed update, that is, dead-letters it: it is not delivered until it is {@linkplain
   * ManageableInbox#requeue requeued}, and does not hold up other updates.
   *
   * @param claimed the entry as it was claimed; its id and version are compared
   * @param now when it was parked
   * @param error why it was not delivered
   * @return false where {@link #complete} returns it
   */
  boolean park(InboxEntry claimed, Instant now, String error);

  /** Finds an update by its id. */
  Optional<InboxEntry> findById(UpdateId id);

  /** Counts the updates that are {@link InboxEntry.State#WAITING} or parked. May be slow. */
  Load load();

  /**
   * Removes updates that are {@link InboxEntry.State#DONE}, in the order of their completion.
   *
   * @param before only updates completed before this instant
   * @param limit how many at most, at least 1
   * @return how many were removed; fewer than the limit only if there are no more, or others are
   *     removing them at this moment
   */
  int purgeDone(Instant before, int limit);

  /**
   * Removes updates that are {@link InboxEntry.State#PARKED}, in the order in which they were
   * parked.
   */
  int purgeParked(Instant before, int limit);

  /**
   * Forgets the last contents that are remembered to detect duplicates. An inbox may forget them
   * earlier to save space.
   *
   * @param before only those of updates received before this instant
   * @param limit how many at most, at least 1
   * @return how many were forgotten; fewer than the limit only as for {@link #purgeDone}
   */
  int forgetDuplicates(Instant before, int limit);

  /**
   * The call to a listener.
   *
   * @since 0.1
   */
  @FunctionalInterface
  interface Delivery {

    /** Passes the update to the listener, and throws its exceptions. */
    void run() throws Exception;
  }

  /**
   * The result of adding an update to an inbox.
   *
   * @since 0.1
   */
  enum Receipt {
    /** It is stored and will be delivered. */
    ADDED,
    /** The inbox has, or had, this update already. Nothing was changed. */
    DUPLICATE,
    /** The inbox is full. Nothing was changed. */
    FULL
  }

  /**
   * The undelivered load of an inbox.
   *
   * @param updates how many updates are waiting or parked
   * @param bytes the total length of their content
   * @param parked how many of them are parked
   * @since 0.1
   */
  record Load(long updates, long bytes, long parked) {}
}
