package org.pushj.examples.reader.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import org.pushj.settings.WorkSettings;

/** Opens the connection pool of a database. */
final class DatabasePool {
  /** Enough to answer hubs while every thread that renews or delivers holds one. */
  private static final int MAX_CONNECTIONS =
      WorkSettings.defaults().threads() + Deliveries.THREADS + 8;

  /** A request that gets no connection in this time is answered 503, while the hub still waits. */
  private static final Duration WAIT = Duration.ofSeconds(5);

  private static final int H2_IN_USE = 90_020;

  private DatabasePool() {}

  /**
   * Opens a database.
   *
   * @return the pool, to be closed by the caller
   * @throws IllegalArgumentException if it cannot be opened; the message names the setting
   */
  static HikariDataSource open(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("reader");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT.toMillis());
    ClosedDatabase closed = new ClosedDatabase();
    if (settings instanceof DatabaseSettings.Folder folder) {
      folder.create();
      config.setExceptionOverride(closed);
    }
    if (settings instanceof DatabaseSettings.Server server) {
      config.setUsername(server.user());
      config.setPassword(server.password());
      server.properties().forEach(config::addDataSourceProperty);
      config.setExceptionOverride(new ReadOnlySessions());
      // The default of PostgreSQL. With that of MariaDB many transactions collide.
      config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    }
    try {
      HikariDataSource pool = new HikariDataSource(config);
      closed.watch(pool);
      return pool;
    } catch (RuntimeException e) {
      // The pool wraps what the driver throws.
      throw settings.notUsable(reason(e), e);
    }
  }

  /** Says in one sentence why a database cannot be used. */
  static String reason(RuntimeException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    boolean inUse = cause instanceof SQLException sql && sql.getErrorCode() == H2_IN_USE;
    return inUse ? "another program uses it" : String.valueOf(cause.getMessage());
  }
}
