package org.pushj.examples.reader.load;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.examples.reader.storage.StoppablePostgres;
import org.pushj.examples.reader.storage.StoppableServer;

/**
 * Stops the database of a reader for 30 seconds while updates arrive over 16 connections, and
 * reports the responses to the hub and the outcome for the updates. Not part of the build; run it,
 * in two minutes, with:
 *
 * <pre>{@code
 * mvn -pl examples/reader -am test -Dtest=DatabaseOutageBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * <p>The system property {@code benchmark.seconds} sets the length of the outage.
 */
class DatabaseOutageBenchmark {
  private final Duration time = Duration.ofSeconds(Integer.getInteger("benchmark.seconds", 30));

  @ParameterizedTest
  @EnumSource
  void hub_isAskedToRetry_andNothingIsLost_whenTheDatabaseIsDown(
      DatabaseOutage.Kind kind, @TempDir Path folder) {
    BenchmarkReport report = BenchmarkReport.begin(this);
    DatabaseOutage.Result result;
    try (StoppableServer server = StoppablePostgres.start(folder.resolve("data"))) {
      result = new DatabaseOutage(kind, time).run(server);
    }
    report.print(
        "A PostgreSQL that %s for %d seconds while updates arrive"
            .formatted(kind == DatabaseOutage.Kind.HANGS ? "hangs" : "is gone", time.toSeconds()),
        """
        updates acknowledged                          %,9d
        of these while the database was away          %,9d
        answers 503, all with Retry-After             %,9d
        other answers, or none                        %9s
        seconds of the slowest answer                 %,9.1f
        seconds until a verification was answered %d  %,9.1f
        seconds after its return until all was listed %,9.1f

        acknowledged, and lost                        %,9d
        listed twice or more                          %,9d
        left in the inbox                             %,9d

        What the reader wrote, without stack traces:
        %s\
        """,
        result.acknowledged(),
        result.meanwhile(),
        result.others().getOrDefault("503", 0),
        result.othersThan("503"),
        BenchmarkReport.seconds(result.slowest()),
        result.verification(),
        BenchmarkReport.seconds(result.verificationTime()),
        BenchmarkReport.seconds(result.listed()),
        result.lost(),
        result.repeated(),
        result.left(),
        result.logLines());
    result.check();
  }
}
