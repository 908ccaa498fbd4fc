package org.pushj.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0.9S, 0 seconds",
    "PT1S, 1 second",
    "PT119S, 119 seconds",
    "PT2M, 2 minutes",
    "PT119M59S, 119 minutes",
    "-PT2H, 2 hours",
    "PT47H59M, 47 hours",
    "P10D, 10 days"
  })
  void words_areOfTheLargestUnitOfWhichThereAreTwo(Duration duration, String words) {
    assertThat(Durations.words(duration)).isEqualTo(words);
  }
}
