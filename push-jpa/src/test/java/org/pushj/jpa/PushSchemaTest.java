package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.StoreException;

/** The schema on each database, and on one that push does not know: Derby. */
class PushSchemaTest {

  @Nested
  class H2 extends PushSchemaContract {
    H2() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class PostgreSql extends PushSchemaContract {
    PostgreSql() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDb extends PushSchemaContract {
    MariaDb() {
      super(TestDatabase.MARIADB);
    }
  }

  @Test
  void create_saysWhichDatabasesItKnows() {
    try (HikariDataSource derby = derby()) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> PushSchema.create(derby))
          .withMessageContaining("Apache Derby")
          .withMessageContaining("postgresql");
    }
  }

  @Test
  void databaseThatIsNotKnown_isTakenForAnyOther() {
    try (HikariDataSource derby = derby();
        EntityManagerFactory factory = TestProvider.ECLIPSELINK.open(derby)) {
      Database database = TransactionBoundary.resourceLocal(factory).read(Database::of);
      assertThat(database).isEqualTo(Database.OTHER);
    }
  }

  private static HikariDataSource derby() {
    System.setProperty("derby.stream.error.file", "target/derby.log");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:derby:memory:push;create=true");
    return new HikariDataSource(config);
  }
}
