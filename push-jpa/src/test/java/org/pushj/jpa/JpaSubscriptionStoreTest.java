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

  @Nested
  @Tag("persistence-3.1")
  class H2HibernateApplication extends JpaStoreContract {
    H2HibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.H2, TestProvider.HIBERNATE));
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLinkApplication extends JpaStoreContract {
    H2EclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.H2, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  class PostgreSqlHibernateApplication extends JpaStoreContract {
    PostgreSqlHibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class PostgreSqlEclipseLinkApplication extends JpaStoreContract {
    PostgreSqlEclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernateApplication extends JpaStoreContract {
    MariaDbHibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.MARIADB, TestProvider.HIBERNATE));
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLinkApplication extends JpaStoreContract {
    MariaDbEclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.MARIADB, TestProvider.ECLIPSELINK));
    }
  }
}
