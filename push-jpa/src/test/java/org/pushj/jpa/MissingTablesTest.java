package org.pushj.jpa;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** What is said on each database where its tables are missing. */
class MissingTablesTest {

  @Nested
  class H2 extends MissingTablesContract {
    H2() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class PostgreSql extends MissingTablesContract {
    PostgreSql() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDb extends MissingTablesContract {
    MariaDb() {
      super(TestDatabase.MARIADB);
    }
  }
}
