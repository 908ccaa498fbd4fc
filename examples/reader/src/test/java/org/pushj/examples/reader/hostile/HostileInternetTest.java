package org.pushj.examples.reader.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.examples.reader.load.BenchmarkReport;
import org.pushj.examples.reader.storage.ReaderDatabase;

/**
 * Attacks a reader in all ways at once, and looks at what an honest hub delivers in between. In the
 * build, among its heavy tests, the attack lasts 15 seconds, at 20 updates a second. The system
 * property {@code hostile.minutes} makes it last that many minutes, at 200 updates a second, after
 * two minutes of peace, and prints the figures:
 *
 * <pre>{@code
 * mvn -Pfull -pl examples/reader -am test -Dtest=HostileInternetTest -Dsurefire.failIfNoSpecifiedTests=false -Dhostile.minutes=10
 * }</pre>
 *
 * <p>The time from the hub to the page is judged only then: in the build other modules are tested
 * beside it. On a machine that is too busy to show updates at once even in peace, they may take ten
 * times as long as in peace.
 */
@Tag("alone")
@Tag("heavy")
class HostileInternetTest {
  private static final int MINUTES = Integer.getInteger("hostile.minutes", 0);
  private static final long PROMISED_MILLIS = 5_000;
  private static final int TIMES_OF_PEACE = 10;
  private static final int MORE_MEBIBYTES = 48;
  private static final int MAX_THREADS = 450;

  private final HonestUnderAttack run =
      MINUTES > 0
          ? new HonestUnderAttack(Duration.ofMinutes(MINUTES), 200, true)
          : new HonestUnderAttack(Duration.ofSeconds(15), 20, false);

  @Test
  @DisplayName("SEC-1 to SEC-11: what a hub delivers is shown while strangers attack")
  void updates_areShown_whenStrangersAttack(@TempDir Path folder) {
    BenchmarkReport report = BenchmarkReport.begin(this);
    HonestUnderAttack.Result result = run.run(ReaderDatabase.inFolder(folder));
    if (MINUTES > 0) {
      print(report, result);
      assertInTime(result);
    }
    assertNothingIsLost(result);
  }

  private static void assertNothingIsLost(HonestUnderAttack.Result result) {
    assertThat(result.unacknowledged()).as("not acknowledged: %s", result.others()).isZero();
    assertThat(result.lost()).as("lost").isZero();
    assertThat(result.repeated()).as("repeated").isZero();
    assertThat(result.forged()).as("forged").isEmpty();
    assertThat(result.breaches()).as("breaches").isEmpty();
    assertThat(result.subscriptions()).as("subscriptions").isEmpty();
    assertThat(result.log().forged()).as("lines of strangers").isEmpty();
    assertThat(result.log().outOfMemory()).as("out of memory").isFalse();
    assertThat(result.log().errors()).as("errors").isEmpty();
    assertThat(result.threads()).as("threads").isLessThan(MAX_THREADS);
    assertThat(result.heapAfter())
        .as("MiB of heap")
        .isLessThan(result.heapBefore() + MORE_MEBIBYTES);
  }

  private static void assertInTime(HonestUnderAttack.Result result) {
    assertThat(result.attack().longest())
        .as("milliseconds from POST to page: %s, %s", result.attack(), result.others())
        .isLessThan(Math.max(PROMISED_MILLIS, TIMES_OF_PEACE * result.peacefulMillis()));
  }

  private void print(BenchmarkReport report, HonestUnderAttack.Result result) {
    report.print(
        "A reader with 256 MiB that strangers attack, with -Dhostile.minutes=" + MINUTES,
        """
        updates of an honest hub, %d a second                  %,9d
        not acknowledged                                        %,9d
        answers other than 2xx                                  %9s
        acknowledged, and lost                                  %,9d
        listed twice or more                                    %,9d
        milliseconds from POST to page in peace, 99 %%          %,9d
        during the attack, median                               %,9d
        99 %%                                                    %,9d
        longest                                                 %,9d
        MiB of heap before                                      %,9d
        after                                                   %,9d
        threads, at most                                        %,9d
        errors in the log                                       %,9d

        steps of the attacks, by what came of them:
        %s\
        """,
        run.perSecond(),
        result.sent(),
        result.unacknowledged(),
        result.others(),
        result.lost(),
        result.repeated(),
        result.peacefulMillis(),
        result.attack().median(),
        result.attack().most(),
        result.attack().longest(),
        result.heapBefore(),
        result.heapAfter(),
        result.threads(),
        result.log().errors().size(),
        result.attacks().entrySet().stream()
            .map(each -> each.getKey() + ", " + each.getValue())
            .collect(Collectors.joining("\n")));
  }
}
