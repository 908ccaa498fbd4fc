package org.pushj.subscriber;

import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionQuery;

/**
 * What came of an action on many subscriptions.
 *
 * @param done how many were changed; those that were as wanted already are not counted
 * @param failed how many the store could not read or change; the log says why of the first
 * @param reached the last one that was looked at before the time was over: go on with {@link
 *     SubscriptionQuery#after(SubscriptionId)}; null if all were
 * @since 0.1
 */
public record BulkOutcome(int done, int failed, @Nullable SubscriptionId reached) {}
