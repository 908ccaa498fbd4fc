package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts of the store, the inbox and the queue, on MariaDB with each provider. */
@Tag("heavy")
class MariaDbStoresTest {

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
      super(TestDatabase.MARIADB, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class EclipseLink extends OnTwoNodes
      implements WorkClaimsContract, OrderedClaimsContract, ClockContract {
    EclipseLink() {
      super(TestDatabase.MARIADB, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class HibernateApplication extends OnTwoNodes {
    HibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.MARIADB, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class EclipseLinkApplication extends OnTwoNodes {
    EclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.MARIADB, TestProvider.ECLIPSELINK));
    }
  }
}
