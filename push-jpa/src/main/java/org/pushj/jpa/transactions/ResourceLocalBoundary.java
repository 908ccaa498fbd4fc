package org.pushj.jpa.transactions;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.jpa.connections.DirectConnections;
import org.pushj.jpa.connections.HeldConnection;
import org.pushj.jpa.connections.JtaCheck;
import org.pushj.jpa.connections.LocalConnections;

/** Transactions that an entity manager begins, bound to the thread that runs the unit of work. */
final class ResourceLocalBoundary implements TransactionBoundary, LocalConnections {
  private final EntityManagerFactory factory;
  private final JtaCheck jta = new JtaCheck();

  // Not static: each boundary has transactions of its own.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable LocalTransaction> current = new ThreadLocal<>();

  private volatile @Nullable DirectConnections direct;

  ResourceLocalBoundary(EntityManagerFactory factory) {
    this.factory = factory;
  }

  @Override
  public <T> T call(Function<EntityManager, T> work) {
    return together(null, () -> running().join(work));
  }

  @Override
  public <T> T together(@Nullable HeldConnection held, Supplier<T> task) {
    if (isActive()) {
      return task.get();
    }
    LocalTransaction transaction = LocalTransaction.own(factory, () -> direct().check(jta), held);
    T result;
    try (transaction) {
      current.set(transaction);
      result = transaction.runAndCommit(task);
    } finally {
      current.remove();
    }
    transaction.actions().run();
    return result;
  }

  @Override
  public Runnable within(EntityManager entities, Runnable work) {
    if (!entities.getTransaction().isActive()) {
      throw new IllegalStateException("entities must be in a transaction, was in none");
    }
    LocalTransaction transaction = LocalTransaction.of(factory, entities);
    LocalTransaction outer = current.get();
    current.set(transaction);
    try {
      transaction.run(
          () -> {
            work.run();
            return true;
          });
    } finally {
      restore(outer);
    }
    return transaction.actions()::run;
  }

  private void restore(@Nullable LocalTransaction outer) {
    if (outer == null) {
      current.remove();
    } else {
      current.set(outer);
    }
  }

  @Override
  public boolean isUsed() {
    LocalTransaction running = current.get();
    return running != null && running.isUsed();
  }

  @Override
  public <T> T read(Function<EntityManager, T> work) {
    LocalTransaction joined = current.get();
    if (joined != null && joined.isBegun()) {
      return joined.join(work);
    }
    try (EntityManager entities = factory.createEntityManager()) {
      return work.apply(entities);
    }
  }

  @Override
  public DirectConnections direct() {
    DirectConnections known = direct;
    if (known == null) {
      known = DirectConnections.of(factory);
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
    LocalTransaction joined = current.get();
    if (joined == null) {
      action.run();
    } else {
      joined.actions().add(action);
    }
  }

  private LocalTransaction running() {
    LocalTransaction running = current.get();
    if (running == null) {
      throw new IllegalStateException("the thread is in no transaction of this boundary");
    }
    return running;
  }
}
