package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("alone")
class RenewalRushTest {

  @Test
  @Tag("heavy")
  void leases_areRenewedOnce_whenTheyFallDueTogetherAndAReaderIsKilled_onPostgres() {
    assertAllAreRenewedOnce(ReaderDatabase.postgres());
  }

  @Test
  @Tag("heavy")
  void leases_areRenewedOnce_whenTheyFallDueTogetherAndAReaderIsKilled_onMariaDb(
      @TempDir Path folder) {
    try (StoppableServer server = StoppableMariaDb.start(folder)) {
      assertAllAreRenewedOnce(ReaderDatabase.of(server));
    }
  }

  private static void assertAllAreRenewedOnce(ReaderDatabase.AtServer database) {
    RenewalRush.Result result = new RenewalRush(1_000, Duration.ofSeconds(40)).run(database);
    assertThat(result.missed()).as("missed: %s", result).isZero();
    assertThat(result.left()).as("left by the killed reader: %s", result).isPositive();
    assertThat(result.requestedAgain())
        .as("requested again: %s", result)
        .isLessThanOrEqualTo(result.leases() / 100);
    assertThat(result.refusals()).isSubsetOf("502", "503", "no answer");
  }
}
