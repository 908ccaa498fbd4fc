package org.pushj.jpa;

import com.arjuna.ats.jta.TransactionManager;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Pings in transactions of the application, on each database. */
class PingTransactionTest {
  @Nested
  @Tag("persistence-3.1")
  class H2HibernateLocal extends PingTransactionContract {
    @Override
    CallerTransactions open() {
      return new LocalTransactions(TestDatabase.H2, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class PostgreSqlEclipseLinkLocal extends PingTransactionContract {
    @Override
    CallerTransactions open() {
      return new LocalTransactions(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernateLocal extends PingTransactionContract {
    @Override
    CallerTransactions open() {
      return new LocalTransactions(TestDatabase.MARIADB, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class PostgreSqlHibernateOwn extends PingTransactionContract {
    @Override
    CallerTransactions open() {
      return new OwnTransactions(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLinkOwn extends PingTransactionContract {
    @Override
    CallerTransactions open() {
      return new OwnTransactions(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLinkOwn extends PingTransactionContract {
    @Override
    CallerTransactions open() {
      return new OwnTransactions(TestDatabase.MARIADB, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class PostgreSqlHibernateJta extends PingTransactionContract {
    @Override
    CallerTransactions open() {
      return managed(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class H2EclipseLinkJta extends PingTransactionContract {
    @Override
    CallerTransactions open() {
      return managed(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLinkJta extends PingTransactionContract {
    @Override
    CallerTransactions open() {
      return managed(TestDatabase.MARIADB, TestProvider.ECLIPSELINK);
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
