package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Deliveries that are abandoned: each database, and each way to its connection. */
class AbandonedDeliveryTest {

  @Nested
  @Tag("persistence-3.1")
  class H2Hibernate extends AbandonedDeliveryContract {
    H2Hibernate() {
      super(SmallPool.hikari(TestDatabase.H2), TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class H2EclipseLink extends AbandonedDeliveryContract {
    H2EclipseLink() {
      super(SmallPool.hikari(TestDatabase.H2), TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class PostgreSqlHibernate extends AbandonedDeliveryContract {
    PostgreSqlHibernate() {
      super(SmallPool.hikari(TestDatabase.POSTGRESQL), TestProvider.HIBERNATE);
    }
  }

  @Nested
  class PostgreSqlEclipseLink extends AbandonedDeliveryContract {
    PostgreSqlEclipseLink() {
      super(SmallPool.hikari(TestDatabase.POSTGRESQL), TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDbHibernate extends AbandonedDeliveryContract {
    MariaDbHibernate() {
      super(SmallPool.hikari(TestDatabase.MARIADB), TestProvider.HIBERNATE);
    }
  }

  @Nested
  class H2Pool extends AbandonedDeliveryContract {
    H2Pool() {
      super(SmallPool.h2(), TestProvider.HIBERNATE);
    }
  }

  @Nested
  class H2Agroal extends AbandonedDeliveryContract {
    H2Agroal() {
      super(SmallPool.agroal(TestDatabase.H2), TestProvider.HIBERNATE);
    }
  }

  @Nested
  class PostgreSqlAgroal extends AbandonedDeliveryContract {
    PostgreSqlAgroal() {
      super(SmallPool.agroal(TestDatabase.POSTGRESQL), TestProvider.HIBERNATE);
    }
  }
}
