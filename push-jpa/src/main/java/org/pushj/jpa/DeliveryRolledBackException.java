package org.pushj.jpa;

import org.jspecify.annotations.Nullable;

/** Rolls a delivery back: its listener threw, or another node has claimed the update since. */
final class DeliveryRolledBackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param thrown what the listener threw; null if the completion lost
   */
  DeliveryRolledBackException(@Nullable Throwable thrown) {
    super(null, thrown, true, false);
  }

  /**
   * Throws what the listener threw, as it is, with other failures as suppressed ones.
   *
   * @return false if the completion lost
   */
  boolean rethrow() throws Exception {
    Throwable thrown = getCause();
    if (thrown == null) {
      return false;
    }
    for (Throwable other : getSuppressed()) {
      thrown.addSuppressed(other);
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }
}
