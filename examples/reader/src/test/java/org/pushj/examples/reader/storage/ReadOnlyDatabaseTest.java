package org.pushj.examples.reader.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL that is read-only for a while, as while it fails over. */
class ReadOnlyDatabaseTest {
  private static final int SESSIONS = 4;

  private final DatabaseSettings.Server database = Postgres.newDatabase();
  private final Connection operator = operator();

  @Test
  void sessions_areReplaced_onceTheDatabaseIsWritableAgain() throws SQLException {
    run("CREATE TABLE row_of_test (number INTEGER)");
    alter("SET default_transaction_read_only = on");
    try (HikariDataSource pool = DatabasePool.open(database)) {
      openSeveral(pool);
      assertThatThrownBy(() -> insert(pool)).hasMessageContaining("read-only transaction");
      alter("RESET default_transaction_read_only");

      int failures = 0;
      for (int i = 0; i < 2 * SESSIONS; i++) {
        failures += fails(pool) ? 1 : 0;
      }
      assertThat(failures).as("one for each session that is still read-only").isLessThan(SESSIONS);
      insert(pool);
    }
  }

  @AfterEach
  void close() throws SQLException {
    operator.close();
  }

  /** Begins a session that stays writable. */
  private Connection operator() {
    try {
      return DriverManager.getConnection(database.jdbcUrl(), database.user(), null);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void alter(String change) throws SQLException {
    run("ALTER DATABASE " + operator.getCatalog() + " " + change);
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = operator.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Begins sessions that are idle in the pool later. */
  private static void openSeveral(HikariDataSource pool) throws SQLException {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      all.add(pool.getConnection());
    }
    for (Connection each : all) {
      each.close();
    }
  }

  private static boolean fails(HikariDataSource pool) {
    try {
      insert(pool);
      return false;
    } catch (SQLException readOnly) {
      return true;
    }
  }

  private static void insert(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO row_of_test VALUES (1)");
    }
  }
}
