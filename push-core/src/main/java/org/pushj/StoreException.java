package org.pushj;

import org.jspecify.annotations.Nullable;

/**
 * A store could not answer: a database is away, say. Nothing was changed, unless the message says
 * that this is unknown. It may work again later.
 *
 * @since 0.1
 */
public final class StoreException extends PushException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with what was tried, and why it failed. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
