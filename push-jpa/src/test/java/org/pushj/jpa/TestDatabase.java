package org.pushj.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The databases of the tests. Servers start when they are first asked for, and end with the JVM.
 */
enum TestDatabase {
  H2 {
    @Override
    String create(String name) {
      return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
    }
  },
  POSTGRESQL {
    @Override
    String create(String name) throws SQLException, IOException {
      EmbeddedPostgres server = postgres();
      execute(server.getJdbcUrl("postgres", "postgres"), "CREATE DATABASE " + name);
      return server.getJdbcUrl("postgres", name);
    }
  },
  MARIADB {
    @Override
    String create(String name) throws SQLException, IOException {
      execute(MariaDb.running().url(""), "CREATE DATABASE " + name);
      return MariaDb.running().url(name);
    }
  };

  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final int CONNECTIONS = 10;
  private static @Nullable EmbeddedPostgres postgres;

  /** Makes a new, empty database and returns its URL. */
  abstract String create(String name) throws SQLException, IOException;

  /** Makes a new, empty database with a name of its own, and returns its URL. */
  String emptyUrl() {
    try {
      return create("push" + COUNTER.incrementAndGet());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a pool to a new database without tables. */
  HikariDataSource empty() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(emptyUrl());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  /** Opens a pool to a new database with the tables of push. */
  HikariDataSource open() {
    HikariDataSource dataSource = empty();
    PushSchema.create(dataSource);
    return dataSource;
  }

  static synchronized EmbeddedPostgres postgres() throws IOException {
    EmbeddedPostgres running = postgres;
    if (running == null) {
      running =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("max_connections", "200")
              .start();
      postgres = running;
    }
    return running;
  }

  /** Runs one statement. */
  static void execute(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection()) {
      execute(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      execute(connection, sql);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the one text that a query finds. */
  static String text(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the one number that a query finds. */
  static int number(DataSource dataSource, String sql) {
    return Integer.parseInt(text(dataSource, sql));
  }
}
