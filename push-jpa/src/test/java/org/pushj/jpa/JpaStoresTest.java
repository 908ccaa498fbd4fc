package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts of the store, the inbox and the queue, on each database with each provider. */
class JpaStoresTest {

  @Nested
  @Tag("persistence-3.1")
  class H2Hibernate extends OnTwoNodes
      implements WorkClaimsContract, OrderedClaimsContract, PingPileContract {
    H2Hibernate() {
      super(TestDatabase.H2, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLink extends OnTwoNodes implements WorkClaimsContract, OrderedClaimsContract {
    H2EclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class PostgreSqlHibernate extends OnTwoNodes
      implements WorkClaimsContract, OrderedClaimsContract, PingPileContract {
    PostgreSqlHibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class PostgreSqlEclipseLink extends OnTwoNodes
      implements WorkClaimsContract, OrderedClaimsContract {
    PostgreSqlEclipseLink() {
      super(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernate extends OnTwoNodes
      implements WorkClaimsContract, OrderedClaimsContract, PingPileContract {
    MariaDbHibernate() {
      super(TestDatabase.MARIADB, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLink extends OnTwoNodes implements WorkClaimsContract, OrderedClaimsContract {
    MariaDbEclipseLink() {
      super(TestDatabase.MARIADB, TestProvider.ECLIPSELINK);
    }
  }

  /** As on a database that push does not know. */
  @Nested
  class OtherHibernate extends OnTwoNodes {
    OtherHibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE, Database.OTHER);
    }
  }

  /** As on a database that push does not know. */
  @Nested
  class OtherEclipseLink extends OnTwoNodes {
    OtherEclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK, Database.OTHER);
    }
  }
}
