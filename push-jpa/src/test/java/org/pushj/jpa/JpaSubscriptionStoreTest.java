package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract of stores, on each database with each provider. */
class JpaSubscriptionStoreTest {

  @Nested
  @Tag("persistence-3.1")
  class H2Hibernate extends JpaStoreContract {
    H2Hibernate() {
      super(TestDatabase.H2, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLink extends JpaStoreContract {
    H2EclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class PostgreSqlHibernate extends JpaStoreContract {
    PostgreSqlHibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class PostgreSqlEclipseLink extends JpaStoreContract {
    PostgreSqlEclipseLink() {
      super(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernate extends JpaStoreContract {
    MariaDbHibernate() {
      super(TestDatabase.MARIADB, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLink extends JpaStoreContract {
    MariaDbEclipseLink() {
      super(TestDatabase.MARIADB, TestProvider.ECLIPSELINK);
    }
  }

  /** As on a database that push does not know. */
  @Nested
  class OtherHibernate extends JpaStoreContract {
    OtherHibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE, Database.OTHER);
    }
  }

  /** As on a database that push does not know. */
  @Nested
  class OtherEclipseLink extends JpaStoreContract {
    OtherEclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK, Database.OTHER);
    }
  }
}
