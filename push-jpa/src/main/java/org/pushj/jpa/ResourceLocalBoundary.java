package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.RollbackException;
import java.util.function.Function;
import java.util.function.Supplier;
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
    return together(() -> running().join(work));
  }

  /**
   * Runs a task whose units of work share one transaction. It begins with the first that changes
   * something, so that a task without one costs no connection; it ends with the task, and what the
   * task throws rolls it back. Within a transaction, all takes part in that.
   */
  <T> T together(Supplier<T> task) {
    if (isActive()) {
      return task.get();
    }
    CommitActions actions = new CommitActions();
    T result;
    try (Running running = new Running(factory, actions)) {
      current.set(running);
      result = running.runAndCommit(task);
    } finally {
      current.remove();
    }
    actions.run();
    return result;
  }

  /** Tells whether something waits for the end of the transaction that the thread is in. */
  boolean isUsed() {
    Running running = current.get();
    return running != null && (running.isBegun() || !running.actions.isEmpty());
  }

  @Override
  public <T> T read(Function<EntityManager, T> work) {
    Running joined = current.get();
    if (joined != null && joined.isBegun()) {
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

  private Running running() {
    Running running = current.get();
    if (running == null) {
      throw new IllegalStateException("the thread is in no transaction of this boundary");
    }
    return running;
  }

  /** The transaction of a thread; it begins with the first unit of work. */
  private static final class Running implements AutoCloseable {
    private final EntityManagerFactory factory;
    private final CommitActions actions;
    private @Nullable EntityManager entities;
    private @Nullable Throwable condemned;

    Running(EntityManagerFactory factory, CommitActions actions) {
      this.factory = factory;
      this.actions = actions;
    }

    boolean isBegun() {
      return entities != null;
    }

    <T> T join(Function<EntityManager, T> work) {
      try {
        return work.apply(begun());
      } catch (RuntimeException | Error e) {
        condemned = e;
        throw e;
      }
    }

    private EntityManager begun() {
      EntityManager begun = entities;
      if (begun == null) {
        begun = factory.createEntityManager();
        entities = begun;
        begun.getTransaction().begin();
      }
      return begun;
    }

    <T> T runAndCommit(Supplier<T> task) {
      try {
        T result = task.get();
        if (condemned != null) {
          throw new RollbackException(
              "the transaction is rolled back, since a unit of work within it failed", condemned);
        }
        if (entities != null) {
          entities.getTransaction().commit();
        }
        return result;
      } catch (RuntimeException | Error e) {
        rollBack(e);
        throw e;
      }
    }

    private void rollBack(Throwable cause) {
      try {
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
        if (entities != null) {
          entities.close();
        }
      } catch (RuntimeException e) {
        LOG.warn("An entity manager could not be closed after its transaction", e);
      }
    }
  }
}
