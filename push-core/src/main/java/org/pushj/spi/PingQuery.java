package org.pushj.spi;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.base.Numbers;

/**
 * Which pings of a queue to list. What is null does not restrict. URLs are compared as texts, to
 * the letter.
 *
 * @param state the state
 * @param hub the hub that is to be told
 * @param topic the topic that has changed
 * @param after the id after which the page begins: the last one of the page before, which need not
 *     exist any more
 * @param limit the size of a page, 1 to {@value #MAX_PAGE}
 * @since 0.1
 */
public record PingQuery(
    @Nullable PingState state,
    @Nullable URI hub,
    @Nullable URI topic,
    @Nullable PingId after,
    int limit) {
  /** The largest page, and the largest batch. */
  public static final int MAX_PAGE = 1000;

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if the limit is out of its bounds
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
   * Returns the query with another size of its pages.
   *
   * @throws IllegalArgumentException if the limit is out of its bounds
   */
  public PingQuery withLimit(int limit) {
    return new PingQuery(state, hub, topic, after, limit);
  }
}
