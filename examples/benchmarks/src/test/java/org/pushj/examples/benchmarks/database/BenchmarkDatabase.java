package org.pushj.examples.benchmarks.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.h2.tools.DeleteDbFiles;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.pushj.examples.benchmarks.table.JmhRounds;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.ProcessorTime;
import org.pushj.jpa.PushSchema;

/**
 * A database of the benchmark's own, with the tables of push. Its data are in the folder for
 * temporary files.
 */
public final class BenchmarkDatabase implements AutoCloseable {
  /** The system property with the URL of the database. */
  static final String URL = "benchmark.url";

  /** The system property that tells how many subscriptions there are. */
  static final String ROWS = "benchmark.rows";

  /** The system property with the class of the provider of Jakarta Persistence. */
  static final String PROVIDER = "benchmark.provider";

  private static final int CONNECTIONS = 16;

  private final String url;
  private final @Nullable EmbeddedPostgres server;
  private final long process;
  private final @Nullable Path folder;

  private BenchmarkDatabase(
      String url, @Nullable EmbeddedPostgres server, long process, @Nullable Path folder) {
    this.url = url;
    this.server = server;
    this.process = process;
    this.folder = folder;
    try (HikariDataSource connections = connect(url)) {
      PushSchema.create(connections);
    }
  }

  /** Makes an H2 database in a file, which several processes can open one after the other. */
  static BenchmarkDatabase h2() throws IOException {
    Path folder = Files.createTempDirectory("push-benchmark");
    return new BenchmarkDatabase("jdbc:h2:" + folder.resolve("data"), null, 0, folder);
  }

  /**
   * Starts a PostgreSQL.
   *
   * @param commits {@code on} if a commit waits for the disk, {@code off} if not
   */
  public static BenchmarkDatabase postgreSql(String commits) throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", commits)
            .setServerConfig("shared_preload_libraries", "pg_stat_statements,auto_explain")
            .setServerConfig("pg_stat_statements.track", "none")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_line_prefix", "")
            .start();
    return new BenchmarkDatabase(
        server.getJdbcUrl("postgres", "postgres") + "&socketTimeout=600",
        server,
        process(server),
        null);
  }

  /** Returns the URL, with all that it takes to connect. */
  public String url() {
    return url;
  }

  /** Prepares rounds of benchmarks on one thread, which look at no subscriptions. */
  JmhRounds rounds(Options options, String... benchmarks) {
    return rounds(options, 0, 1, benchmarks);
  }

  /**
   * Prepares rounds of benchmarks on this database.
   *
   * @param rows how many subscriptions there are
   * @param threads how many threads work
   * @param benchmarks what includes them: {@link JmhRounds#all} or {@link JmhRounds#one}
   */
  JmhRounds rounds(Options options, int rows, int threads, String... benchmarks) {
    return new JmhRounds(
        options,
        jmh -> {
          for (String each : benchmarks) {
            jmh.include(each);
          }
          jmh.threads(threads);
          use(jmh, options, rows);
        });
  }

  /**
   * Tells JMH to measure on this database.
   *
   * @param options names the provider
   * @param rows how many subscriptions there are
   */
  private void use(ChainedOptionsBuilder jmh, Options options, int rows) {
    Map<String, String> properties =
        Map.of(
            URL,
            url,
            ROWS,
            String.valueOf(rows),
            PROVIDER,
            options.provider(),
            ProcessorTime.SERVER,
            String.valueOf(process));
    // A trial run measures in this process.
    properties.forEach(System::setProperty);
    jmh.jvmArgsAppend(
        properties.entrySet().stream()
            .map(each -> "-D" + each.getKey() + "=" + each.getValue())
            .toArray(String[]::new));
  }

  /** Lets the database look at what is in its tables now. */
  void analyze() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE");
    }
  }

  /** Returns the process id of a PostgreSQL. */
  private static long process(EmbeddedPostgres server) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet own = statement.executeQuery("SELECT pg_backend_pid()")) {
      own.next();
      return ProcessHandle.of(own.getLong(1))
          .flatMap(ProcessHandle::parent)
          .map(ProcessHandle::pid)
          .orElseThrow();
    }
  }

  /** Opens a pool of connections; the caller closes it. */
  public static HikariDataSource connect(String url) {
    return connect(url, "");
  }

  /**
   * Opens a pool of connections; the caller closes it.
   *
   * @param settings settings of PostgreSQL as {@code -c work_mem=1MB}; may be empty
   */
  static HikariDataSource connect(String url, String settings) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    if (!settings.isEmpty()) {
      config.addDataSourceProperty("options", settings);
    }
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
    if (folder != null) {
      DeleteDbFiles.execute(folder.toString(), null, true);
      Files.delete(folder);
    }
  }
}
