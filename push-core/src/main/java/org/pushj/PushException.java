package org.pushj;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The base of the exceptions of push. Each carries its subject as data, and its message says what
 * was attempted and what can be done.
 *
 * @since 0.1
 */
public abstract sealed class PushException extends RuntimeException
    permits DiscoveryException,
        DocumentException,
        HubException,
        QueueFullException,
        StoreException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable SubscriptionId subscription;

  PushException(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  PushException(String message, @Nullable Throwable cause, @Nullable SubscriptionId subscription) {
    super(message, cause);
    this.subscription = subscription;
  }

  /**
   * Returns the stored subscription that it is about, so that an application can inspect or
   * {@linkplain org.pushj.subscriber.Subscriber#forget forget} it; empty if there is none.
   */
  public Optional<SubscriptionId> subscription() {
    return Optional.ofNullable(subscription);
  }
}
