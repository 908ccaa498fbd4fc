package org.pushj.examples.reader.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server that starts on first use, and stops with the JVM. */
public final class Postgres {
  static final String USER = "postgres";

  private static @Nullable EmbeddedPostgres running;
  private static int databases;

  private Postgres() {}

  /** Creates an empty database. */
  public static synchronized DatabaseSettings.Server newDatabase() {
    try {
      EmbeddedPostgres server = running;
      if (server == null) {
        server = EmbeddedPostgres.start();
        running = server;
      }
      String name = "reader" + ++databases;
      execute(
          "jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
          "CREATE DATABASE " + name);
      String url = "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
      return new DatabaseSettings.Server(url, USER, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the environment of a reader in a separate process that uses the database. */
  public static Map<String, String> environment(DatabaseSettings.Server database) {
    return Map.of(
        DatabaseSettings.URL,
        database.jdbcUrl(),
        DatabaseSettings.USER,
        USER,
        DatabaseSettings.PASSWORD,
        "not asked for");
  }

  /** Runs a query that returns one number. */
  public static long number(String url, String sql) {
    return database(url).number(sql);
  }

  /** Locks a table against changes until the transaction of the connection ends. */
  public static Connection lock(String url, String table) throws SQLException {
    Connection connection = DriverManager.getConnection(url, USER, null);
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE " + table + " IN SHARE MODE");
    }
    return connection;
  }

  /** Runs a statement. */
  public static void execute(String url, String sql) {
    database(url).execute(sql);
  }

  private static ReaderDatabase.AtServer database(String url) {
    return new ReaderDatabase.AtServer(new DatabaseSettings.Server(url, USER, null));
  }
}
