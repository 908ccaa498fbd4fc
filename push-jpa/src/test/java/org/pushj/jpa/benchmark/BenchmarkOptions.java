package org.pushj.jpa.benchmark;

import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much is measured. Each has a system property of the same name after {@code benchmark.}
 *
 * @param database {@code postgresql}, or {@code h2} for a trial run
 * @param commits {@code on} if a commit waits for the disk, {@code off} if not; of PostgreSQL
 * @param rows how many subscriptions there are; 1,000,000
 * @param only a regular expression for the names of benchmarks; all
 * @param threads the numbers of threads to measure with; {@code 1,2,4}
 * @param forks how many processes measure, one after the other; 1
 * @param warmUp how long a benchmark works before it is measured, in seconds; 3
 * @param time how long an iteration is, in seconds; 2
 * @param iterations how many are measured; 5
 */
record BenchmarkOptions(
    String database,
    String commits,
    int rows,
    String only,
    List<Integer> threads,
    int forks,
    int warmUp,
    int time,
    int iterations) {

  /** Reads the system properties. */
  static BenchmarkOptions fromSystemProperties() {
    return new BenchmarkOptions(
        System.getProperty("benchmark.database", "postgresql"),
        System.getProperty("benchmark.commits", "on"),
        Integer.getInteger("benchmark.rows", 1_000_000),
        System.getProperty("benchmark.only", ""),
        Stream.of(System.getProperty("benchmark.threads", "1,2,4").split(",", -1))
            .map(Integer::valueOf)
            .toList(),
        Integer.getInteger("benchmark.forks", 1),
        Integer.getInteger("benchmark.warmUp", 3),
        Integer.getInteger("benchmark.time", 2),
        Integer.getInteger("benchmark.iterations", 5));
  }

  boolean isPostgreSql() {
    return database.equals("postgresql");
  }

  /** Returns the same in the terms of JMH. */
  ChainedOptionsBuilder jmh() {
    return new OptionsBuilder()
        .forks(forks)
        .warmupIterations(1)
        .warmupTime(TimeValue.seconds(warmUp))
        .measurementIterations(iterations)
        .measurementTime(TimeValue.seconds(time))
        .shouldFailOnError(true);
  }
}
