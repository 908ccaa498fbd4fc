package org.pushj.examples.reader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.pushj.examples.reader.storage.Postgres;

/**
 * Measures how many signed updates of 16 KiB a subscriber on PostgreSQL acknowledges per second
 * while delivering them, and then, at half that rate, how long they take from the POST to the
 * listener. The hub, the servlet container and the subscriber share one process. Not part of the
 * build; run it, in about a minute, with:
 *
 * <pre>{@code
 * mvn -pl examples/reader -am test -Dtest=DeliveryLatencyBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class DeliveryLatencyBenchmark {
  private static final int BYTES = 16 << 10;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration TIME = Duration.ofSeconds(20);
  private static final double NANOS_PER_MILLI = 1e6;

  @Test
  void updates_reachTheListener_atHalfLoad() {
    try (DeliveryLatency run = new DeliveryLatency(Postgres.newDatabase(), BYTES)) {
      Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      double load = load();
      run.sendAsMuchAsPossible(WARM_UP);
      double most = run.sendAsMuchAsPossible(TIME);
      long[] took = run.sendSteadily(most / 2, TIME);
      print(
          """

          Updates of 16 KiB through an inbox on PostgreSQL, measured %s by
          mvn -pl examples/reader -am test -Dtest=DeliveryLatencyBenchmark -Dsurefire.failIfNoSpecifiedTests=false
          Java %s, %d processors, load average %.2f before and %.2f after

          acknowledged and delivered per second, at most   %,9.0f
          sent per second to measure times                 %,9.0f
          updates measured                                 %,9d
          milliseconds from POST to listener, median       %,9.1f
          99 %%                                             %,9.1f
          longest                                          %,9.1f\
          """,
          begun,
          Runtime.version(),
          Runtime.getRuntime().availableProcessors(),
          load,
          load(),
          most,
          most / 2,
          took.length,
          millis(took, 0.5),
          millis(took, 0.99),
          millis(took, 1));
      assertThat(took).isNotEmpty();
    }
  }

  private static double millis(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / NANOS_PER_MILLI;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void print(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
