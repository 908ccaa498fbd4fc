package org.pushj.jpa;

import org.junit.jupiter.api.Nested;

/** The contracts of the store, the inbox and the queue, on PostgreSQL with each provider. */
class PostgreSqlStoresTest {

  @Nested
  class Hibernate extends OnTwoNodes
      implements WorkClaimsContract,
          OrderedClaimsContract,
          InboxCleaningContract,
          PingPileContract,
          UnreadableRowsContract,
          UnreadableUpdatesContract,
          UnreadablePingsContract,
          ClockContract {
    Hibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class EclipseLink extends OnTwoNodes
      implements WorkClaimsContract, OrderedClaimsContract, ClockContract {
    EclipseLink() {
      super(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class HibernateApplication extends OnTwoNodes {
    HibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class EclipseLinkApplication extends OnTwoNodes {
    EclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK));
    }
  }
}
