package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Deliveries that are abandoned: each database, and each way to its connection. */
class AbandonedDeliveryTest {

  @Nested
  @Tag("persistence-3.1")
  class H2Hibernate extends AbandonedDeliveryContract {
    H2Hibernate() {
      super(TestDatabase.H2, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLink extends AbandonedDeliveryContract {
    H2EclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class PostgreSqlHibernate extends AbandonedDeliveryContract {
    PostgreSqlHibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class PostgreSqlEclipseLink extends AbandonedDeliveryContract {
    PostgreSqlEclipseLink() {
      super(TestDatabase.POSTGRESQL, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernate extends AbandonedDeliveryContract {
    MariaDbHibernate() {
      super(TestDatabase.MARIADB, TestProvider.HIBERNATE);
    }
  }
}
