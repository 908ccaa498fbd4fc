package org.pushj.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlHeadTest {
  private static final int FAR_TOO_LONG = 256 << 10;
  private static final int BOUND = 64 << 10;
  private static final String LINK = "<link rel=hub href=https://hub.example/>";

  @ParameterizedTest
  @ValueSource(strings = {"<", "</", "<<", "<title></", "<title></title", "<script></", "<a<b"})
  void reading_ends_whenTheNameOfATagIsFarTooLong(String start) throws IOException {
    CountedReader page = new CountedReader(LINK + start + "a".repeat(FAR_TOO_LONG));
    Optional<HtmlHead> head = HtmlHead.read(page, false);
    assertThat(page.count).isLessThan(BOUND);
    assertThat(head).hasValueSatisfying(each -> assertThat(each.links()).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!--%s-->",
        "<title>a<%s</title>",
        "<meta content='a<b %s'>",
        "<meta/content=%s>",
        "<title>&lt;%s</title>",
        "<style>a>b<5%s</style>",
        "<title>< %s</title>"
      })
  void reading_goesOn_whenSomethingElseIsLong(String part) throws IOException {
    String filler = "1".repeat(FAR_TOO_LONG);
    assertThat(HtmlHead.read(new StringReader(part.replace("%s", filler) + LINK), false))
        .hasValueSatisfying(head -> assertThat(head.links()).hasSize(1));
  }

  @Test
  void name_isRead_whenThePageIsOnesOwn() throws IOException {
    String start = "<title></title" + "a".repeat(BOUND) + "></title>";
    assertThat(HtmlHead.read(new StringReader(start + LINK), true))
        .hasValueSatisfying(
            head -> assertThat(head.links()).extracting(Element::normalName).contains("link"));
  }

  private static final class CountedReader extends FilterReader {
    private int count;

    CountedReader(String text) {
      super(new StringReader(text));
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
