package org.pushj.spi;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;
import org.pushj.UpdateId;

/**
 * Keeps updates between the answer to the hub and the end of their delivery to the listener. Used
 * by several threads and, where the inbox is shared, by several processes at a time.
 *
 * <p>Each method is one atomic unit: when it returns, its change is committed and every other
 * reader sees it, or nothing was changed. Nothing stays locked between two calls, nor while a
 * listener works; {@link #deliver} alone may differ. Losing a race is an answer, not an exception;
 * a {@link StoreException} means that the inbox itself failed.
 *
 * <p>An update that waits is delivered by whoever has claimed it. A claim moves its due time to the
 * end of the claim and counts its version up. So it ends by itself, and what was not settled by
 * then is due again, for any node. Whoever settles an update names the entry that the claim gave
 * him: if the stored version is another one, since somebody else has claimed the update meanwhile,
 * he loses. As long as nobody has, he wins, also after the end of his claim.
 *
 * <p>Every component of an entry comes back as it was stored, and the content byte for byte.
 * Instants are kept to the millisecond at least, URLs up to 2,048 characters, texts to the letter
 * and up to the lengths that {@link InboxEntry} names; those beyond ASCII included.
 *
 * @since 0.1
 */
public interface UpdateInbox {

  /**
   * Adds an update. When this returns {@link InboxReceipt#ADDED}, neither a crash nor a loss of
   * power loses the update, unless the inbox says otherwise of itself.
   *
   * <p>It is a duplicate if an update of the same topic, compared as text, and the same {@link
   * InboxEntry#sha256()} was added that was received at {@code sameSince} or later; whatever became
   * of that one. Of several that are added at the same moment, one is added. It is a duplicate also
   * if its id is there already.
   *
   * @param entry the update, {@link InboxState#WAITING}; its version does not matter, and becomes 0
   * @param content the content; it is not changed by anybody afterwards
   * @param sameSince since when the same content counts as a duplicate; null for never
   * @throws IllegalArgumentException if the update is not {@link InboxState#WAITING}
   * @throws StoreException if the inbox failed. Then it may be unknown whether the update was added
   */
  InboxReceipt add(InboxEntry entry, byte[] content, @Nullable Instant sameSince);

  /**
   * Claims updates whose delivery is due, so that no other node delivers them for a while. Each
   * counts one more attempt.
   *
   * <p>In order means: of each subscription only the one that waits and was added first, be it due
   * or not. So a subscription's updates are claimed one at a time, in the order in which the inbox
   * saw them, as long as all claim so. Two that are added at the same moment have no order.
   *
   * @param now what is due until this instant is claimed
   * @param until when the claim ends; after {@code now}
   * @param limit how many to claim at most, 1 to {@value InboxQuery#MAX_PAGE}
   * @param inOrder whether updates of one subscription wait for each other
   * @return what was claimed, as it is stored now, in no particular order. Empty does not mean that
   *     nothing is due: others may just be claiming it
   * @throws IllegalArgumentException if {@code until} is not after {@code now}, or the limit is out
   *     of its bounds
   */
  List<InboxEntry> claimDue(Instant now, Instant until, int limit, boolean inOrder);

  /** Reads the content of an update; empty if the update is not there any more. */
  Optional<byte[]> content(UpdateId id);

  /**
   * Settles a claimed update that was delivered.
   *
   * @param claimed the entry as it was claimed; only its id and version are compared
   * @param now when it was done
   * @param keep whether it is kept as {@link InboxState#DONE}, until {@link #purgeDone}; otherwise
   *     it is removed
   * @return false if it was claimed by another, or settled, meanwhile; then nothing was changed
   */
  boolean complete(InboxEntry claimed, Instant now, boolean keep);

  /**
   * Delivers a claimed update and settles it. This runs the delivery first, and {@link #complete}
   * after it: a crash between the two delivers the update once more. An inbox that can may run both
   * in one transaction, so that what the listener writes there and the completion are committed
   * together or not at all. Then a completion that loses rolls back what the listener wrote, and
   * the delivery runs on the thread of the caller.
   *
   * @param claimed the entry as it was claimed; only its id and version are compared
   * @param clock says when it was done
   * @param keep as of {@link #complete}
   * @param delivery the call of the listener; called once at most
   * @return false if it was claimed by another, or settled, meanwhile
   * @throws Exception what the delivery threw; then the update was not settled
   */
  default boolean deliver(InboxEntry claimed, InstantSource clock, boolean keep, Delivery delivery)
      throws Exception {
    delivery.run();
    return complete(claimed, clock.instant(), keep);
  }

  /**
   * Puts a claimed update back, to be delivered later.
   *
   * @param claimed the entry as it was claimed; only its id and version are compared
   * @param dueAt when it is to be delivered
   * @param attempts how many attempts are to be counted from now on
   * @param error why it was not delivered; null if nothing failed
   * @return false if it was claimed by another, or settled, meanwhile; then nothing was changed
   */
  boolean putBack(InboxEntry claimed, Instant dueAt, int attempts, @Nullable String error);

  /**
   * Parks a claimed update: it is not delivered any more until somebody {@linkplain #requeue
   * requeues} it, and no other update waits for it.
   *
   * @param claimed the entry as it was claimed; only its id and version are compared
   * @param now when it was parked
   * @param error why it was not delivered
   * @return false if it was claimed by another, or settled, meanwhile; then nothing was changed
   */
  boolean park(InboxEntry claimed, Instant now, String error);

  /** Finds an update by its id. */
  Optional<InboxEntry> findById(UpdateId id);

  /**
   * Lists updates in the order of their ids, which is about that of their receipt.
   *
   * @return at most {@link InboxQuery#limit()} of those that match; fewer only if there are no more
   */
  List<InboxEntry> list(InboxQuery query);

  /**
   * Lets an update that is parked or done be delivered again, without attempts and error. It takes
   * its place after all that waits, so that nothing comes before an update that is just being
   * delivered.
   *
   * @param dueAt when it is to be delivered
   * @return false if there is none with this id, or it waits; then nothing was changed
   */
  boolean requeue(UpdateId id, Instant dueAt);

  /**
   * Removes an update that is parked or done.
   *
   * @return false if there is none with this id, or it waits; then nothing was changed
   */
  boolean discard(UpdateId id);

  /** Counts what is {@link InboxState#WAITING}. */
  InboxLoad load();

  /**
   * Removes updates that are {@link InboxState#DONE}.
   *
   * @param before only those that were done before this instant
   * @param limit how many at most, 1 or more
   * @return how many were removed; fewer than the limit only if there are no more, or others are
   *     just removing them
   */
  int purgeDone(Instant before, int limit);

  /**
   * Forgets contents that would make duplicates. An inbox may forget them earlier when it becomes
   * short of room.
   *
   * @param before only those of updates that were received before this instant
   * @param limit how many at most, 1 or more
   * @return how many were forgotten; fewer than the limit only if there are no more, or others are
   *     just forgetting them
   */
  int forgetDuplicates(Instant before, int limit);

  /**
   * The call of a listener.
   *
   * @since 0.1
   */
  @FunctionalInterface
  interface Delivery {

    /**
     * Hands the update to the listener.
     *
     * @throws Exception if the listener could not take it
     */
    void run() throws Exception;
  }
}
