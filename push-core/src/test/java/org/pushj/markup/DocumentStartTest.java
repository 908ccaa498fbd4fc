package org.pushj.markup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.MediaType;

class DocumentStartTest {
  private static final int START = 2048;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<meta charset=iso-8859-1>",
        "<META CharSet = 'iso-8859-1'>",
        "<meta name=x charset\n=\n\" iso-8859-1 \">",
        "<meta http-equiv=content-type content='text/html; charset=iso-8859-1'>",
        "<meta content=\"text/html; charset =  iso-8859-1\">",
        "<meta name=charset charset= iso-8859-1>",
        " <?xml version='1.0' encoding = \"iso-8859-1\"?><html>"
      })
  void encoding_isTheDeclaredOne(String page) throws IOException {
    assertThat(encodingOf(page)).isEqualTo(ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<meta charset=''>", "<meta charset>iso-8859-1", "<meta charset=''latin1>"})
  void encoding_isUtf8_whenNoneIsDeclared(String page) throws IOException {
    assertThat(encodingOf(page)).isEqualTo(UTF_8);
  }

  @Test
  void search_looksAtEachCharacterAFewTimes_whateverThePageSays() {
    String spaces = " ".repeat(START);
    assertThat(looks(DocumentStart.IN_META, "<meta charset=" + spaces)).isLessThan(10 * START);
    assertThat(looks(DocumentStart.IN_META, "<meta charset" + spaces)).isLessThan(10 * START);
    assertThat(looks(DocumentStart.IN_META, "<meta charset='" + spaces)).isLessThan(10 * START);
    assertThat(looks(DocumentStart.IN_XML_DECLARATION, spaces)).isLessThan(10 * START);
    assertThat(looks(DocumentStart.IN_XML_DECLARATION, "<?xml encoding" + spaces))
        .isLessThan(10 * START);
  }

  private static Charset encodingOf(String page) throws IOException {
    return DocumentStart.of(
            new BufferedInputStream(new ByteArrayInputStream(page.getBytes(ISO_8859_1))),
            MediaType.parse("text/html"))
        .encodingOfHtml();
  }

  /** Returns how often a search in vain looks at a character of the first ones of a page. */
  private static int looks(Pattern pattern, String page) {
    CountedText text = new CountedText(page.substring(0, START));
    assertThat(pattern.matcher(text).find()).isFalse();
    return text.looks;
  }

  private static final class CountedText implements CharSequence {
    private final String text;
    private int looks;

    CountedText(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
