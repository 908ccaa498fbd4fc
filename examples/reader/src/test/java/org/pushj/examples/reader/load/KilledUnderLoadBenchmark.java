package org.pushj.examples.reader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.examples.reader.storage.ReaderDatabase;

/**
 * Sends 20,000 signed updates over 16 connections to a reader that is killed repeatedly, and
 * reports the outcome for those that it acknowledged. Not part of the build; run it, in a few
 * minutes for each database, with:
 *
 * <pre>{@code
 * mvn -pl examples/reader -am test -Dtest=KilledUnderLoadBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * <p>The system properties {@code benchmark.updates}, {@code benchmark.kills}, {@code
 * benchmark.window} (how long the same content counts as a duplicate, in seconds; default 0) and
 * {@code benchmark.seed} change the settings. With {@code -Dtest=KilledUnderLoadBenchmark#*onH2},
 * or {@code #*onPostgres}, only one database is used.
 */
class KilledUnderLoadBenchmark {
  private final KilledUnderLoad run =
      new KilledUnderLoad(
          Integer.getInteger("benchmark.updates", 20_000),
          Integer.getInteger("benchmark.kills", 10),
          Duration.ofSeconds(Integer.getInteger("benchmark.window", 0)),
          Long.getLong("benchmark.seed", new Random().nextLong()));

  @Test
  void updates_areAllListed_whenTheReaderIsKilled_onH2(@TempDir Path folder) {
    measure("H2 in a folder", ReaderDatabase.inFolder(folder));
  }

  @Test
  void updates_areAllListed_whenTheReaderIsKilled_onPostgres() {
    measure("PostgreSQL", ReaderDatabase.postgres());
  }

  private void measure(String name, ReaderDatabase database) {
    BenchmarkReport report = BenchmarkReport.begin(this);
    KilledUnderLoad.Result result = run.run(database);
    report.print(
        "A reader on %s that is killed under load, with seed %d and window %s"
            .formatted(name, run.seed(), run.duplicateWindow()),
        """
        updates acknowledged                      %,9d
        times the reader was killed               %,9d
        requests without an answer                %,9d
        answers other than 2xx                    %9s
        updates in the inbox at a kill (mean)     %,9d
        seconds until the last was acknowledged   %,9.1f
        seconds until the last was listed         %,9.1f

        acknowledged, and lost                    %,9d
        listed twice or more                      %,9d
        left in the inbox                         %,9d\
        """,
        result.acknowledged(),
        result.kills(),
        result.others().getOrDefault(HubLoad.NO_ANSWER, 0),
        result.otherAnswers(),
        result.inInboxAtKills() / result.kills(),
        BenchmarkReport.seconds(result.sending()),
        BenchmarkReport.seconds(result.time()),
        result.lost(),
        result.repeated(),
        result.left());
    assertThat(result.acknowledged()).isEqualTo(run.updates());
    assertThat(result.lost()).isZero();
    assertThat(result.left()).isZero();
  }
}
