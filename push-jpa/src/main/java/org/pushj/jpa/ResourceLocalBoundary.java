package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.RollbackException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions that an entity manager begins, bound to the thread that runs the unit of work. */
final class ResourceLocalBoundary implements TransactionBoundary {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionBoundary.class);

  private final EntityManagerFactory factory;

  // Not static: each boundary has transactions of its own.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Running> current = new ThreadLocal<>();

  private volatile @Nullable DirectStatements direct;

  ResourceLocalBoundary(EntityManagerFactory factory) {
    this.factory = factory;
  }

  @Override
  public <T> T call(Function<EntityManager, T> work) {
    Running joined = current.get();
    if (joined != null) {
      return joined.join(work);
    }
    CommitActions actions = new CommitActions();
    T result;
    try (Running begun = new Running(factory.createEntityManager(), actions)) {
      current.set(begun);
      result = begun.runAndCommit(work);
    } finally {
      current.remove();
    }
    actions.run();
    return result;
  }

  @Override
  public <T> T read(Function<EntityManager, T> work) {
    Running joined = current.get();
    if (joined != null) {
      return joined.join(work);
    }
    try (EntityManager entities = factory.createEntityManager()) {
      return work.apply(entities);
    }
  }

  /** Returns how to run statements outside all transactions. Found out late: it may connect. */
  DirectStatements direct() {
    DirectStatements known = direct;
    if (known == null) {
      known = DirectStatements.of(factory);
      direct = known;
    }
    return known;
  }

  @Override
  public boolean isActive() {
    return current.get() != null;
  }

  @Override
  public void afterCommit(Runnable action) {
    Running joined = current.get();
    if (joined == null) {
      action.run();
    } else {
      joined.actions.add(action);
    }
  }

  /** The transaction of a thread. */
  private static final class Running implements AutoCloseable {
    private final EntityManager entities;
    private final CommitActions actions;
    private @Nullable Throwable condemned;

    Running(EntityManager entities, CommitActions actions) {
      this.entities = entities;
      this.actions = actions;
    }

    <T> T join(Function<EntityManager, T> work) {
      try {
        return work.apply(entities);
      } catch (RuntimeException | Error e) {
        condemned = e;
        throw e;
      }
    }

    <T> T runAndCommit(Function<EntityManager, T> work) {
      EntityTransaction transaction = entities.getTransaction();
      transaction.begin();
      try {
        T result = work.apply(entities);
        if (condemned != null) {
          throw new RollbackException(
              "the transaction is rolled back, since a unit of work within it failed", condemned);
        }
        transaction.commit();
        return result;
      } catch (RuntimeException | Error e) {
        rollBack(transaction, e);
        throw e;
      }
    }

    private static void rollBack(EntityTransaction transaction, Throwable cause) {
      try {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      } catch (RuntimeException e) {
        cause.addSuppressed(e);
      }
    }

    /** Never fails: the transaction has ended, and what waits for it must go on. */
    @Override
    public void close() {
      try {
        entities.close();
      } catch (RuntimeException e) {
        LOG.warn("An entity manager could not be closed after its transaction", e);
      }
    }
  }
}
