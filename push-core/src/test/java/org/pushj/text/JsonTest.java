package org.pushj.text;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void text_isEscaped_whereJsonOrAScriptWouldEnd() {
    assertThat(Json.write("a\"b\\c\n</script>é\u2028😀"))
        .isEqualTo("\"a\\\"b\\\\c\\u000a\\u003c/script>\\u00e9\\u2028\\ud83d\\ude00\"");
    assertThat(Json.write("")).isEqualTo("\"\"");
  }

  @Test
  void text_isReadAgain_asItWas() {
    String text = IntStream.range(0, 0x3000).mapToObj(Character::toString).collect(joining());
    assertThat(JsonParser.parseString(Json.write(text)).getAsString()).isEqualTo(text);
  }
}
