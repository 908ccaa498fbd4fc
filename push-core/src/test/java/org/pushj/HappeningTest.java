package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pushj.Happening.Kind;

class HappeningTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.001Z");

  @Test
  void added_keepsTheLastTwenty() {
    Kind[] kinds = Kind.values();
    String history = "";
    for (int i = 0; i < 30; i++) {
      history = Happening.added(history, at(i, kinds[i % kinds.length]));
    }
    assertThat(Happening.read(history))
        .containsExactlyElementsOf(
            IntStream.range(10, 30).mapToObj(i -> at(i, kinds[i % kinds.length])).toList());
  }

  @Test
  void added_keepsTheFirstAndTheLastTwo_ofAKind_howeverAHubPutsIt() {
    String history = Happening.added("", at(0, Kind.VERIFIED));
    for (int i = 1; i <= 50; i++) {
      history = Happening.added(history, at(i, Kind.DENIED));
    }
    assertThat(Happening.read(history))
        .containsExactly(
            at(0, Kind.VERIFIED), at(1, Kind.DENIED), at(49, Kind.DENIED), at(50, Kind.DENIED));
  }

  @Test
  void added_keepsEntriesOfNewerVersions() {
    assertThat(Happening.added("1 MERGED x", new Happening(AT, Kind.ENDED, "y")))
        .isEqualTo("1 MERGED x\t" + AT.toEpochMilli() + " ENDED y");
  }

  @Test
  void text_isCutAndPrintable_whateverAHubWrites() {
    assertThat(new Happening(AT, Kind.DENIED, " a\tb\nc\u202e ").text()).isEqualTo("a b c");
    assertThat(new Happening(AT, Kind.DENIED, "x".repeat(200)).text()).hasSize(200);
    String cut = new Happening(AT, Kind.DENIED, "x".repeat(196) + "\ud83d\ude00".repeat(50)).text();
    assertThat(cut).isEqualTo("x".repeat(196) + "...");
  }

  @Test
  void read_leavesOutWhatMakesNoSense() {
    assertThat(Happening.read("")).isEmpty();
    assertThat(Happening.read("1 ENDED a\tx\t\t3 NEW c\t2 DENIED b\tz z"))
        .containsExactly(
            new Happening(Instant.ofEpochMilli(1), Kind.ENDED, "a"),
            new Happening(Instant.ofEpochMilli(2), Kind.DENIED, "b"));
  }

  /** Returns an entry whose text is another each time. */
  private static Happening at(int second, Kind kind) {
    return new Happening(AT.plusSeconds(second), kind, second + ": " + "x".repeat(second));
  }
}
