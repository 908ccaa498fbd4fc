package org.pushj.subscriber;

import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionQuery;

/**
 * The outcome of an action on many subscriptions.
 *
 * @param done how many were changed; those that already had the desired state are not counted
 * @param failed how many the store could not read or change; the first cause is logged
 * @param reached the last one processed within the time limit: continue with {@link
 *     SubscriptionQuery#after(SubscriptionId)}; null if all were processed
 * @since 0.1
 */
public record BulkOutcome(int done, int failed, @Nullable SubscriptionId reached) {}
