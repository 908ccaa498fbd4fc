package org.pushj.jpa.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.tools.DeleteDbFiles;
import org.jspecify.annotations.Nullable;
import org.pushj.jpa.PushSchema;

/**
 * A database of the benchmark's own, with the tables of push. Its data are in the folder for
 * temporary files.
 */
final class BenchmarkDatabase implements AutoCloseable {
  private static final int CONNECTIONS = 16;

  private final String url;
  private final @Nullable EmbeddedPostgres server;
  private final @Nullable Path folder;

  private BenchmarkDatabase(String url, @Nullable EmbeddedPostgres server, @Nullable Path folder) {
    this.url = url;
    this.server = server;
    this.folder = folder;
    try (HikariDataSource connections = connect(url)) {
      PushSchema.create(connections);
    }
  }

  static BenchmarkDatabase start(BenchmarkOptions options) throws IOException {
    if (!options.isPostgreSql()) {
      Path folder = Files.createTempDirectory("push-benchmark");
      return new BenchmarkDatabase("jdbc:h2:" + folder.resolve("data"), null, folder);
    }
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", options.commits())
            .setServerConfig("shared_preload_libraries", "pg_stat_statements,auto_explain")
            .setServerConfig("pg_stat_statements.track", "none")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_line_prefix", "")
            .start();
    return new BenchmarkDatabase(server.getJdbcUrl("postgres", "postgres"), server, null);
  }

  /** Returns the URL, with all that it takes to connect. */
  String url() {
    return url;
  }

  /** Opens a pool of connections; the caller closes it. */
  static HikariDataSource connect(String url) {
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
