package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HappeningTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.001Z");

  @Test
  void added_keepsTheLastTwenty() {
    String history = "";
    for (int i = 0; i < 30; i++) {
      history = Happening.added(history, new Happening(AT.plusSeconds(i), "x".repeat(i)));
    }
    assertThat(Happening.read(history))
        .containsExactlyElementsOf(
            IntStream.range(10, 30)
                .mapToObj(i -> new Happening(AT.plusSeconds(i), "x".repeat(i)))
                .toList());
  }

  @Test
  void added_keepsTheFirstAndTheLastTwo_ofWhatRepeats() {
    String history = Happening.added("", new Happening(AT, "verified"));
    for (int i = 1; i <= 50; i++) {
      history = Happening.added(history, new Happening(AT.plusSeconds(i), "refused"));
    }
    assertThat(Happening.read(history))
        .containsExactly(
            new Happening(AT, "verified"),
            new Happening(AT.plusSeconds(1), "refused"),
            new Happening(AT.plusSeconds(49), "refused"),
            new Happening(AT.plusSeconds(50), "refused"));
  }

  @Test
  void added_keepsThreeOfAKind_howeverAHubPutsIt() {
    String history = Happening.added("", new Happening(AT, "Wanted by the application"));
    for (int i = 1; i <= 20; i++) {
      history = Happening.added(history, new Happening(AT, "Denied: " + "x".repeat(i)));
      history = Happening.added(history, new Happening(AT, "Made longer to " + i + " seconds"));
    }
    assertThat(Happening.read(history))
        .extracting(Happening::text)
        .containsExactly(
            "Wanted by the application",
            "Denied: x",
            "Made longer to 1 seconds",
            "Denied: " + "x".repeat(19),
            "Made longer to 19 seconds",
            "Denied: " + "x".repeat(20),
            "Made longer to 20 seconds");
  }

  @Test
  void text_isCutAndPrintable_whateverAHubWrites() {
    assertThat(new Happening(AT, " a\tb\nc\u202e ").text()).isEqualTo("a b c");
    assertThat(new Happening(AT, "x".repeat(200)).text()).hasSize(200);
    String cut = new Happening(AT, "x".repeat(196) + "\ud83d\ude00".repeat(50)).text();
    assertThat(cut).isEqualTo("x".repeat(196) + "...");
  }

  @Test
  void read_leavesOutWhatMakesNoSense() {
    assertThat(Happening.read("")).isEmpty();
    assertThat(Happening.read("1 a\tx\t\t2 b\tz z"))
        .containsExactly(
            new Happening(Instant.ofEpochMilli(1), "a"),
            new Happening(Instant.ofEpochMilli(2), "b"));
  }
}
