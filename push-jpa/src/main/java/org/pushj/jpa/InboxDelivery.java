package org.pushj.jpa;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pushj.spi.UpdateInbox.Delivery;

/**
 * Runs the call of a listener and the completion of its update in one transaction: what the
 * listener writes there is committed with the completion, or not at all.
 *
 * <p>The completion comes last. If the row were locked while the listener works, no node could put
 * back an update whose listener hangs.
 */
final class InboxDelivery {
  private final TransactionBoundary boundary;
  private final StoreTransactions transactions;

  InboxDelivery(TransactionBoundary boundary, StoreTransactions transactions) {
    this.boundary = boundary;
    this.transactions = transactions;
  }

  /**
   * Delivers an update.
   *
   * @param what what is done, for the message of an exception
   * @param completion completes the update, in the transaction that the thread is in; false if it
   *     loses
   * @return false if the completion lost, and all was rolled back
   * @throws Exception what the delivery threw
   */
  boolean run(String what, Delivery delivery, BooleanSupplier completion) throws Exception {
    try {
      if (boundary instanceof ResourceLocalBoundary local && !local.isActive()) {
        return transactions.commit(
                what, () -> local.together(() -> isDone(local, delivery, completion)))
            || completion.getAsBoolean();
      }
      return transactions.commit(
          what, () -> boundary.call(entities -> isDone(delivery, completion)));
    } catch (RolledBack e) {
      return e.rethrow();
    }
  }

  /**
   * Delivers, and completes if the listener has changed something through the boundary. If not,
   * there is nothing that the completion belongs to.
   */
  private static boolean isDone(
      ResourceLocalBoundary local, Delivery delivery, BooleanSupplier completion) {
    call(delivery);
    return local.isUsed() && isWon(completion);
  }

  private static boolean isDone(Delivery delivery, BooleanSupplier completion) {
    call(delivery);
    return isWon(completion);
  }

  private static void call(Delivery delivery) {
    try {
      delivery.run();
    } catch (Throwable e) {
      throw new RolledBack(e);
    }
  }

  /** Never false: a completion that loses is rolled back. */
  private static boolean isWon(BooleanSupplier completion) {
    if (!completion.getAsBoolean()) {
      throw new RolledBack(null);
    }
    return true;
  }

  /** Rolls a delivery back: its listener threw, or another node has claimed the update since. */
  static final class RolledBack extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param thrown what the listener threw; null if the completion lost
     */
    RolledBack(@Nullable Throwable thrown) {
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
}
