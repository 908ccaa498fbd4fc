package org.pushj;

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

  PushException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
