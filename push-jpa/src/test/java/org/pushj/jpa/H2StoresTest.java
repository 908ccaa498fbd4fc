package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts of the store, the inbox and the queue, on H2 with each provider. */
class H2StoresTest {

  @Nested
  @Tag("persistence-3.1")
  class Hibernate extends OnTwoNodes
      implements WorkClaimsContract,
          OrderedClaimsContract,
          InboxCleaningContract,
          PingPileContract,
          UnreadableRowsContract,
          UnreadableUpdatesContract,
          UnreadablePingsContract,
          ClockContract {
    Hibernate() {
      super(TestDatabase.H2, TestProvider.HIBERNATE);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class EclipseLink extends OnTwoNodes
      implements WorkClaimsContract, OrderedClaimsContract, ClockContract {
    EclipseLink() {
      super(TestDatabase.H2, TestProvider.ECLIPSELINK);
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class HibernateApplication extends OnTwoNodes {
    HibernateApplication() {
      super(TwoNodes.ofApplication(TestDatabase.H2, TestProvider.HIBERNATE));
    }
  }

  @Nested
  @Tag("persistence-3.1")
  class EclipseLinkApplication extends OnTwoNodes {
    EclipseLinkApplication() {
      super(TwoNodes.ofApplication(TestDatabase.H2, TestProvider.ECLIPSELINK));
    }
  }
}
