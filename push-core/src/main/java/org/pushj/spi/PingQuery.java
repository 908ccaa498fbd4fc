package org.pushj.spi;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.base.Numbers;

/**
 * Which pings of a queue to list. A null component does not restrict the result. URLs are compared
 * as text, character by character.
 *
 * @param state the state
 * @param hub the hub to notify
 * @param topic the topic that has changed
 * @param after the id after which the page starts: the last one of the previous page, which may
 *     have been removed since
 * @param limit the size of a page, 1 to {@value #MAX_PAGE}
 * @since 0.1
 */
public record PingQuery(
    @Nullable PingState state,
    @Nullable URI hub,
    @Nullable URI topic,
    @Nullable PingId after,
    int limit) {
  /** The maximum size of a page, and of a batch of claims. */
  public static final int MAX_PAGE = 1000;

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if the limit is not between 1 and {@value #MAX_PAGE}
   */
  public PingQuery {
    Numbers.oneTo("limit", limit, MAX_PAGE);
  }

  /** Returns the first page of all pings. */
  public static PingQuery all() {
    return new PingQuery(null, null, null, null, MAX_PAGE);
  }

  /** Returns the query for one state only. */
  public PingQuery withState(PingState state) {
    return new PingQuery(state, hub, topic, after, limit);
  }

  /** Returns the query for one hub only. */
  public PingQuery withHub(URI hub) {
    return new PingQuery(state, hub, topic, after, limit);
  }

  /** Returns the query for one topic only. */
  public PingQuery withTopic(URI topic) {
    return new PingQuery(state, hub, topic, after, limit);
  }

  /** Returns the query for the page that follows {@code last}. */
  public PingQuery after(QueuedPing last) {
    return new PingQuery(state, hub, topic, last.id(), limit);
  }

  /**
   * Returns the query with another page size.
   *
   * @throws IllegalArgumentException if the limit is not between 1 and {@value #MAX_PAGE}
   */
  public PingQuery withLimit(int limit) {
    return new PingQuery(state, hub, topic, after, limit);
  }
}
