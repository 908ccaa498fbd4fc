package org.pushj.examples.benchmarks.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How much is measured.
 *
 * @param only which families; a regular expression for their names
 * @param rounds how many rounds there are, of which the median counts
 * @param forks how many processes of its own each benchmark gets in a round; 0 for a trial run
 *     within this one
 * @param warmUp how long a benchmark works before it is measured, in milliseconds
 * @param time how long it is measured, in milliseconds
 * @param threads the numbers of threads to renew with
 * @param rows the numbers of subscriptions; the last is that of all rows that name none
 * @param waiting how many updates wait in an inbox
 * @param provider the class of the provider of Jakarta Persistence
 * @param commits {@code on} if a commit of PostgreSQL waits for the disk, {@code off} if not
 * @param client what sends deliveries, {@code jdk} or {@code wrk}; empty for wrk if it is installed
 */
public record Options(
    Pattern only,
    int rounds,
    int forks,
    int warmUp,
    int time,
    List<Integer> threads,
    List<Integer> rows,
    int waiting,
    String provider,
    String commits,
    String client) {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("only", ""),
          Map.entry("rounds", "3"),
          Map.entry("forks", "1"),
          Map.entry("warmUp", "2000"),
          Map.entry("time", "1000"),
          Map.entry("threads", "1,2,4"),
          Map.entry("rows", "10000,100000"),
          Map.entry("waiting", "100000"),
          Map.entry("provider", "org.hibernate.jpa.HibernatePersistenceProvider"),
          Map.entry("commits", "on"),
          Map.entry("client", ""));

  /** Reads options as {@code rounds=5}; what is not given has its default. */
  public static Options of(String... arguments) {
    Map<String, String> given = new HashMap<>(DEFAULTS);
    for (String each : arguments) {
      String[] parts = each.split("=", 2);
      if (parts.length < 2 || given.put(parts[0], parts[1]) == null) {
        throw new IllegalArgumentException(
            "must be one of " + Set.copyOf(DEFAULTS.keySet()) + " with a value, was " + each);
      }
    }
    return new Options(
        Pattern.compile(given.get("only")),
        Integer.parseInt(given.get("rounds")),
        Integer.parseInt(given.get("forks")),
        Integer.parseInt(given.get("warmUp")),
        Integer.parseInt(given.get("time")),
        numbers(given.get("threads")),
        numbers(given.get("rows")),
        Integer.parseInt(given.get("waiting")),
        given.get("provider"),
        given.get("commits"),
        given.get("client"));
  }

  /** Returns the same in the terms of JMH: two iterations, of which {@link JmhRounds} takes one. */
  ChainedOptionsBuilder jmh() {
    return new OptionsBuilder()
        .forks(forks)
        .addProfiler(CpuTime.class)
        .warmupIterations(1)
        .warmupTime(TimeValue.milliseconds(warmUp))
        .measurementIterations(2)
        .measurementTime(TimeValue.milliseconds(time))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }

  private static List<Integer> numbers(String text) {
    return Stream.of(text.split(",", -1)).map(Integer::valueOf).toList();
  }
}
