package org.pushj.scheduling;

import java.util.function.Supplier;
import org.pushj.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds at the start that a store must be set up first, so that not every piece of work fails. */
public final class StartCheck {
  private static final Logger LOG = LoggerFactory.getLogger("org.pushj.scheduling");

  private StartCheck() {}

  /**
   * Reads something. If the store is only unavailable, nothing is thrown: the work tries again, and
   * logs that.
   *
   * @throws StoreException if the failure is permanent
   */
  public static void read(Supplier<?> something) {
    try {
      Object unused = something.get();
    } catch (RuntimeException e) {
      if (e instanceof StoreException failure && failure.isPermanent()) {
        throw failure;
      }
      LOG.debug("The store does not answer at the start; the work tries again", e);
    }
  }
}
