package org.pushj.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Problem;
import org.pushj.Urls;

class TextsTest {

  @ParameterizedTest
  @DisplayName("Nothing that breaks, colours or turns a line is left of untrusted text")
  @ValueSource(
      chars = {
        '\u0000', '\t', '\n', '\r', '\u001b', '\u007f', '\u0080', '\u0085', '\u009b', '\u009f',
        '\u061c', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202b', '\u202c', '\u202d',
        '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'
      })
  void printable_hasNoControl_whateverTheText(char control) {
    assertThat(Texts.printable("a" + control + control + "b")).isEqualTo("a b");
    assertThat(Texts.excerpt("a" + control)).isEqualTo("a ");
  }

  @Test
  void printable_hasNoHalfOfAPair() {
    assertThat(Texts.printable("a\uD83Db")).isEqualTo("a b");
    assertThat(Texts.printable("\uDCEC")).isEqualTo(" ");
  }

  @Test
  void printable_keepsTheRest() {
    String text = "é ß 日本 שלום \u00a0\u200b\u200d\u2027\u2030 \uD83D\uDCEC";
    assertThat(Texts.printable(text)).isEqualTo(text);
  }

  @Test
  @DisplayName("A URL that no parser has escaped breaks no line")
  void urlInMessage_hasNoControl() {
    assertThat(Urls.forMessage(URI.create("http://h/\u202egpj.exe")))
        .isEqualTo("http://h/ gpj.exe");
  }

  @Test
  void cut_leavesNoHalfOfAPair() {
    String pair = "\ud83d\ude00";
    assertThat(Texts.cut("abc" + pair, 4)).isEqualTo("abc");
    assertThat(Texts.cut("abc" + pair, 5)).isEqualTo("abc" + pair);
    assertThat(Texts.cut("ab" + pair + "c", 4)).isEqualTo("ab" + pair);
    assertThat(Problem.of(Problem.Kind.DENIED, "x".repeat(999) + pair).text())
        .isEqualTo("x".repeat(999));
    assertThat(Texts.excerpt("x".repeat(199) + pair)).isEqualTo("x".repeat(199) + "...");
  }
}
