package org.pushj.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.text.Numbers;

/**
 * An {@link UpdateInbox} that also lets operators list, requeue and discard updates. With any other
 * inbox {@code Subscriber.replay} throws {@link UnsupportedOperationException}, the admin page
 * names this interface instead, a diagnosis does not count updates, and metrics lack the age of the
 * oldest one.
 *
 * @since 0.1
 */
public interface ManageableInbox extends UpdateInbox {

  /**
   * Lists updates in the order of their ids, which is roughly the order of receipt.
   *
   * @return the matching updates, {@link Query#limit()} at most; fewer only if there are no more
   */
  List<InboxEntry> list(Query query);

  /**
   * Queues a parked or done update for another delivery, with no attempts and no error. In ordered
   * delivery it comes before all waiting updates that were added after it, unless one is being
   * delivered.
   *
   * @return false if there is no update with this id, or it is waiting; then nothing was changed
   */
  boolean requeue(UpdateId id, Instant dueAt);

  /**
   * Queues all updates of a subscription that are {@link InboxEntry.State#DONE} for another
   * delivery, in one change, in the order in which they were added. Returns how many there are.
   */
  int replay(SubscriptionId subscription, Instant dueAt);

  /**
   * Removes a parked or done update.
   *
   * @return false if there is no update with this id, or it is waiting; then nothing was changed
   */
  boolean discard(UpdateId id);

  /**
   * Which updates of an inbox to list. A null component does not restrict the result.
   *
   * @param state the state
   * @param subscription the subscription whose callback was called
   * @param after the id after which the page starts; that update may have been removed since
   * @param limit the size of a page, 1 to {@value #MAX_PAGE}
   * @since 0.1
   */
  record Query(
      InboxEntry.@Nullable State state,
      @Nullable SubscriptionId subscription,
      @Nullable UpdateId after,
      int limit) {
    /** The maximum size of a page. */
    public static final int MAX_PAGE = 1000;

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if the limit is not between 1 and {@value #MAX_PAGE}
     */
    public Query {
      Numbers.oneTo("limit", limit, MAX_PAGE);
    }

    /** Returns the first page of all updates. */
    public static Query all() {
      return new Query(null, null, null, MAX_PAGE);
    }

    /** Returns the query for one state only. */
    public Query withState(InboxEntry.State state) {
      return new Query(state, subscription, after, limit);
    }

    /** Returns the query for one subscription only. */
    public Query withSubscription(SubscriptionId subscription) {
      return new Query(state, subscription, after, limit);
    }

    /** Returns the query for the page that follows {@code last}. */
    public Query after(InboxEntry last) {
      return new Query(state, subscription, last.id(), limit);
    }

    /** Returns the query with another page size, 1 to {@value #MAX_PAGE}. */
    public Query withLimit(int limit) {
      return new Query(state, subscription, after, limit);
    }
  }
}
