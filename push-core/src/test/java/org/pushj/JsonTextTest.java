package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void text_isEscaped_whereJsonOrAScriptWouldEnd() {
    assertThat(JsonText.of("a\"b\\c\n</script>é\u2028😀"))
        .isEqualTo("\"a\\\"b\\\\c\\u000a\\u003c/script>\\u00e9\\u2028\\ud83d\\ude00\"");
    assertThat(JsonText.of("")).isEqualTo("\"\"");
  }
}
