package org.pushj.jpa;

import com.arjuna.ats.jta.TransactionManager;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.pushj.jpa.transactions.TransactionBoundary;

/** Deliveries in transactions: resource-local ones, and those of JTA. */
class InboxDeliveryTest {

  @Nested
  class H2HibernateLocal extends OnTransactions
      implements InboxUndoContract, InboxDeliveryContract {
    H2HibernateLocal() {
      super(new LocalTransactions(TestDatabase.H2, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class PostgreSqlEclipseLinkLocal extends OnTransactions
      implements InboxUndoContract, InboxDeliveryContract {
    PostgreSqlEclipseLinkLocal() {
      super(new LocalTransactions(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernateLocal extends OnTransactions
      implements InboxUndoContract, InboxDeliveryContract {
    MariaDbHibernateLocal() {
      super(new LocalTransactions(TestDatabase.MARIADB, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class PostgreSqlHibernateJta extends OnTransactions
      implements InboxUndoContract, InboxDeliveryContract, CallerInboxContract {
    PostgreSqlHibernateJta() {
      super(managed(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class H2EclipseLinkJta extends OnTransactions
      implements InboxUndoContract, InboxDeliveryContract, CallerInboxContract {
    H2EclipseLinkJta() {
      super(managed(TestDatabase.H2, TestProvider.ECLIPSELINK));
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
