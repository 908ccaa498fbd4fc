package org.pushj.jpa.benchmark;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Starts a database, and lets JMH measure on it in processes of their own. */
final class BenchmarkRun {
  /** The system property that tells these processes the URL of the database. */
  static final String URL = "benchmark.url";

  /** The system property that tells these processes how many subscriptions there are. */
  static final String ROWS = "benchmark.rows";

  private BenchmarkRun() {}

  /** Measures all benchmarks of some classes, with each number of threads. */
  static void of(Class<?>... classes) throws Exception {
    BenchmarkOptions options = BenchmarkOptions.fromSystemProperties();
    try (BenchmarkDatabase database = BenchmarkDatabase.start(options)) {
      SampleRows.load(database.url(), options.rows());
      for (int threads : options.threads()) {
        ChainedOptionsBuilder jmh =
            options
                .jmh()
                .threads(threads)
                .jvmArgsAppend(
                    "-D" + URL + "=" + database.url(), "-D" + ROWS + "=" + options.rows());
        for (Class<?> each : classes) {
          jmh.include(each.getName() + "\\..*" + options.only());
        }
        if (!options.isPostgreSql()) {
          jmh.exclude(".*" + JdbcStoreBenchmark.POSTGRESQL_ONLY + ".*");
        }
        new Runner(jmh.build()).run();
      }
    }
  }
}
