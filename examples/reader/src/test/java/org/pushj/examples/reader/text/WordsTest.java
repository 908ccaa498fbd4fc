package org.pushj.examples.reader.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "PT1S, 1 second left",
    "PT59S, 59 seconds left",
    "PT59M59S, 60 minutes left",
    "PT47H, 47 hours left",
    "PT167H59M59S, 7 days left",
    "P10D, 10 days left"
  })
  void lease_isPutIntoWords_whileItRuns(Duration left, String words) {
    assertThat(Words.lease(NOW.plus(left), NOW)).isEqualTo(words);
  }

  @Test
  void lease_isPutIntoWords_whenItDoesNotRun() {
    assertThat(Words.lease(null, NOW)).isEqualTo("no lease");
    assertThat(Words.lease(NOW.minusSeconds(300), NOW)).isEqualTo("ended 5 minutes ago");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"0, 0 bytes", "1, 1 byte", "1023, 1023 bytes", "1536, 1.5 KiB", "10485760, 10.0 MiB"})
  void size_isPutIntoWords(long bytes, String words) {
    assertThat(Words.size(bytes)).isEqualTo(words);
  }

  @Test
  void text_isOneBoundedLine() {
    assertThat(Words.bounded("a\r\n\u0000\u009b\u2028\u202eb", 10)).isEqualTo("a b");
    assertThat(Words.bounded("abcdef", 4)).isEqualTo("abc\u2026");
    assertThat(Words.bounded("ab\ud83d\ude00cd", 4)).isEqualTo("ab\u2026");
  }

  @Test
  void html_escapesTextAndNothingElse() {
    Html part = Html.of("<i title=\"{}\">{}</i>", "\"'", "<&>");
    assertThat(Html.of("<p>{} {}</p>", part, "{}").markup())
        .isEqualTo("<p><i title=\"&quot;&#39;\">&lt;&amp;&gt;</i> {}</p>");
    assertThatIllegalArgumentException().isThrownBy(() -> Html.of("<p>", "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> Html.of("<p>{}{}", "x"));
  }
}
