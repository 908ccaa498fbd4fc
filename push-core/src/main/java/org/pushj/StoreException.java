package org.pushj;

import org.jspecify.annotations.Nullable;

/**
 * A store failed, for example because its database is unavailable. Nothing was changed, unless the
 * message says that this is unknown. A retry may succeed, unless the failure is {@linkplain
 * #isPermanent permanent}.
 *
 * @since 0.1
 */
public final class StoreException extends PushException {
  private static final long serialVersionUID = 1L;

  private final boolean permanent;

  /** Makes the exception with what was attempted and why it failed. */
  public StoreException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private StoreException(String message, @Nullable Throwable cause, boolean permanent) {
    super(message, cause);
    this.permanent = permanent;
  }

  /** Makes the exception for a store that must be set up first; the message says how. */
  public static StoreException permanent(String message, @Nullable Throwable cause) {
    return new StoreException(message, cause, true);
  }

  /**
   * Tells whether a retry fails too until the store is set up in another way: its tables are
   * missing, say.
   */
  public boolean isPermanent() {
    return permanent;
  }
}
