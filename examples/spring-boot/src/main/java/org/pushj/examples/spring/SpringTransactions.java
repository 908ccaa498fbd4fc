package org.pushj.examples.spring;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.pushj.jpa.TransactionBoundary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transactions of Spring's {@code JpaTransactionManager}, whoever begins them: a method that is
 * {@code @Transactional}, or push itself. Thread-safe.
 */
final class SpringTransactions implements TransactionBoundary {
  private static final Logger LOG = LoggerFactory.getLogger(SpringTransactions.class);

  private final EntityManagerFactory factory;
  private final TransactionTemplate transactions;
  private final Executor executor;

  /**
   * Makes the boundary.
   *
   * @param executor runs what waits for a commit: the thread that commits cannot begin another
   *     transaction yet
   */
  SpringTransactions(
      EntityManagerFactory factory, PlatformTransactionManager manager, Executor executor) {
    this.factory = factory;
    this.transactions = new TransactionTemplate(manager);
    this.executor = executor;
  }

  // START SNIPPET: boundary
  @Override
  public <T> T call(Function<EntityManager, T> work) {
    return Objects.requireNonNull(transactions.execute(status -> work.apply(current())));
  }

  @Override
  public <T> T read(Function<EntityManager, T> work) {
    if (isActive()) {
      return work.apply(current());
    }
    try (EntityManager entities = factory.createEntityManager()) {
      return work.apply(entities);
    }
  }

  @Override
  public boolean isActive() {
    return TransactionSynchronizationManager.isActualTransactionActive();
  }

  @Override
  public void afterCommit(Runnable action) {
    if (!isActive()) {
      action.run();
    } else if (TransactionSynchronizationManager.getResource(this) instanceof AfterCommit waiting) {
      waiting.actions.add(action);
    } else {
      AfterCommit waiting = new AfterCommit();
      waiting.actions.add(action);
      waiting.resume();
      TransactionSynchronizationManager.registerSynchronization(waiting);
    }
  }

  private EntityManager current() {
    return Objects.requireNonNull(EntityManagerFactoryUtils.getTransactionalEntityManager(factory));
  }

  // END SNIPPET: boundary

  /** What waits for the commit of one transaction. */
  private final class AfterCommit implements TransactionSynchronization {
    private final List<Runnable> actions = new ArrayList<>();

    @Override
    public void suspend() {
      TransactionSynchronizationManager.unbindResource(SpringTransactions.this);
    }

    @Override
    public void resume() {
      TransactionSynchronizationManager.bindResource(SpringTransactions.this, this);
    }

    @Override
    public void afterCompletion(int status) {
      suspend();
      if (status == STATUS_COMMITTED) {
        executor.execute(() -> actions.forEach(AfterCommit::runLogged));
      }
    }

    private static void runLogged(Runnable action) {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.error("An action after a commit failed", e);
      }
    }
  }
}
