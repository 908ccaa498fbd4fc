package org.pushj.subscriber;

import java.util.Optional;
import org.pushj.PushException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;

/**
 * The outcome of one of several requests to subscribe: a subscription or a failure.
 *
 * @param request the request
 * @param subscription the subscription as {@link Subscriber#subscribe} returns it; empty if that
 *     failed
 * @param failure the exception of {@link Subscriber#subscribe}; empty if it succeeded
 * @since 0.1
 */
public record SubscribeOutcome(
    SubscriptionRequest request,
    Optional<Subscription> subscription,
    Optional<PushException> failure) {}
