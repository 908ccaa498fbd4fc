package org.pushj.subscriber;

import java.util.Optional;
import org.pushj.PushException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;

/**
 * What came of one of several requests to subscribe: a subscription or a failure.
 *
 * @param request what was asked for
 * @param subscription the subscription as {@link Subscriber#subscribe} returns it; empty if that
 *     failed
 * @param failure what {@link Subscriber#subscribe} throws; empty if it did not fail
 * @since 0.1
 */
public record SubscribeOutcome(
    SubscriptionRequest request,
    Optional<Subscription> subscription,
    Optional<PushException> failure) {}
