package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Claims of two nodes, on each database with each provider. */
class WorkClaimsTest {

  @Nested
  class H2Hibernate extends WorkClaimsContract {
    H2Hibernate() {
      super(TestDatabase.H2, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class H2EclipseLink extends WorkClaimsContract {
    H2EclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class PostgreSqlHibernate extends WorkClaimsContract {
    PostgreSqlHibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class PostgreSqlEclipseLink extends WorkClaimsContract {
    PostgreSqlEclipseLink() {
      super(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernate extends WorkClaimsContract {
    MariaDbHibernate() {
      super(TestDatabase.MARIADB, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLink extends WorkClaimsContract {
    MariaDbEclipseLink() {
      super(TestDatabase.MARIADB, TestProvider.ECLIPSELINK);
    }
  }
}
