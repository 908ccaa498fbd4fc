package org.pushj.spi;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.text.Numbers;

/**
 * A {@link PingQueue} that also lets operators list, requeue and discard pings. With any other
 * queue those methods of {@code Publisher} throw {@link UnsupportedOperationException}, and the
 * admin page names this interface instead.
 *
 * @since 0.1
 */
public interface ManageableQueue extends PingQueue {

  /**
   * Lists pings in the order of their ids, which is roughly the order of the changes.
   *
   * @return the matching pings, {@link Query#limit()} at most; fewer only if there are no more
   */
  List<QueuedPing> list(Query query);

  /**
   * Queues a parked ping again, with no attempts and no error.
   *
   * @param dueAt when it is due
   * @return false if there is no ping with this id, or it is waiting; then nothing was changed
   */
  boolean requeue(PingId id, Instant dueAt);

  /**
   * Removes a parked ping.
   *
   * @return false if there is no ping with this id, or it is waiting; then nothing was changed
   */
  boolean discard(PingId id);

  /**
   * Which pings of a queue to list. A null component does not restrict the result. URLs are
   * compared as text, character by character.
   *
   * @param state the state
   * @param hub the hub to notify
   * @param topic the topic that has changed
   * @param after the id after which the page starts: the last one of the previous page, which may
   *     have been removed since
   * @param limit the size of a page, 1 to {@value #MAX_PAGE}
   * @since 0.1
   */
  record Query(
      QueuedPing.@Nullable State state,
      @Nullable URI hub,
      @Nullable URI topic,
      @Nullable PingId after,
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

    /** Returns the first page of all pings. */
    public static Query all() {
      return new Query(null, null, null, null, MAX_PAGE);
    }

    /** Returns the query for one state only. */
    public Query withState(QueuedPing.State state) {
      return new Query(state, hub, topic, after, limit);
    }

    /** Returns the query for one hub only. */
    public Query withHub(URI hub) {
      return new Query(state, hub, topic, after, limit);
    }

    /** Returns the query for one topic only. */
    public Query withTopic(URI topic) {
      return new Query(state, hub, topic, after, limit);
    }

    /** Returns the query for the page that follows {@code last}. */
    public Query after(QueuedPing last) {
      return new Query(state, hub, topic, last.id(), limit);
    }

    /**
     * Returns the query with another page size.
     *
     * @throws IllegalArgumentException if the limit is not between 1 and {@value #MAX_PAGE}
     */
    public Query withLimit(int limit) {
      return new Query(state, hub, topic, after, limit);
    }
  }
}
