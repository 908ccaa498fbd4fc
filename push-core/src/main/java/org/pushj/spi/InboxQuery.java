package org.pushj.spi;

import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.base.Numbers;

/**
 * Which updates of an inbox to list. What is null does not restrict.
 *
 * @param state the state
 * @param subscription the subscription whose callback was called
 * @param after the id after which the page begins: the last one of the page before, which need not
 *     exist any more
 * @param limit the size of a page, 1 to {@value #MAX_PAGE}
 * @since 0.1
 */
public record InboxQuery(
    @Nullable InboxState state,
    @Nullable SubscriptionId subscription,
    @Nullable UpdateId after,
    int limit) {
  /** The largest page, and the largest batch. */
  public static final int MAX_PAGE = 1000;

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if the limit is out of its bounds
   */
  public InboxQuery {
    Numbers.oneTo("limit", limit, MAX_PAGE);
  }

  /** Returns the first page of all updates. */
  public static InboxQuery all() {
    return new InboxQuery(null, null, null, MAX_PAGE);
  }

  /** Returns the query for one state only. */
  public InboxQuery withState(InboxState state) {
    return new InboxQuery(state, subscription, after, limit);
  }

  /** Returns the query for one subscription only. */
  public InboxQuery withSubscription(SubscriptionId subscription) {
    return new InboxQuery(state, subscription, after, limit);
  }

  /** Returns the query for the page that follows {@code last}. */
  public InboxQuery after(InboxEntry last) {
    return new InboxQuery(state, subscription, last.id(), limit);
  }

  /**
   * Returns the query with another size of its pages.
   *
   * @throws IllegalArgumentException if the limit is out of its bounds
   */
  public InboxQuery withLimit(int limit) {
    return new InboxQuery(state, subscription, after, limit);
  }
}
