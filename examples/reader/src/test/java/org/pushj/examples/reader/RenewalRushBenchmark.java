package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Lets 10,000 leases fall due at once at three readers on one PostgreSQL, kills one of them, and
 * counts what the hub sees. It is no part of the build; this runs it, in a few minutes:
 *
 * <pre>{@code
 * mvn -pl examples/reader -am test -Dtest=RenewalRushBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * <p>The system properties {@code benchmark.leases} and {@code benchmark.claim}, in seconds, change
 * how many leases there are, and how long a claim is.
 */
class RenewalRushBenchmark {
  private final int leases = Integer.getInteger("benchmark.leases", 10_000);
  private final Duration claim = Duration.ofSeconds(Integer.getInteger("benchmark.claim", 40));

  @Test
  void leases_areRenewedOnce_whenTheyFallDueTogetherAndAReaderIsKilled() {
    Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    double load = load();
    RenewalRush.Result result = new RenewalRush(leases, claim).run();
    print(
        """

        Three readers on one PostgreSQL, measured %s by
        mvn -pl examples/reader -am test -Dtest=RenewalRushBenchmark -Dsurefire.failIfNoSpecifiedTests=false
        Java %s, %d processors, load average %.2f before and %.2f after; claims of %d s

        leases that fell due at once              %,9d
        renewed when a reader was killed           %,9d
        renewals per second until then            %,9.0f
        claimed by the killed reader, not renewed %,9d
        seconds until the last one was renewed    %,9.1f

        renewed                                   %,9d
        missed                                    %,9d
        asked for more than once                  %,9d
        verifications that were not confirmed     %,9d\
        """,
        begun,
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        load,
        load(),
        claim.toSeconds(),
        result.leases(),
        result.renewedAtKill(),
        result.perSecond(),
        result.left(),
        result.time().toMillis() / 1000.0,
        result.renewed(),
        result.missed(),
        result.requestedAgain(),
        result.refusals().size());
    assertThat(result.missed()).isZero();
    assertThat(result.requestedAgain()).isLessThanOrEqualTo(leases / 100);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void print(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
