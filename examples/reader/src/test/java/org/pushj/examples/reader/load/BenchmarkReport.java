package org.pushj.examples.reader.load;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The report of a benchmark: when, where and with which command it was measured, and the figures.
 */
public final class BenchmarkReport {
  private final Class<?> benchmark;
  private final Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final double load = load();

  private BenchmarkReport(Class<?> benchmark) {
    this.benchmark = benchmark;
  }

  /** Starts measuring. */
  public static BenchmarkReport begin(Object benchmark) {
    return new BenchmarkReport(benchmark.getClass());
  }

  /**
   * Prints the figures.
   *
   * @param what what was measured, with which settings
   * @param figures one per line, as for {@link String#format(String, Object...)}
   */
  public void print(String what, String figures, Object... arguments) {
    write(
        """

        %s, measured %s by
        mvn -pl examples/reader -am test -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false
        Java %s, %d processors, load average %.2f before and %.2f after
        """,
        what,
        begun,
        benchmark.getSimpleName(),
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        load,
        load());
    write(figures, arguments);
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void write(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
