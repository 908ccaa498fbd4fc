package org.pushj.jpa;

import org.junit.jupiter.api.Nested;

/** Subscribers whose inbox is in a database, and listeners that write there. */
class SubscriberInboxTest {

  @Nested
  class H2Hibernate extends SubscriberInboxContract {
    H2Hibernate() {
      super(TestDatabase.H2, TestProvider.HIBERNATE);
    }
  }

  @Nested
  class H2EclipseLink extends SubscriberInboxContract {
    H2EclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  class PostgreSqlHibernate extends SubscriberInboxContract {
    PostgreSqlHibernate() {
      super(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE);
    }
  }
}
