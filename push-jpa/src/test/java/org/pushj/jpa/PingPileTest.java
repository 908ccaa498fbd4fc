package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Many pings for one topic, on each database. */
class PingPileTest {

  @Nested
  class H2 extends PingPileContract {
    H2() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class PostgreSql extends PingPileContract {
    PostgreSql() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDb extends PingPileContract {
    MariaDb() {
      super(TestDatabase.MARIADB);
    }
  }
}
