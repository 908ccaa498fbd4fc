package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts of the store, the inbox and the queue, on each database with each provider. */
class JpaStoresTest {

  @Nested
  @Tag("persistence-3.1")
  class H2Hibernate extends OnTwoNodes
      implements WorkClaimsContract,
          OrderedClaimsContract,
          InboxCleaningContract,
          PingPileContract,
          UnreadableRowsContract,
          ClockContract {
    H2Hibernate() {
      super(TestDatabase.H2, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLink extends OnTwoNodes
      implements WorkClaimsContract, OrderedClaimsContract, ClockContract {
    H2EclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class PostgreSqlHibernate extends OnTwoNodes
      implements WorkClaimsContract,
          OrderedClaimsContract,
          InboxCleaningContract,
          PingPileContract,
          UnreadableRowsContract,
          ClockContract {
    PostgreSqlHibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class PostgreSqlEclipseLink extends OnTwoNodes
      implements WorkClaimsContract, OrderedClaimsContract, ClockContract {
    PostgreSqlEclipseLink() {
      super(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernate extends OnTwoNodes
      implements WorkClaimsContract,
          OrderedClaimsContract,
          InboxCleaningContract,
          PingPileContract,
          UnreadableRowsContract,
          ClockContract {
    MariaDbHibernate() {
      super(TestDatabase.MARIADB, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLink extends OnTwoNodes
      implements WorkClaimsContract, OrderedClaimsContract, ClockContract {
    MariaDbEclipseLink() {
      super(TestDatabase.MARIADB, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2HibernateApplication extends OnTwoNodes {
    H2HibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.H2, TestProvider.HIBERNATE));
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLinkApplication extends OnTwoNodes {
    H2EclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.H2, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  class PostgreSqlHibernateApplication extends OnTwoNodes {
    PostgreSqlHibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class PostgreSqlEclipseLinkApplication extends OnTwoNodes {
    PostgreSqlEclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernateApplication extends OnTwoNodes {
    MariaDbHibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.MARIADB, TestProvider.HIBERNATE));
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLinkApplication extends OnTwoNodes {
    MariaDbEclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.MARIADB, TestProvider.ECLIPSELINK));
    }
  }
}
