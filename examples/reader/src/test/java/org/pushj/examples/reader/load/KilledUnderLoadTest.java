package org.pushj.examples.reader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.examples.reader.storage.ReaderDatabase;
import org.pushj.examples.reader.storage.StoppableMariaDb;
import org.pushj.examples.reader.storage.StoppableServer;

/** The short form of {@link KilledUnderLoadBenchmark}. */
class KilledUnderLoadTest {
  private static final int UPDATES = 400;
  private static final int KILLS = 2;

  private final long seed = new Random().nextLong();

  @Test
  void updates_areAllListed_whenTheReaderIsKilled_onH2(@TempDir Path folder) {
    assertNothingIsLost(
        new KilledUnderLoad(UPDATES, KILLS, Duration.ZERO, seed), ReaderDatabase.inFolder(folder));
  }

  @Test
  @Tag("heavy")
  void updates_areAllListedOnce_whenTheReaderIsKilled_onPostgres() {
    assertNothingIsRepeated(ReaderDatabase.postgres());
  }

  @Test
  @Tag("heavy")
  void updates_areAllListedOnce_whenTheReaderIsKilled_onMariaDb(@TempDir Path folder) {
    try (StoppableServer server = StoppableMariaDb.start(folder)) {
      assertNothingIsRepeated(ReaderDatabase.of(server));
    }
  }

  private void assertNothingIsRepeated(ReaderDatabase database) {
    KilledUnderLoad.Result result =
        assertNothingIsLost(
            new KilledUnderLoad(UPDATES, KILLS, Duration.ofHours(1), seed), database);
    assertThat(result.repeated()).as("repeated: %s", result).isZero();
  }

  private static KilledUnderLoad.Result assertNothingIsLost(
      KilledUnderLoad run, ReaderDatabase database) {
    KilledUnderLoad.Result result = run.run(database);
    assertThat(result.acknowledged()).as("%s: %s", run, result).isEqualTo(UPDATES);
    assertThat(result.lost()).as("lost, %s: %s", run, result).isZero();
    assertThat(result.left()).as("left, %s: %s", run, result).isZero();
    assertThat(result.inInboxAtKills()).as("killed too late, %s: %s", run, result).isPositive();
    return result;
  }
}
