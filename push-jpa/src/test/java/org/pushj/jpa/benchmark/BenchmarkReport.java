package org.pushj.jpa.benchmark;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes plain text to the standard output, as it comes. */
final class BenchmarkReport {
  private final Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Set<String> plansShown = new HashSet<>();

  /**
   * Tells what is measured, and where.
   *
   * @param test the class that runs it
   * @param rows what is in the database
   */
  void begin(Class<?> test, String rows, BenchmarkOptions options, BenchmarkDatabase database)
      throws SQLException {
    print(
        """

        push-jpa, measured %s by
        mvn -pl push-jpa -am test -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false
        %s; %d s per line, in %d slices in turns
        PostgreSQL %s, shared_buffers %s, fsync %s
        Java %s, %d processors, load average %s
        ratio: to the first line with as many threads, median of the slices
        CPU us: processor time of this process and of the server for each unit, in microseconds\
        """,
        begun,
        test.getSimpleName(),
        rows,
        options.time().toSeconds(),
        options.rounds(),
        database.value("SHOW server_version"),
        database.value("SHOW shared_buffers"),
        database.value("SHOW fsync"),
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        load());
  }

  /** Writes the scores of a race. */
  void race(String title, String unit, List<List<Score>> scores) {
    TextTable table =
        new TextTable(List.of("", "threads", unit + "/s", "ratio", "lowest", "highest", "CPU us"));
    for (List<Score> group : scores) {
      for (Score score : group) {
        table.add(
            List.of(
                score.name(),
                String.valueOf(score.workers()),
                whole(score.rate()),
                hundredths(score.ratioTo(group.get(0))),
                whole(score.lowest()),
                whole(score.highest()),
                whole(score.processorMicros())));
      }
    }
    print("\n%s\n%s", title, table);
  }

  /** Writes what a store sent to the server, and the plans that were not written before. */
  void statements(String work, StatementAudit.Findings findings) {
    print(
        "\n%s: %s statements, %s transactions",
        work, hundredths(findings.statements()), hundredths(findings.transactions()));
    findings.plans().entrySet().stream()
        .filter(plan -> plansShown.add(plan.getKey()))
        .forEach(plan -> print("%s", plan.getValue().stripTrailing()));
  }

  /** Tells how long all took. */
  void end() {
    print(
        "\n%d s in all, load average %s",
        Duration.between(begun, Instant.now()).toSeconds(), load());
  }

  private static String load() {
    return hundredths(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String hundredths(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static void print(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
