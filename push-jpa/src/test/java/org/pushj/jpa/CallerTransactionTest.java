package org.pushj.jpa;

import com.arjuna.ats.jta.TransactionManager;
import com.arjuna.ats.jta.UserTransaction;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/**
 * Stores in transactions of the application: resource-local ones, through the boundary or past it,
 * and those of JTA.
 */
class CallerTransactionTest {

  @Nested
  class HibernateLocal extends CallerTransactionContract {
    @Override
    CallerTransactions open() {
      return new LocalTransactions(TestDatabase.H2, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class EclipseLinkLocal extends CallerTransactionContract {
    @Override
    CallerTransactions open() {
      return new LocalTransactions(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class HibernateOwn extends CallerTransactionContract {
    @Override
    CallerTransactions open() {
      return new OwnTransactions(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class EclipseLinkOwn extends CallerTransactionContract {
    @Override
    CallerTransactions open() {
      return new OwnTransactions(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class HibernateJta extends CallerTransactionContract {
    @Override
    CallerTransactions open() {
      return managed(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class EclipseLinkJta extends CallerTransactionContract {
    @Override
    CallerTransactions open() {
      return managed(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  /** With what a Jakarta EE server gives to applications. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class ServerJta extends CallerTransactionContract {
    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    @Override
    CallerTransactions open() {
      return new JtaTransactions(
          TestDatabase.H2,
          TestProvider.HIBERNATE,
          (factory, registry) ->
              TransactionBoundary.jta(
                  factory, UserTransaction.userTransaction(), registry, executor));
    }

    @AfterAll
    void end() {
      executor.shutdown();
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
