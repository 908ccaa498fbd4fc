package org.pushj.subscriber;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.PushException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;

/**
 * What came of one of several requests to subscribe: a subscription or a failure.
 *
 * @since 0.1
 */
public final class SubscribeOutcome {
  private final SubscriptionRequest request;
  private final @Nullable Subscription subscription;
  private final @Nullable PushException failure;

  SubscribeOutcome(
      SubscriptionRequest request,
      @Nullable Subscription subscription,
      @Nullable PushException failure) {
    this.request = request;
    this.subscription = subscription;
    this.failure = failure;
  }

  /** Returns what was asked for. */
  public SubscriptionRequest request() {
    return request;
  }

  /** Returns the subscription as {@link Subscriber#subscribe} returns it; empty if that failed. */
  public Optional<Subscription> subscription() {
    return Optional.ofNullable(subscription);
  }

  /** Returns what {@link Subscriber#subscribe} throws; empty if it did not fail. */
  public Optional<PushException> failure() {
    return Optional.ofNullable(failure);
  }
}
