package org.pushj.jpa.inbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;
import org.pushj.UpdateId;
import org.pushj.jpa.connections.HeldConnection;
import org.pushj.jpa.connections.LocalConnections;
import org.pushj.jpa.store.StoreTransactions;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox.Delivery;

/**
 * Runs the call of a listener and the completion of its update in one transaction: what the
 * listener writes there is committed with the completion, or not at all.
 *
 * <p>The completion comes last. If the row were locked while the listener works, no node could put
 * back an update whose listener hangs.
 */
public final class InboxDelivery {
  private final TransactionBoundary boundary;
  private final Map<Claim, HeldConnection> running = new ConcurrentHashMap<>();

  /**
   * Makes it.
   *
   * @param boundary the boundary of its transactions
   */
  public InboxDelivery(TransactionBoundary boundary) {
    this.boundary = boundary;
  }

  /**
   * Delivers an update.
   *
   * @param claimed the update
   * @param completion completes the update, in the transaction that the thread is in; false if it
   *     loses
   * @return false if the completion lost, and all was rolled back
   * @throws Exception what the delivery threw
   */
  public boolean run(InboxEntry claimed, Delivery delivery, BooleanSupplier completion)
      throws Exception {
    String what = "delivering update " + claimed.id();
    Claim claim = Claim.of(claimed);
    HeldConnection held = new HeldConnection();
    try {
      if (boundary instanceof LocalConnections local && !boundary.isActive()) {
        running.put(claim, held);
        return commit(what, () -> local.together(held, () -> isDone(local, delivery, completion)))
            || completion.getAsBoolean();
      }
      return commit(what, () -> boundary.call(entities -> isDone(delivery, completion)));
    } catch (RolledBack e) {
      return e.rethrow();
    } finally {
      running.remove(claim, held);
    }
  }

  private static <T> T commit(String what, Supplier<T> transaction) {
    try {
      return transaction.get();
    } catch (StoreException | RolledBack e) {
      throw e;
    } catch (RuntimeException e) {
      throw StoreTransactions.failedToCommit(what, e);
    }
  }

  /** Ends the transaction of a delivery that still runs, if it is resource-local. */
  public void abandon(InboxEntry claimed) {
    HeldConnection held = running.get(Claim.of(claimed));
    if (held != null) {
      held.abandon();
    }
  }

  /**
   * Delivers, and completes if the listener has changed something through the boundary. If not,
   * there is nothing that the completion belongs to.
   */
  private static boolean isDone(
      LocalConnections local, Delivery delivery, BooleanSupplier completion) {
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

  /** What a claimed update is known by. */
  private record Claim(UpdateId id, long version) {
    static Claim of(InboxEntry claimed) {
      return new Claim(claimed.id(), claimed.version());
    }
  }

  /** Rolls a delivery back: its listener threw, or another node has claimed the update since. */
  private static final class RolledBack extends RuntimeException {
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
