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

  /** As on a database that push does not know. */
  @Nested
  class OtherHibernate extends JpaInboxContract {
    OtherHibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE, Database.OTHER);
    }
  }

  /** As on a database that push does not know. */
  @Nested
  class OtherEclipseLink extends JpaInboxContract {
    OtherEclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK, Database.OTHER);
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
}
