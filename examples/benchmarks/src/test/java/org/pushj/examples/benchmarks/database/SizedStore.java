package org.pushj.examples.benchmarks.database;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;
import org.pushj.examples.benchmarks.table.JmhRounds;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Rounds;

/** A store on PostgreSQL with some number of subscriptions, and what is measured on it. */
final class SizedStore implements AutoCloseable {
  private final BenchmarkDatabase database;
  private final Options options;
  private final int rows;
  private final Map<Integer, JmhRounds> byThreads = new LinkedHashMap<>();

  SizedStore(Options options, int rows) throws Exception {
    this.database = BenchmarkDatabase.postgreSql(options.commits());
    this.options = options;
    this.rows = rows;
    SampleRows.load(database.url(), rows);
    byThreads.put(
        1,
        rounds(
            1,
            JmhRounds.all(StoreBenchmark.class),
            JmhRounds.all(JdbcStoreBenchmark.class),
            JmhRounds.all(SchedulerBenchmark.class)));
  }

  /** Lets more threads renew too. */
  void renewWith(List<Integer> threads) {
    for (int each : threads) {
      byThreads.computeIfAbsent(
          each,
          number ->
              rounds(
                  number,
                  JmhRounds.one(StoreBenchmark.class, "renewal"),
                  JmhRounds.all(SchedulerBenchmark.class)));
    }
  }

  /** Measures in one round. */
  void measureOnce() throws RunnerException {
    for (JmhRounds each : byThreads.values()) {
      each.measureOnce();
    }
  }

  int rows() {
    return rows;
  }

  /** Returns what one thread measured. */
  Rounds get(Class<?> benchmarks, String method) {
    return get(1, benchmarks, method);
  }

  /** Returns what a number of threads measured. */
  Rounds get(int threads, Class<?> benchmarks, String method) {
    return byThreads.get(threads).get(benchmarks, method);
  }

  private JmhRounds rounds(int threads, String... benchmarks) {
    return database.rounds(options, rows, threads, benchmarks);
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
