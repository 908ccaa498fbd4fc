package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of {@link DatabaseOutageBenchmark}. */
class DatabaseOutageTest {

  @ParameterizedTest
  @EnumSource
  void hub_isAskedToRetry_andNothingIsLost_whenTheDatabaseIsDown(
      DatabaseOutage.Kind kind, @TempDir Path folder) {
    DatabaseOutage.Result result =
        new DatabaseOutage(kind, Duration.ofSeconds(8)).run(folder.resolve("data"));
    result.check();
    assertThat(result.log()).contains("The store answers again");
    // A restarting database may refuse some connections first: then there is another row.
    assertThat(result.logLines().lines())
        .filteredOn(line -> line.contains("A request to a callback is answered 503"))
        .as("one line for each row of failures, not for each failure")
        .hasSizeLessThan(10);
  }
}
