package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract of inboxes, on each database with each provider. */
class JpaUpdateInboxTest {

  @Nested
  @Tag("persistence-3.1")
  class H2Hibernate extends JpaInboxContract {
    H2Hibernate() {
      super(TestDatabase.H2, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLink extends JpaInboxContract {
    H2EclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class PostgreSqlHibernate extends JpaInboxContract {
    PostgreSqlHibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class PostgreSqlEclipseLink extends JpaInboxContract {
    PostgreSqlEclipseLink() {
      super(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernate extends JpaInboxContract {
    MariaDbHibernate() {
      super(TestDatabase.MARIADB, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLink extends JpaInboxContract {
    MariaDbEclipseLink() {
      super(TestDatabase.MARIADB, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class PostgreSqlHibernateJta extends JtaInboxContract {
    PostgreSqlHibernateJta() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class H2EclipseLinkJta extends JtaInboxContract {
    H2EclipseLinkJta() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2HibernateApplication extends JpaInboxContract {
    H2HibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.H2, TestProvider.HIBERNATE));
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLinkApplication extends JpaInboxContract {
    H2EclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.H2, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  class PostgreSqlHibernateApplication extends JpaInboxContract {
    PostgreSqlHibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class PostgreSqlEclipseLinkApplication extends JpaInboxContract {
    PostgreSqlEclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernateApplication extends JpaInboxContract {
    MariaDbHibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.MARIADB, TestProvider.HIBERNATE));
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLinkApplication extends JpaInboxContract {
    MariaDbEclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.MARIADB, TestProvider.ECLIPSELINK));
    }
  }
}
