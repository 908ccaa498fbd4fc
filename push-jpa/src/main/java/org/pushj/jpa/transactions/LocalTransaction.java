package org.pushj.jpa.transactions;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.RollbackException;
import java.sql.Connection;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.jpa.connections.HeldConnection;
import org.pushj.jpa.connections.JtaCheck;
import org.pushj.jpa.connections.ProviderConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction of one entity manager, with what waits for its commit. Either it is begun here,
 * with the first unit of work, and ended here; or its owner has begun it, and will end it.
 */
final class LocalTransaction implements AutoCloseable {
  private static final Logger LOG =
      LoggerFactory.getLogger(TransactionBoundary.class.getPackageName());

  private final EntityManagerFactory factory;
  private final boolean isOwn;
  private final Runnable beforeBegin;
  private final @Nullable HeldConnection held;
  private final CommitActions actions = new CommitActions();
  private @Nullable EntityManager entities;
  private @Nullable Throwable failure;

  private LocalTransaction(
      EntityManagerFactory factory,
      @Nullable EntityManager begun,
      Runnable beforeBegin,
      @Nullable HeldConnection held) {
    this.factory = factory;
    this.entities = begun;
    this.isOwn = begun == null;
    this.beforeBegin = beforeBegin;
    this.held = held;
  }

  /**
   * Makes one that is begun and ended here.
   *
   * @param beforeBegin throws if none can begin on this thread
   * @param held is shown the connection, so that another thread can end the transaction; null if
   *     none does
   */
  static LocalTransaction own(
      EntityManagerFactory factory, Runnable beforeBegin, @Nullable HeldConnection held) {
    return new LocalTransaction(factory, null, beforeBegin, held);
  }

  /** Makes one that its owner has begun on an entity manager, and will end. */
  static LocalTransaction of(EntityManagerFactory factory, EntityManager begun) {
    return new LocalTransaction(factory, begun, () -> {}, null);
  }

  CommitActions actions() {
    return actions;
  }

  boolean isBegun() {
    return entities != null;
  }

  /** Tells whether something waits for its end. */
  boolean isUsed() {
    return isBegun() || !actions.isEmpty();
  }

  <T> T join(Function<EntityManager, T> work) {
    try {
      return work.apply(begun());
    } catch (RuntimeException | Error e) {
      markForRollback(e);
      throw e;
    }
  }

  /**
   * Runs a task, and throws if a unit of work within failed, even if the task swallowed the
   * exception.
   */
  <T> T run(Supplier<T> task) {
    T result = task.get();
    if (failure != null) {
      throw new RollbackException(
          "the transaction is rolled back, since a unit of work within it failed", failure);
    }
    return result;
  }

  <T> T runAndCommit(Supplier<T> task) {
    try {
      T result = run(task);
      if (entities != null) {
        if (held != null && !held.release()) {
          throw new RollbackException("the delivery was given up, since its time was over");
        }
        entities.getTransaction().commit();
      }
      return result;
    } catch (RuntimeException | Error e) {
      rollBack(e);
      throw e;
    }
  }

  private EntityManager begun() {
    EntityManager begun = entities;
    if (begun == null) {
      beforeBegin.run();
      begun = factory.createEntityManager();
      entities = begun;
      begun.getTransaction().begin();
      Connection connection = ProviderConnection.of(begun);
      if (connection != null) {
        JtaCheck.checkBegun(connection);
      }
      if (held != null) {
        held.hold(connection);
      }
    }
    return begun;
  }

  private void markForRollback(Throwable cause) {
    failure = cause;
    if (!isOwn && entities != null && entities.getTransaction().isActive()) {
      entities.getTransaction().setRollbackOnly();
    }
  }

  private void rollBack(Throwable cause) {
    try {
      if (held != null) {
        held.release();
      }
      if (entities != null && entities.getTransaction().isActive()) {
        entities.getTransaction().rollback();
      }
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** Never fails: the transaction has ended, and what waits for it must go on. */
  @Override
  public void close() {
    try {
      if (isOwn && entities != null) {
        entities.close();
      }
    } catch (RuntimeException e) {
      LOG.warn("Could not close an entity manager after its transaction", e);
    }
  }
}
