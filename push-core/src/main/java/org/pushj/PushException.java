package org.pushj;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in push. Each kind carries its subject as data, and says in its message what was
 * tried and what can be done.
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
   * Returns the subscription that it is about, which is in the store; empty if there is none. So an
   * application can look at it, or {@linkplain org.pushj.subscriber.Subscriber#forget forget} it.
   */
  public Optional<SubscriptionId> subscription() {
    return Optional.ofNullable(subscription);
  }
}
