package org.pushj.jpa.transactions;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The boundary of the transactions of a store. A store runs each of its methods through it: in the
 * current transaction of the thread, or else in a new one. Safe for use by several threads.
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
 * <p>{@link SpringTransactionBoundary} is for Spring's transactions. Implement this interface for
 * those of other frameworks.
 *
 * @since 0.1
 */
public interface TransactionBoundary {

  /**
   * Runs a unit of work in the current transaction of the thread, or else in a new one, which is
   * committed when the unit returns and rolled back when it throws. If a unit throws within an
   * existing transaction, that transaction is marked for rollback.
   *
   * @param work receives the entity manager of the transaction, which it must neither close nor
   *     keep
   * @return the result of the unit
   * @throws jakarta.persistence.PersistenceException if the transaction could not be begun or
   *     committed. Exceptions of the unit propagate unchanged
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
   * Runs a unit that only reads: in the current transaction of the thread, or else without one.
   *
   * @param work receives an entity manager, which it must neither close nor keep
   * @return the result of the unit
   */
  <T> T read(Function<EntityManager, T> work);

  /** Tells whether the thread is in a transaction that units of work join. */
  boolean isActive();

  /**
   * Runs an action after the commit of the current transaction of the thread, and never after a
   * rollback. The action runs outside that transaction, and its exceptions are logged; the actions
   * of one transaction run one after the other. Without a transaction the action runs at once, and
   * its exceptions propagate.
   */
  void afterCommit(Runnable action);

  /**
   * Runs work in a transaction that the caller has begun on its own entity manager, outside this
   * boundary. Stores that are called on this thread join it.
   *
   * <pre>{@code
   * entities.getTransaction().begin();
   * entities.persist(new Post(text));
   * Runnable rest = boundary.within(entities, () -> publisher.publishLater(feed));
   * entities.getTransaction().commit();
   * rest.run();
   * }</pre>
   *
   * <p>This boundary does not observe that commit, so the caller runs the returned action after it.
   * Skipping it only delays the work: background work finds pings within a second, and requests to
   * hubs within minutes.
   *
   * <p>Boundaries that know the transaction of a thread, such as those of JTA, simply run the work
   * and return an action that does nothing.
   *
   * @param entities has begun the transaction, on the database of this boundary
   * @param work the work; its exceptions propagate. A unit of work that throws in it marks the
   *     transaction for rollback
   * @return the action to run after the commit, on any thread, and never after a rollback
   * @throws IllegalStateException if there is no transaction
   * @throws jakarta.persistence.RollbackException if a unit of work has failed, and {@code work}
   *     swallowed the exception
   */
  default Runnable within(EntityManager entities, Runnable work) {
    if (!isActive()) {
      throw new IllegalStateException("the thread must be in a transaction, was in none");
    }
    work.run();
    return () -> {};
  }

  /**
   * Returns the boundary of resource-local transactions, as in Java SE and plain servlet
   * containers. A thread is in a transaction while it runs a unit of work through this boundary, so
   * the application's own work must run through it too, or through {@link #within}. Actions after a
   * commit run on the committing thread.
   *
   * <p>If the data source takes part in JTA transactions, units of work throw {@link
   * IllegalStateException} while the thread is in one, and {@link #read} reads in it.
   *
   * @param factory makes the entity managers. Its persistence unit is {@code RESOURCE_LOCAL}; it
   *     need not mention push
   */
  static TransactionBoundary resourceLocal(EntityManagerFactory factory) {
    return new ResourceLocalBoundary(factory);
  }

  /**
   * Returns the boundary of JTA transactions, whether begun by push or by the application. Actions
   * after a commit run on the committing thread, with the completed transaction suspended.
   *
   * @param factory makes the entity managers. Its persistence unit is {@code JTA}; it need not
   *     mention push
   * @param manager begins a transaction if there is none; its JNDI name depends on the server
   * @param registry gives access to the transaction of a thread; {@code
   *     java:comp/TransactionSynchronizationRegistry} in a server
   */
  static TransactionBoundary jta(
      EntityManagerFactory factory,
      TransactionManager manager,
      TransactionSynchronizationRegistry registry) {
    return JtaBoundary.managed(factory, manager, registry);
  }

  /**
   * Returns the boundary of JTA transactions, from the objects that every Jakarta EE server
   * provides.
   *
   * @param factory makes the entity managers. Its persistence unit is {@code JTA}; it need not
   *     mention push
   * @param transactions begins a transaction if there is none; {@code java:comp/UserTransaction}
   * @param registry gives access to the transaction of a thread; {@code
   *     java:comp/TransactionSynchronizationRegistry}
   * @param executor runs actions after a commit on other threads, as a managed executor service
   *     does, since the committing thread cannot begin another transaction yet
   */
  static TransactionBoundary jta(
      EntityManagerFactory factory,
      UserTransaction transactions,
      TransactionSynchronizationRegistry registry,
      Executor executor) {
    return new JtaBoundary(factory, transactions, registry, executor);
  }
}
