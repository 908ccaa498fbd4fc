package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract of queues of pings, on each database with each provider. */
class JpaPingQueueTest {

  @Nested
  @Tag("persistence-3.1")
  class H2Hibernate extends JpaPingContract {
    H2Hibernate() {
      super(TestDatabase.H2, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLink extends JpaPingContract {
    H2EclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class PostgreSqlHibernate extends JpaPingContract {
    PostgreSqlHibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class PostgreSqlEclipseLink extends JpaPingContract {
    PostgreSqlEclipseLink() {
      super(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernate extends JpaPingContract {
    MariaDbHibernate() {
      super(TestDatabase.MARIADB, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLink extends JpaPingContract {
    MariaDbEclipseLink() {
      super(TestDatabase.MARIADB, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2HibernateApplication extends JpaPingContract {
    H2HibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.H2, TestProvider.HIBERNATE));
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLinkApplication extends JpaPingContract {
    H2EclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.H2, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  class PostgreSqlHibernateApplication extends JpaPingContract {
    PostgreSqlHibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE));
    }
  }

  @Nested
  class PostgreSqlEclipseLinkApplication extends JpaPingContract {
    PostgreSqlEclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK));
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernateApplication extends JpaPingContract {
    MariaDbHibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.MARIADB, TestProvider.HIBERNATE));
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLinkApplication extends JpaPingContract {
    MariaDbEclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.MARIADB, TestProvider.ECLIPSELINK));
    }
  }
}
