package org.pushj.jpa;

import com.arjuna.ats.jta.TransactionManager;
import com.arjuna.ats.jta.UserTransaction;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.pushj.jpa.transactions.TransactionBoundary;

/**
 * Stores in transactions of the application: resource-local ones, through the boundary or past it,
 * and those of JTA.
 */
class CallerTransactionTest {
  private static final ExecutorService EXECUTOR = Executors.newSingleThreadExecutor();

  @AfterAll
  static void end() {
    EXECUTOR.shutdown();
  }

  @Nested
  class HibernateLocal extends OnTransactions implements CallerTransactionContract {
    HibernateLocal() {
      super(new LocalTransactions(TestDatabase.H2, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class EclipseLinkLocal extends OnTransactions implements CallerTransactionContract {
    EclipseLinkLocal() {
      super(new LocalTransactions(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  class HibernateOwn extends OnTransactions implements CallerTransactionContract {
    HibernateOwn() {
      super(new OwnTransactions(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class EclipseLinkOwn extends OnTransactions implements CallerTransactionContract {
    EclipseLinkOwn() {
      super(new OwnTransactions(TestDatabase.H2, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  class HibernateJta extends OnTransactions implements CallerTransactionContract {
    HibernateJta() {
      super(managed(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class EclipseLinkJta extends OnTransactions implements CallerTransactionContract {
    EclipseLinkJta() {
      super(managed(TestDatabase.H2, TestProvider.ECLIPSELINK));
    }
  }

  /** With what a Jakarta EE server gives to applications. */
  @Nested
  class ServerJta extends OnTransactions implements CallerTransactionContract {
    ServerJta() {
      super(
          new JtaTransactions(
              TestDatabase.H2,
              TestProvider.HIBERNATE,
              (factory, registry) ->
                  TransactionBoundary.jta(
                      factory, UserTransaction.userTransaction(), registry, EXECUTOR)));
    }
  }

  private static CallerTransactions managed(TestDatabase database, TestProvider provider) {
    return new JtaTransactions(
        database,
        provider,
        (factory, registry) ->
            TransactionBoundary.jta(factory, TransactionManager.transactionManager(), registry));
  }
}
