package org.pushj.jpa.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much is measured. Each has a system property of the same name after {@code benchmark.}
 *
 * @param rows how many subscriptions there are; 1,000,000
 * @param parts which parts of the report to make; {@code claims,lookups,renewals,statements}
 * @param threads the numbers of threads to measure with; {@code 1,2,4}
 * @param warmUp how long each contestant works before it is measured, in seconds; 3
 * @param time how long each contestant is measured with each number of threads, in seconds; 8
 * @param rounds how many slices that time is cut into; 5
 */
record BenchmarkOptions(
    int rows,
    List<String> parts,
    List<Integer> threads,
    Duration warmUp,
    Duration time,
    int rounds) {

  /** Reads the system properties. */
  static BenchmarkOptions fromSystemProperties() {
    return new BenchmarkOptions(
        Integer.getInteger("benchmark.rows", 1_000_000),
        list("benchmark.parts", "claims,lookups,renewals,statements"),
        list("benchmark.threads", "1,2,4").stream().map(Integer::valueOf).toList(),
        Duration.ofSeconds(Integer.getInteger("benchmark.warmUp", 3)),
        Duration.ofSeconds(Integer.getInteger("benchmark.time", 8)),
        Integer.getInteger("benchmark.rounds", 5));
  }

  private static List<String> list(String property, String otherwise) {
    return Stream.of(System.getProperty(property, otherwise).split(",", -1)).toList();
  }
}
