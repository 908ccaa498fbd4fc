package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where the transactions of a store begin and end. A store runs each of its methods through here:
 * in the transaction that the thread is in, or else in one of its own. Safe for use by several
 * threads.
 *
 * <pre>{@code
 * TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
 * SubscriptionStore store = new JpaSubscriptionStore(boundary);
 *
 * boundary.run(entities -> {
 *   entities.persist(new Feed(url));
 *   subscriber.subscribe(url);   // the hub is asked after the commit
 * });
 * }</pre>
 *
 * <p>Whoever has other transactions, as those of a framework, implements this interface.
 *
 * @since 0.1
 */
public interface TransactionBoundary {

  /**
   * Runs a unit of work in the transaction that the thread is in; or else in a new one, which is
   * committed when the unit returns, and rolled back when it throws. A unit that throws within a
   * transaction that was begun outside condemns that to be rolled back.
   *
   * @param work gets the entity manager of the transaction, which it must neither close nor keep
   * @return what the unit returned
   * @throws jakarta.persistence.PersistenceException if the transaction could not be begun or
   *     committed. What the unit throws is thrown on as it is
   */
  <T> T call(Function<EntityManager, T> work);

  /** Runs a unit of work as {@link #call} does, without a result. */
  default void run(Consumer<EntityManager> work) {
    call(
        entities -> {
          work.accept(entities);
          return true;
        });
  }

  /**
   * Runs a unit that only reads: in the transaction that the thread is in, or else without one.
   *
   * @param work gets an entity manager, which it must neither close nor keep
   * @return what the unit returned
   */
  <T> T read(Function<EntityManager, T> work);

  /** Tells whether the thread is in a transaction that units of work join. */
  boolean isActive();

  /**
   * Runs an action after the commit of the transaction that the thread is in; never if it is rolled
   * back. The action runs outside that transaction, on the thread that commits, and what it throws
   * is logged. Without a transaction it runs at once, and what it throws is thrown on.
   */
  void afterCommit(Runnable action);

  /**
   * Returns the boundary of transactions that an entity manager itself begins, as in Java SE and
   * servlet containers. A thread is in a transaction while it runs a unit through this boundary, or
   * another that was made for the same purpose is not seen.
   *
   * @param factory makes the entity managers; its persistence unit is {@code RESOURCE_LOCAL}, and
   *     names the mapping file {@code META-INF/push-orm.xml}
   */
  static TransactionBoundary resourceLocal(EntityManagerFactory factory) {
    return new ResourceLocalBoundary(factory);
  }
}
