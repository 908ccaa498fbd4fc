package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.Executor;
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
 * <p>{@link SpringTransactionBoundary} is for Spring's transactions. Implement this interface for
 * those of other frameworks.
 *
 * @since 0.1
 */
public interface TransactionBoundary {

  /**
   * Runs a unit of work in the transaction that the thread is in; or else in a new one, which is
   * committed when the unit returns, and rolled back when it throws. If a unit throws within a
   * transaction that was begun outside, that transaction is marked for rollback.
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
   * back. The action runs outside that transaction, and what it throws is logged; the actions of
   * one transaction run one after the other. Without a transaction the action runs at once, and
   * what it throws is thrown on.
   */
  void afterCommit(Runnable action);

  /**
   * Runs some work in a transaction that the caller has begun on an entity manager of its own, past
   * this boundary. What stores do meanwhile on this thread takes part in it.
   *
   * <pre>{@code
   * entities.getTransaction().begin();
   * entities.persist(new Post(text));
   * Runnable rest = boundary.within(entities, () -> publisher.publishLater(feed));
   * entities.getTransaction().commit();
   * rest.run();
   * }</pre>
   *
   * <p>This boundary does not see that commit, so the caller runs what waits for it. Skipping it
   * only delays the work: it is found with the next due work, which for pings is within a second,
   * and for requests to hubs may take minutes.
   *
   * <p>Boundaries that know the transaction of a thread, as those of JTA, simply run the work, and
   * then need no more.
   *
   * @param entities has begun the transaction, on the database of this boundary
   * @param work what is done; what it throws is thrown on. A unit of work that throws in it marks
   *     the transaction for rollback
   * @return what waits for the commit: to be run after it, by any thread, and never after a
   *     rollback
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
   * Returns the boundary of transactions that an entity manager itself begins, as in Java SE and
   * plain servlet containers. A thread is in a transaction while it runs a unit of work through
   * this very boundary: the application's own work goes through it too, or is handed over by {@link
   * #within}. What waits for a commit runs on the thread that commits.
   *
   * @param factory makes the entity managers. Its persistence unit is {@code RESOURCE_LOCAL}; it
   *     needs to know nothing of push
   */
  static TransactionBoundary resourceLocal(EntityManagerFactory factory) {
    return new ResourceLocalBoundary(factory);
  }

  /**
   * Returns the boundary of JTA transactions, whoever begins them. What waits for a commit runs on
   * the thread that commits, with the complete transaction set aside.
   *
   * @param factory makes the entity managers. Its persistence unit is {@code JTA}; it needs to know
   *     nothing of push
   * @param manager begins a transaction where there is none; servers have it under names of their
   *     own
   * @param registry tells of the transaction of a thread; {@code
   *     java:comp/TransactionSynchronizationRegistry} in a server
   */
  static TransactionBoundary jta(
      EntityManagerFactory factory,
      TransactionManager manager,
      TransactionSynchronizationRegistry registry) {
    return JtaBoundary.managed(factory, manager, registry);
  }

  /**
   * Returns the boundary of JTA transactions, made from what every Jakarta EE server gives to
   * applications.
   *
   * @param factory makes the entity managers. Its persistence unit is {@code JTA}; it needs to know
   *     nothing of push
   * @param transactions begins a transaction where there is none; {@code java:comp/UserTransaction}
   * @param registry tells of the transaction of a thread; {@code
   *     java:comp/TransactionSynchronizationRegistry}
   * @param executor runs what waits for a commit, on threads of its own, as a managed executor
   *     service does: the thread that commits cannot begin another transaction yet
   */
  static TransactionBoundary jta(
      EntityManagerFactory factory,
      UserTransaction transactions,
      TransactionSynchronizationRegistry registry,
      Executor executor) {
    return new JtaBoundary(factory, transactions, registry, executor);
  }
}
