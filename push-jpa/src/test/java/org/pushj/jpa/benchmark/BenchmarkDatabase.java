package org.pushj.jpa.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A PostgreSQL server of the benchmark's own, with memory for the work. Its data are in the folder
 * for temporary files, and vanish with it.
 */
final class BenchmarkDatabase implements AutoCloseable {
  private static final int CONNECTIONS = 16;

  private final EmbeddedPostgres server;
  private final HikariDataSource quick;
  private final HikariDataSource durable;

  private BenchmarkDatabase(EmbeddedPostgres server) {
    this.server = server;
    this.quick = pool("-c synchronous_commit=off");
    this.durable = pool("-c synchronous_commit=on");
  }

  static BenchmarkDatabase start() throws IOException {
    return new BenchmarkDatabase(
        EmbeddedPostgres.builder()
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("fsync", "on")
            .setServerConfig("shared_preload_libraries", "pg_stat_statements,auto_explain")
            .setServerConfig("pg_stat_statements.track", "none")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_line_prefix", "")
            .start());
  }

  /**
   * Returns connections on which a commit does not wait for the disk: so what is measured is the
   * work of the processors, of which a store can save or waste most.
   */
  DataSource quick() {
    return quick;
  }

  /** Returns connections on which a commit waits for the disk, as is usual. */
  DataSource durable() {
    return durable;
  }

  /** Makes a pool of connections with settings as {@code -c work_mem=1MB}; the caller closes it. */
  HikariDataSource pool(String settings) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
    config.addDataSourceProperty("options", settings);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  /** Runs SQL that returns nothing. */
  void execute(String sql) throws SQLException {
    try (Connection connection = quick.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a query that returns one value. */
  String value(String sql) throws SQLException {
    try (Connection connection = quick.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  /** Returns the process that is the parent of all others of the server. */
  ProcessHandle process() throws SQLException {
    long ours = Long.parseLong(value("SELECT pg_backend_pid()"));
    return ProcessHandle.of(ours).flatMap(ProcessHandle::parent).orElseThrow();
  }

  @Override
  public void close() throws IOException {
    quick.close();
    durable.close();
    server.close();
  }
}
