package org.pushj.jpa.transactions;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.RollbackException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.pushj.jpa.sql.UndecidedException;

/**
 * Transactions of JTA. Each unit of work has an entity manager of its own, which joins the
 * transaction; the database sees one connection.
 */
final class JtaBoundary implements TransactionBoundary {
  private final EntityManagerFactory factory;
  private final UserTransaction transactions;
  private final TransactionSynchronizationRegistry registry;
  private final Executor executor;

  /**
   * Makes the boundary.
   *
   * @param executor runs what waits for a commit; the transaction is complete then, but may still
   *     be bound to the thread
   */
  JtaBoundary(
      EntityManagerFactory factory,
      UserTransaction transactions,
      TransactionSynchronizationRegistry registry,
      Executor executor) {
    this.factory = factory;
    this.transactions = transactions;
    this.registry = registry;
    this.executor = executor;
  }

  /**
   * Makes the boundary of what a transaction manager begins. It is made here, since the class that
   * made it could not be loaded without the API of JTA.
   */
  static JtaBoundary managed(
      EntityManagerFactory factory,
      TransactionManager manager,
      TransactionSynchronizationRegistry registry) {
    ManagedTransactions transactions = new ManagedTransactions(manager);
    return new JtaBoundary(factory, transactions, registry, transactions);
  }

  @Override
  public <T> T call(Function<EntityManager, T> work) {
    if (isActive()) {
      return join(work);
    }
    begin();
    T result;
    try {
      result = join(work);
    } catch (RuntimeException | Error e) {
      rollBack(e);
      throw e;
    }
    commit();
    return result;
  }

  @Override
  public <T> T read(Function<EntityManager, T> work) {
    return isActive() ? join(work) : withEntityManager(work);
  }

  @Override
  public boolean isActive() {
    int status = registry.getTransactionStatus();
    return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
  }

  @Override
  public void afterCommit(Runnable action) {
    if (isActive()) {
      actions().add(action);
    } else {
      action.run();
    }
  }

  /** Returns what waits for the commit of the transaction of this thread. */
  private CommitActions actions() {
    if (registry.getResource(this) instanceof CommitActions waiting) {
      return waiting;
    }
    CommitActions actions = new CommitActions();
    registry.registerInterposedSynchronization(new AfterCommit(actions));
    registry.putResource(this, actions);
    return actions;
  }

  private <T> T join(Function<EntityManager, T> work) {
    try {
      return withEntityManager(
          entities -> {
            entities.joinTransaction();
            return work.apply(entities);
          });
    } catch (RuntimeException | Error e) {
      markForRollback(e);
      throw e;
    }
  }

  private void markForRollback(Throwable cause) {
    try {
      registry.setRollbackOnly();
    } catch (IllegalStateException alreadyEnded) {
      cause.addSuppressed(alreadyEnded);
    }
  }

  private <T> T withEntityManager(Function<EntityManager, T> work) {
    try (EntityManager entities = factory.createEntityManager()) {
      return work.apply(entities);
    }
  }

  private void begin() {
    try {
      transactions.begin();
    } catch (NotSupportedException | SystemException e) {
      throw new PersistenceException("a transaction could not be begun", e);
    }
  }

  private void commit() {
    try {
      transactions.commit();
    } catch (jakarta.transaction.RollbackException | HeuristicRollbackException e) {
      throw new RollbackException("the transaction was rolled back instead of committed", e);
    } catch (HeuristicMixedException | SystemException | RuntimeException e) {
      // Whatever a transaction manager throws besides: it has not said that nothing was changed.
      throw new UndecidedException(e);
    }
  }

  private void rollBack(Throwable cause) {
    try {
      transactions.rollback();
    } catch (SystemException | RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** Sees the end of a transaction. */
  private final class AfterCommit implements Synchronization {
    private final CommitActions actions;

    AfterCommit(CommitActions actions) {
      this.actions = actions;
    }

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        actions.runBy(executor);
      }
    }
  }
}
