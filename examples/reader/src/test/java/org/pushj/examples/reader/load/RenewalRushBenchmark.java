package org.pushj.examples.reader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pushj.examples.reader.storage.ReaderDatabase;

/**
 * Makes 10,000 leases due at once for three readers on one PostgreSQL, kills one of them, and
 * counts what the hub sees. Not part of the build; run it, in a few minutes, with:
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
    BenchmarkReport report = BenchmarkReport.begin(this);
    RenewalRush.Result result = new RenewalRush(leases, claim).run(ReaderDatabase.postgres());
    report.print(
        "Three readers on one PostgreSQL, with claims of %d s".formatted(claim.toSeconds()),
        """
        leases that fell due at once              %,9d
        renewed when a reader was killed          %,9d
        renewals per second until then            %,9.0f
        claimed by the killed reader, not renewed %,9d
        seconds until the last one was renewed    %,9.1f

        renewed                                   %,9d
        missed                                    %,9d
        asked for more than once                  %,9d
        verifications that were not confirmed     %,9d\
        """,
        result.leases(),
        result.renewedAtKill(),
        result.perSecond(),
        result.left(),
        BenchmarkReport.seconds(result.time()),
        result.renewed(),
        result.missed(),
        result.requestedAgain(),
        result.refusals().size());
    assertThat(result.missed()).isZero();
    assertThat(result.requestedAgain()).isLessThanOrEqualTo(leases / 100);
  }
}
