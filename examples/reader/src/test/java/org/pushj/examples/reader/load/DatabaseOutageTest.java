package org.pushj.examples.reader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.examples.reader.storage.StoppableMariaDb;
import org.pushj.examples.reader.storage.StoppablePostgres;
import org.pushj.examples.reader.storage.StoppableServer;

/** The short form of {@link DatabaseOutageBenchmark}. */
@Tag("alone")
@Tag("heavy")
class DatabaseOutageTest {

  private static final Duration TIME = Duration.ofSeconds(8);

  @ParameterizedTest
  @EnumSource
  void hub_isAskedToRetry_andNothingIsLost_whenPostgresIsDown(
      DatabaseOutage.Kind kind, @TempDir Path folder) {
    try (StoppableServer server = StoppablePostgres.start(folder.resolve("data"))) {
      check(new DatabaseOutage(kind, TIME).run(server));
    }
  }

  @ParameterizedTest
  @EnumSource
  void hub_isAskedToRetry_andNothingIsLost_whenMariaDbIsDown(
      DatabaseOutage.Kind kind, @TempDir Path folder) {
    try (StoppableServer server = StoppableMariaDb.start(folder)) {
      check(new DatabaseOutage(kind, TIME).run(server));
    }
  }

  private static void check(DatabaseOutage.Result result) {
    result.check();
    // A restarting database may refuse some connections first: that is the same episode.
    assertThat(result.logLines().lines())
        .filteredOn(line -> line.contains("A request to a callback is answered 503"))
        .as("one line for each episode of failures, not for each failure")
        .hasSize(1);
    assertThat(result.logLines().lines())
        .as("lines of the driver, which may show values of rows")
        .noneMatch(line -> line.contains("ErrorPacket"));
  }
}
