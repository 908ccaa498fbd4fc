package org.pushj;

import org.jspecify.annotations.Nullable;

/**
 * A store failed, for example because its database is unavailable. Nothing was changed, unless the
 * message says that this is unknown. A retry may succeed.
 *
 * @since 0.1
 */
public final class StoreException extends PushException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with what was attempted and why it failed. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
