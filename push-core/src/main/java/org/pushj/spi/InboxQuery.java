package org.pushj.spi;

import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.base.Numbers;

/**
 * Which updates of an inbox to list. A null component does not restrict the result.
 *
 * @param state the state
 * @param subscription the subscription whose callback was called
 * @param after the id after which the page starts: the last one of the previous page, which may
 *     have been removed since
 * @param limit the size of a page, 1 to {@value #MAX_PAGE}
 * @since 0.1
 */
public record InboxQuery(
    @Nullable InboxState state,
    @Nullable SubscriptionId subscription,
    @Nullable UpdateId after,
    int limit) {
  /** The maximum size of a page, and of a batch of claims. */
  public static final int MAX_PAGE = 1000;

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if the limit is not between 1 and {@value #MAX_PAGE}
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
   * Returns the query with another page size.
   *
   * @throws IllegalArgumentException if the limit is not between 1 and {@value #MAX_PAGE}
   */
  public InboxQuery withLimit(int limit) {
    return new InboxQuery(state, subscription, after, limit);
  }
}
