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
    String commits) {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "only", "",
          "rounds", "3",
          "forks", "1",
          "warmUp", "2000",
          "time", "1000",
          "threads", "1,2,4",
          "rows", "10000,100000",
          "waiting", "100000",
          "provider", "org.hibernate.jpa.HibernatePersistenceProvider",
          "commits", "on");

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
        given.get("commits"));
  }

  /** Returns the same in the terms of JMH. */
  ChainedOptionsBuilder jmh() {
    return new OptionsBuilder()
        .forks(forks)
        .addProfiler(CpuTime.class)
        .warmupIterations(1)
        .warmupTime(TimeValue.milliseconds(warmUp))
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(time))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }

  private static List<Integer> numbers(String text) {
    return Stream.of(text.split(",", -1)).map(Integer::valueOf).toList();
  }
}
