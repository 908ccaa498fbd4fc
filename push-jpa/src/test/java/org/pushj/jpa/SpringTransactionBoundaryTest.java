package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.jpa.transactions.SpringTransactionBoundary;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores, inboxes and pings in Spring's transactions: Spring 7, and with the tag Spring 6.2. */
class SpringTransactionBoundaryTest {
  private static final ExecutorService EXECUTOR = Executors.newSingleThreadExecutor();

  @AfterAll
  static void end() {
    EXECUTOR.shutdown();
  }

  @Nested
  @Tag("persistence-3.1")
  class H2Hibernate extends OnTransactions implements CallerTransactionContract {
    H2Hibernate() {
      super(new SpringTransactions(TestDatabase.H2, TestProvider.HIBERNATE, EXECUTOR));
    }
  }

  @Nested
  class PostgreSqlEclipseLink extends OnTransactions implements CallerTransactionContract {
    PostgreSqlEclipseLink() {
      super(new SpringTransactions(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK, EXECUTOR));
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2HibernateDeliveries extends OnTransactions
      implements InboxUndoContract,
          InboxDeliveryContract,
          CallerInboxContract,
          PingTransactionContract {
    H2HibernateDeliveries() {
      super(new SpringTransactions(TestDatabase.H2, TestProvider.HIBERNATE, Runnable::run));
    }
  }

  /** Where Spring has more than the other transactions. */
  @Nested
  @Tag("persistence-3.1")
  class Propagation extends OnTransactions {
    private final List<String> ran = new ArrayList<>();

    Propagation() {
      super(new SpringTransactions(TestDatabase.H2, TestProvider.HIBERNATE, Runnable::run));
    }

    @Test
    void actions_followTheirOwnTransaction_whenItSuspendsAnother() {
      ran.clear();
      PlatformTransactionManager manager = ((SpringTransactions) transactions()).manager();
      TransactionTemplate inner = new TransactionTemplate(manager);
      inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

      transactions()
          .commit(
              () -> {
                boundary().afterCommit(() -> ran.add("outer"));
                inner.executeWithoutResult(
                    status -> boundary().afterCommit(() -> ran.add("inner")));
                inner.executeWithoutResult(
                    status -> {
                      boundary().afterCommit(() -> ran.add("rolled back"));
                      status.setRollbackOnly();
                    });
                assertThat(ran).containsExactly("inner");
                boundary().afterCommit(() -> ran.add("outer again"));
              });

      assertThat(ran).containsExactly("inner", "outer", "outer again");
    }

    @Test
    void work_isCommitted_whenItIsDoneInACallbackAfterACommit() {
      String note = UUID.randomUUID().toString();

      transactions()
          .commit(
              () ->
                  TransactionSynchronizationManager.registerSynchronization(
                      afterCommit(
                          () -> {
                            assertThat(boundary().isActive()).isFalse();
                            write(note);
                          })));

      assertThat(exists(note)).isTrue();
    }

    @Test
    void work_isCommitted_whenATransactionOnAnotherResourceIsRolledBack() {
      ran.clear();
      String note = UUID.randomUUID().toString();
      JdbcDataSource other = new JdbcDataSource();
      other.setURL("jdbc:h2:mem:other");

      new TransactionTemplate(new DataSourceTransactionManager(other))
          .executeWithoutResult(
              status -> {
                assertThat(boundary().isActive()).isFalse();
                write(note);
                boundary().afterCommit(() -> ran.add("at once"));
                assertThat(ran).containsExactly("at once");
                status.setRollbackOnly();
              });

      assertThat(exists(note)).isTrue();
    }

    @Test
    void call_returns_whenACallbackOfTheApplicationFailsAfterItsCommit() {
      String note = UUID.randomUUID().toString();

      String result =
          boundary()
              .call(
                  entities -> {
                    entities.persist(new Note(note));
                    TransactionSynchronizationManager.registerSynchronization(
                        afterCommit(
                            () -> {
                              throw new IllegalStateException("on purpose");
                            }));
                    return "returned";
                  });

      assertThat(result).isEqualTo("returned");
      assertThat(exists(note)).isTrue();
    }

    @Test
    void call_throwsAPersistenceException_whenTheCommitFails() {
      String note = UUID.randomUUID().toString();
      write(note);

      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> write(note))
          .withMessage("the transaction could not be committed");
    }

    private TransactionBoundary boundary() {
      return transactions().boundary();
    }

    private void write(String note) {
      boundary().run(entities -> entities.persist(new Note(note)));
    }

    private boolean exists(String note) {
      return boundary().read(entities -> entities.find(Note.class, note) != null);
    }

    private static TransactionSynchronization afterCommit(Runnable action) {
      return new TransactionSynchronization() {
        @Override
        public void afterCommit() {
          action.run();
        }
      };
    }
  }

  @Test
  void call_throwsAPersistenceException_whenThereIsNoDatabase() {
    SpringTransactions closed =
        new SpringTransactions(TestDatabase.H2, TestProvider.HIBERNATE, Runnable::run);
    closed.close();

    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> closed.boundary().run(entities -> {}))
        .withMessage("a transaction could not be begun");
  }

  @Test
  void constructor_refusesOtherTransactionManagers() {
    PlatformTransactionManager other = new DataSourceTransactionManager(new JdbcDataSource());

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new SpringTransactionBoundary(other, Runnable::run))
        .withMessageStartingWith("manager must be a JpaTransactionManager, was org.spring");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new SpringTransactionBoundary(new JpaTransactionManager(), Runnable::run))
        .withMessage("manager must have an EntityManagerFactory, had none");
  }
}
