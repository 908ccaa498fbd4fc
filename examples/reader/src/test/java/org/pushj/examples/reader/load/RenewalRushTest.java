package org.pushj.examples.reader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.examples.reader.storage.ReaderDatabase;
import org.pushj.examples.reader.storage.StoppableMariaDb;
import org.pushj.examples.reader.storage.StoppableServer;

@Tag("alone")
class RenewalRushTest {
  private static final int ATTEMPTS = 4;

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

  /**
   * A reader that has requested all that it had claimed leaves nothing to the others when it is
   * killed. That shows less, so it is tried again.
   */
  private static void assertAllAreRenewedOnce(ReaderDatabase.AtServer database) {
    RenewalRush.Result result = renewedOnce(database);
    for (int i = 1; i < ATTEMPTS && result.left() == 0; i++) {
      database.execute("DELETE FROM push_subscription");
      result = renewedOnce(database);
    }
    assertThat(result.left()).as("left by the killed reader: %s", result).isPositive();
  }

  private static RenewalRush.Result renewedOnce(ReaderDatabase.AtServer database) {
    RenewalRush.Result result = new RenewalRush(1_000, Duration.ofSeconds(40)).run(database);
    assertThat(result.missed()).as("missed: %s", result).isZero();
    assertThat(result.requestedAgain())
        .as("requested again: %s", result)
        .isLessThanOrEqualTo(result.leases() / 100);
    assertThat(result.refusals()).isSubsetOf("502", "503", "no answer");
    return result;
  }
}
