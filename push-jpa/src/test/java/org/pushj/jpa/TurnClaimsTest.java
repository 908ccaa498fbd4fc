package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Claims in order, on each database with each provider. */
class TurnClaimsTest {

  @Nested
  class H2Hibernate extends TurnClaimsContract {
    H2Hibernate() {
      super(TestDatabase.H2, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class H2EclipseLink extends TurnClaimsContract {
    H2EclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class PostgreSqlHibernate extends TurnClaimsContract {
    PostgreSqlHibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class PostgreSqlEclipseLink extends TurnClaimsContract {
    PostgreSqlEclipseLink() {
      super(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernate extends TurnClaimsContract {
    MariaDbHibernate() {
      super(TestDatabase.MARIADB, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbEclipseLink extends TurnClaimsContract {
    MariaDbEclipseLink() {
      super(TestDatabase.MARIADB, TestProvider.ECLIPSELINK);
    }
  }
}
