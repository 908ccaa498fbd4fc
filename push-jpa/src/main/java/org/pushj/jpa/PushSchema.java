package org.pushj.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.pushj.StoreException;
import org.pushj.jpa.connections.JtaCheck;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.SchemaLock;
import org.pushj.jpa.sql.SocketTimeouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the tables of push with the scripts in {@code org/pushj/jpa/schema/}, which has a folder
 * for each database. The scripts are numbered, and Flyway does not mistake them for migrations of
 * the application. Flyway or Liquibase can run them instead: use one or the other. Never called
 * automatically.
 *
 * <p>The tables are created and expected in the current schema of the connections. A default schema
 * of the persistence unit has no effect on them.
 *
 * @since 0.1
 */
public final class PushSchema {
  private static final Logger LOG = LoggerFactory.getLogger(PushSchema.class.getPackageName());
  private static final String FOLDER = "schema/";

  /** All scripts; the place in the list is the version less one. */
  private static final List<String> SCRIPTS =
      List.of("push-001-subscriptions.sql", "push-002-inbox.sql", "push-003-pings.sql");

  private PushSchema() {}

  /**
   * Runs the scripts that have not run on this database yet, and records them in the table {@code
   * push_schema}. Does nothing if all have run. Several nodes may call this concurrently: one runs
   * the scripts, the others wait. On H2 this applies to the threads of one process; with an H2
   * server, start one process first.
   *
   * @param dataSource may create tables
   * @throws StoreException if the database is not H2, MariaDB or PostgreSQL, or a script failed
   * @throws IllegalStateException if the data source takes part in a JTA transaction of this thread
   */
  public static void create(DataSource dataSource) {
    create(dataSource, SCRIPTS.size());
  }

  /** Runs the scripts up to a given one. */
  static void create(DataSource dataSource, int last) {
    try (Connection connection = dataSource.getConnection()) {
      new JtaCheck().check(connection);
      Database database = databaseOf(connection);
      SocketTimeouts.check(connection);
      try (SchemaLock lock = SchemaLock.of(database, connection)) {
        update(connection, database, last);
        lock.done();
      }
    } catch (SQLException | IOException e) {
      throw new StoreException("the tables of push could not be created: " + e.getMessage(), e);
    }
  }

  private static Database databaseOf(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    if (product.equals("MySQL")) {
      throw new StoreException(
          "there are no scripts for MySQL, only for H2, PostgreSQL and MariaDB", null);
    }
    return Database.of(product);
  }

  private static void update(Connection connection, Database database, int last)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS push_schema"
              + " (version INTEGER NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)");
      for (int version = newest(statement) + 1; version <= last; version++) {
        String script = SCRIPTS.get(version - 1);
        for (String sql : statements(database, script)) {
          statement.execute(sql);
        }
        note(connection, version);
        LOG.info("Updated the schema of push to version {}", version);
      }
    }
  }

  private static int newest(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT MAX(version) FROM push_schema")) {
      return result.next() ? result.getInt(1) : 0;
    }
  }

  private static void note(Connection connection, int version) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO push_schema (version, applied_at) VALUES (?, ?)")) {
      insert.setInt(1, version);
      insert.setLong(2, Instant.now().toEpochMilli());
      insert.executeUpdate();
    }
  }

  /** Reads a script; none of ours has a semicolon within a statement. */
  private static List<String> statements(Database database, String script) throws IOException {
    String path = FOLDER + database.name().toLowerCase(Locale.ROOT) + "/" + script;
    try (InputStream in = PushSchema.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar of push-jpa: " + path);
      }
      String text = new String(in.readAllBytes(), UTF_8).replaceAll("(?m)--.*$", "");
      return Arrays.stream(text.split(";"))
          .map(String::strip)
          .filter(sql -> !sql.isEmpty())
          .toList();
    }
  }
}
