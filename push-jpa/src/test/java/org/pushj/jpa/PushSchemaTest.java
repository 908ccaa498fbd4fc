package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.StoreException;
import org.pushj.jpa.transactions.TransactionBoundary;

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

  /** Flyway's are V, U, B or R, a number, two underscores and a description. */
  @ParameterizedTest
  @ValueSource(strings = {"h2", "mariadb", "postgresql"})
  void scripts_haveNamesThatNoFlywayOfAnApplicationTakes(String folder) throws Exception {
    Path path = Path.of(PushSchema.class.getResource("schema/" + folder).toURI());
    try (Stream<Path> scripts = Files.list(path)) {
      assertThat(scripts)
          .isNotEmpty()
          .allSatisfy(
              script ->
                  assertThat(script.getFileName().toString()).matches("push-\\d{3}-[a-z]+\\.sql"));
    }
  }

  @Test
  void create_saysWhichDatabasesItKnows() {
    try (HikariDataSource derby = derby()) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> PushSchema.create(derby))
          .withMessage("database must be H2, PostgreSQL or MariaDB, was Apache Derby");
    }
  }

  @Test
  void store_refusesAnotherDatabase_andNamesIt() {
    try (HikariDataSource derby = derby();
        EntityManagerFactory factory = TestProvider.ECLIPSELINK.open(derby)) {
      JpaUpdateInbox inbox = new JpaUpdateInbox(TransactionBoundary.resourceLocal(factory));
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> inbox.purgeDone(Instant.EPOCH, 1))
          .withMessage("database must be H2, PostgreSQL or MariaDB, was Apache Derby");
    }
  }

  @Test
  void store_refusesAnotherDatabase_throughTheEntityManagerOfAnApplication() {
    try (HikariDataSource derby = derby();
        EntityManagerFactory factory = TestProvider.ECLIPSELINK.openApplication(derby)) {
      JpaUpdateInbox inbox = new JpaUpdateInbox(TransactionBoundary.resourceLocal(factory));
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> inbox.purgeDone(Instant.EPOCH, 1))
          .withMessageStartingWith(
              "database must be H2, PostgreSQL or MariaDB, was a database without"
                  + " information_schema");
    }
  }

  private static HikariDataSource derby() {
    System.setProperty("derby.stream.error.file", "target/derby.log");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:derby:memory:push;create=true");
    return new HikariDataSource(config);
  }
}
