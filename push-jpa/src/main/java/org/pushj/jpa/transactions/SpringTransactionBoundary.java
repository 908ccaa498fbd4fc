package org.pushj.jpa.transactions;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The boundary of transactions of Spring's {@code JpaTransactionManager}, whether begun by a
 * {@code @Transactional} method or by push. Needs spring-orm 6.2 or newer, as Spring Boot 3.5 and
 * 4.0 have it. Safe for use by several threads.
 *
 * <pre>{@code
 * TransactionBoundary boundary = new SpringTransactionBoundary(transactionManager, taskExecutor);
 * Subscriber.builder()
 *     .store(new JpaSubscriptionStore(boundary))
 *     .inbox(new JpaUpdateInbox(boundary))
 *     ...
 * }</pre>
 *
 * <p>Writes of a listener through the application's entity manager are committed together with the
 * completion of its update. If Spring uses JTA, use {@link TransactionBoundary#jta} instead.
 *
 * @since 0.1
 */
public final class SpringTransactionBoundary implements TransactionBoundary {
  private static final Logger LOG =
      LoggerFactory.getLogger(TransactionBoundary.class.getPackageName());

  /**
   * Asked for where no transaction is active. One that is complete may still be bound to the thread
   * then, as in a callback after a commit; this sets it aside.
   */
  private static final TransactionDefinition NEW =
      new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

  private final PlatformTransactionManager manager;
  private final EntityManagerFactory factory;
  private final Executor executor;

  /**
   * Makes the boundary.
   *
   * @param manager a {@code JpaTransactionManager}, which is what Spring Boot sets up with Spring
   *     Data JPA; its persistence unit need not mention push
   * @param executor runs actions after a commit on other threads, as Spring Boot's {@code
   *     applicationTaskExecutor} does, since the committing thread still holds its connection
   * @throws IllegalArgumentException if it is another transaction manager, or one without an entity
   *     manager factory
   */
  public SpringTransactionBoundary(PlatformTransactionManager manager, Executor executor) {
    this.manager = manager;
    this.factory = factoryOf(manager);
    this.executor = executor;
  }

  private static EntityManagerFactory factoryOf(PlatformTransactionManager manager) {
    if (!(manager instanceof JpaTransactionManager jpa)) {
      throw new IllegalArgumentException(
          "manager must be a JpaTransactionManager, was " + manager.getClass().getName());
    }
    EntityManagerFactory factory = jpa.getEntityManagerFactory();
    if (factory == null) {
      throw new IllegalArgumentException("manager must have an EntityManagerFactory, had none");
    }
    return factory;
  }

  @Override
  public <T> T call(Function<EntityManager, T> work) {
    EntityManager active = active();
    if (active != null) {
      return join(active, work);
    }
    TransactionStatus status = begin();
    AfterCommit completion;
    T result;
    try {
      completion = waiting();
      result = work.apply(Objects.requireNonNull(active()));
    } catch (RuntimeException | Error e) {
      rollBack(status, e);
      throw e;
    }
    commit(status, completion);
    return result;
  }

  @Override
  public <T> T read(Function<EntityManager, T> work) {
    EntityManager active = active();
    if (active != null) {
      return join(active, work);
    }
    try (EntityManager entities = factory.createEntityManager()) {
      return work.apply(entities);
    }
  }

  @Override
  public boolean isActive() {
    return active() != null;
  }

  @Override
  public void afterCommit(Runnable action) {
    if (isActive()) {
      waiting().actions.add(action);
    } else {
      action.run();
    }
  }

  /**
   * Returns the entity manager of the transaction that the thread is in; null if there is none.
   * Spring's own flag would also tell of transactions on other resources, and of complete ones.
   */
  private @Nullable EntityManager active() {
    if (TransactionSynchronizationManager.getResource(factory) instanceof EntityManagerHolder holder
        && holder.getEntityManager().getTransaction().isActive()) {
      return holder.getEntityManager();
    }
    return null;
  }

  /** Returns what waits for the commit of the transaction of this thread. */
  private AfterCommit waiting() {
    for (TransactionSynchronization each :
        TransactionSynchronizationManager.getSynchronizations()) {
      if (each instanceof AfterCommit waiting && waiting.boundary() == this) {
        return waiting;
      }
    }
    AfterCommit waiting = new AfterCommit();
    TransactionSynchronizationManager.registerSynchronization(waiting);
    return waiting;
  }

  private static <T> T join(EntityManager active, Function<EntityManager, T> work) {
    try {
      return work.apply(active);
    } catch (RuntimeException | Error e) {
      if (active.getTransaction().isActive()) {
        active.getTransaction().setRollbackOnly();
      }
      throw e;
    }
  }

  private TransactionStatus begin() {
    try {
      return manager.getTransaction(NEW);
    } catch (TransactionException e) {
      throw new PersistenceException("a transaction could not be begun", e);
    }
  }

  private void commit(TransactionStatus status, AfterCommit completion) {
    try {
      manager.commit(status);
    } catch (RuntimeException e) {
      if (!completion.isCommitted) {
        throw new PersistenceException("the transaction could not be committed", e);
      }
      LOG.error("An action after a commit failed; the commit itself succeeded", e);
    }
  }

  private void rollBack(TransactionStatus status, Throwable cause) {
    try {
      manager.rollback(status);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** Sees the end of a transaction. Spring calls it on the thread of the transaction only. */
  private final class AfterCommit implements TransactionSynchronization {
    private final CommitActions actions = new CommitActions();
    private boolean isCommitted;

    SpringTransactionBoundary boundary() {
      return SpringTransactionBoundary.this;
    }

    @Override
    public void afterCompletion(int status) {
      isCommitted = status == STATUS_COMMITTED;
      if (isCommitted && !actions.isEmpty()) {
        actions.runBy(executor);
      }
    }
  }
}
