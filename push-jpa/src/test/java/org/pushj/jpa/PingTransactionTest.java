package org.pushj.jpa;

import com.arjuna.ats.jta.TransactionManager;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.pushj.jpa.transactions.TransactionBoundary;

/** Pings in transactions of the application, on each database. */
class PingTransactionTest {
  @Nested
  @Tag("persistence-3.1")
  class H2HibernateLocal extends OnTransactions implements PingTransactionContract {
    H2HibernateLocal() {
      super(new LocalTransactions(TestDatabase.H2, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class PostgreSqlEclipseLinkLocal extends OnTransactions implements PingTransactionContract {
    PostgreSqlEclipseLinkLocal() {
      super(new LocalTransactions(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernateLocal extends OnTransactions implements PingTransactionContract {
    MariaDbHibernateLocal() {
      super(new LocalTransactions(TestDatabase.MARIADB, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class PostgreSqlHibernateOwn extends OnTransactions implements PingTransactionContract {
    PostgreSqlHibernateOwn() {
      super(new OwnTransactions(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE));
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLinkOwn extends OnTransactions implements PingTransactionContract {
    H2EclipseLinkOwn() {
      super(new OwnTransactions(TestDatabase.H2, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLinkOwn extends OnTransactions implements PingTransactionContract {
    MariaDbEclipseLinkOwn() {
      super(new OwnTransactions(TestDatabase.MARIADB, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  class PostgreSqlHibernateJta extends OnTransactions implements PingTransactionContract {
    PostgreSqlHibernateJta() {
      super(managed(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class H2EclipseLinkJta extends OnTransactions implements PingTransactionContract {
    H2EclipseLinkJta() {
      super(managed(TestDatabase.H2, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLinkJta extends OnTransactions implements PingTransactionContract {
    MariaDbEclipseLinkJta() {
      super(managed(TestDatabase.MARIADB, TestProvider.ECLIPSELINK));
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
