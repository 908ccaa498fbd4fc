package org.pushj.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {

  @Test
  void text_hasALineForEachValue_inOrder() {
    Lines.Writer lines = new Lines.Writer().put("b", "1").put("a", 2).put("none", null);
    assertThat(lines).hasToString("b=1\na=2\n");
    assertThat(Lines.parse(lines.toString()).startingWith(""))
        .containsExactly(Map.entry("b", "1"), Map.entry("a", "2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "=",
        "a=b",
        "\n",
        "a\nb=c\n",
        "\r\n",
        "\\",
        "\\\\",
        "\\n",
        "\\e",
        "\\=",
        "\\\n",
        "é 世界 \uD83D\uDE80",
        "\0"
      })
  void text_survives_asNameAndAsValue(String any) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("before", "x");
    values.put(any, any);
    values.put("after", "y");
    assertThat(Lines.parse(new Lines.Writer().putAll(values).toString()).startingWith(""))
        .containsExactlyEntriesOf(values);
  }

  @Test
  void values_areFoundByPrefix() {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      values.put("x." + i + "=", "v" + i);
    }
    Lines.Writer lines = new Lines.Writer().put("x", 1).putAll(values).put("last", 2);
    Lines parsed = Lines.parse(lines.toString());
    assertThat(parsed.startingWith("x."))
        .hasSize(100)
        .containsEntry("0=", "v0")
        .containsEntry("99=", "v99");
    assertThat(parsed.startingWith("y")).isEmpty();
    assertThat(parsed.get("x")).isEqualTo("1");
    assertThat(parsed.get("last")).isEqualTo("2");
  }

  @Test
  void emptyText_hasNoLines() {
    assertThat(Lines.parse("").startingWith("")).isEmpty();
    assertThat(new Lines.Writer()).hasToString("");
  }

  @Test
  void lastLine_mayEndWithoutANewline() {
    assertThat(Lines.parse("a=1\nb=2").startingWith(""))
        .containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
  }

  @Test
  void lastOne_counts_whenANameComesTwice() {
    assertThat(Lines.parse("a=1\na=2\n").get("a")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"opensesame", "\n", "a=1\nopensesame", "a=1\nopensesame\nb=2\n"})
  void parse_refusesALineWithoutAName_andDoesNotRepeatIt(String text) {
    assertThatThrownBy(() -> Lines.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without a name")
        .hasMessageNotContaining("opensesame");
  }

  @Test
  void require_namesTheLineThatIsMissing() {
    Lines lines = Lines.parse("a=1\n");
    assertThat(lines.require("a")).isEqualTo("1");
    assertThat(lines.get("b")).isNull();
    assertThatThrownBy(() -> lines.require("b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the text has no line b");
  }
}
