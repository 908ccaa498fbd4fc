package org.pushj.rewriting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.pushj.rewriting.Rewriting.LINKS;
import static org.pushj.rewriting.Rewriting.rewrite;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Arrays;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.DocumentException;
import org.pushj.MediaType;
import org.pushj.tck.FakeTopicSite;

/** Documents that are none, or that mean harm. */
class RewritingSafetyTest {
  private static final String START = "<feed xmlns='http://www.w3.org/2005/Atom'>";
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  @DisplayName("SEC-6: nothing is fetched for a document")
  void externals_areNotFetched_andStay() {
    try (FakeTopicSite site = FakeTopicSite.start()) {
      String declaration =
          "<!DOCTYPE feed SYSTEM '%1$s' [<!ENTITY x SYSTEM '%1$s'><!ENTITY %% d SYSTEM '%1$s'> %%d;]>"
              .formatted(site.url("/x.dtd"));
      String rest = "<title a='&x;'>&x;</title></feed>";
      assertThat(rewrite(declaration + START + rest, "text/xml"))
          .isEqualTo(declaration + START + LINKS + rest);
      assertThat(site.requests()).isEmpty();
    }
  }

  @Test
  @DisplayName("SEC-6: billion laughs are passed on, and not told")
  void entities_areNotExpanded() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE feed [<!ENTITY a0 'ha'>");
    for (int i = 1; i <= 30; i++) {
      laughs.append("<!ENTITY a%d '%s'>".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
    }
    String declaration = laughs + "]>";
    String rest = "<title a='&a30;'>&a30;</title></feed>";
    String rewritten =
        assertTimeoutPreemptively(SOON, () -> rewrite(declaration + START + rest, "text/xml"));
    assertThat(rewritten).isEqualTo(declaration + START + LINKS + rest);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 1 | not well-formed",
        "`  ` | 1 | not well-formed",
        "no document | 1 | not well-formed",
        "<entry xmlns='http://www.w3.org/2005/Atom'/> | 1 | root element is entry in the namespace"
            + " http://www.w3.org/2005/Atom",
        "<feed/> | 1 | root element is feed in no namespace",
        "<urlset/> | 1 | neither an Atom nor an RSS feed nor an XHTML page",
        "<rss><title/></rss> | 0 | has no channel",
        "<rss><x><channel/></x></rss> | 0 | has no channel",
        "<?xml <feed/> | 1 | not well-formed",
        "<?xml version='1.0' <a/>?><rss><channel/></rss> | 1 | not well-formed"
      })
  void document_isRefused_whenItHoldsNoLinks(String document, int line, String message) {
    refuses(document, "application/xml", line, message);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "<a>",
        "<a></b>",
        "<a b=1/>",
        "<a b='<'/>",
        "<a b='&undeclared;'/>",
        "<a b='1' b='2'/>",
        "<x:a/>",
        "&;",
        "<a",
        "<a b='",
        "< a/>",
        "<",
        "<!-- ",
        "<!-- -- -->",
        "<![CDATA[ ",
        "<?pi",
        "<!DOCTYPE feed>",
        "<!a>",
        "]]>",
        "\u0001",
        "&#0;"
      })
  void document_isRefused_whenItIsNotWellFormed(String content) {
    refuses(START + "\n" + content + "</feed>", "text/xml", 2, "not well-formed");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "<!DOCTYPE feed [",
        "<!DOCTYPE feed",
        "<!DOCTYPE feed '",
        "<!DOCTYPE feed><!DOCTYPE feed>",
        "<?x"
      })
  void document_isRefused_whenItsPrologIsWrong(String prolog) {
    assertThatThrownBy(() -> rewrite(prolog + START + "</feed>", "text/xml"))
        .isInstanceOf(DocumentException.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "<x",
        "<feedeed xmlns='http://www.w3.org/2005/Atom'<---",
        "<html lang=de",
        "<html><head",
        "<meta charset=utf-8",
        "<!--",
        "<html><!-- > "
      })
  void page_isRefused_whenItEndsWhereALinkWouldBeNone(String page) {
    assertThatThrownBy(() -> rewrite(page, "text/html"))
        .isInstanceOf(DocumentException.class)
        .hasMessage("The page ends within a tag or a comment");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "image/png, \u0089PNG",
    "image/svg+xml, <svg/>",
    "text/plain, text",
    "'', text",
    "application/json, {}",
    "application/octet-stream, text"
  })
  void document_isRefused_whenItIsNoMarkup(String type, String document) {
    assertThatThrownBy(() -> rewrite(document, type))
        .isInstanceOf(DocumentException.class)
        .hasMessage(
            "The document is neither a feed nor a page; its media type is \"" + type + "\"");
  }

  @Test
  void document_isRefused_whenNothingCanBeWrittenInItsEncoding() {
    assertThatThrownBy(() -> rewrite(START + "</feed>", "text/xml;charset=ISO-2022-CN"))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("ISO-2022-CN");
  }

  @Test
  void document_isRefused_whenATagHasNoEnd() throws IOException {
    InputStream endless =
        new SequenceInputStream(
            new ByteArrayInputStream((START + "<a b='").getBytes(UTF_8)), new Endless());
    DocumentRewriter rewriter = new DocumentRewriter(Rewriting.ADVERTISEMENT);
    assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatThrownBy(
                    () ->
                        rewriter.rewrite(
                            endless, MediaType.parse("text/xml"), OutputStream.nullOutputStream()))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("2097152 characters"));
  }

  @Test
  void document_isNotWrittenAtAll_whenItGoesWrongAtTheTop() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream wrong = new ByteArrayInputStream((START + "<id></feed>").getBytes(UTF_8));
    assertThatThrownBy(
            () ->
                new DocumentRewriter(Rewriting.ADVERTISEMENT)
                    .rewrite(wrong, MediaType.parse("text/xml"), out))
        .isInstanceOf(DocumentException.class);
    assertThat(out.size()).isZero();
  }

  @Test
  void failure_ofReadingOrWriting_isThrownAsItIs() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream((START + " ".repeat(3000)).getBytes(UTF_8)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("broken");
              }

              @Override
              public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("broken");
              }
            });
    DocumentRewriter rewriter = new DocumentRewriter(Rewriting.ADVERTISEMENT);
    assertThatThrownBy(
            () ->
                rewriter.rewrite(broken, MediaType.parse("text/xml"), new ByteArrayOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessage("broken");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    InputStream feed = new ByteArrayInputStream((START + "</feed>").getBytes(UTF_8));
    assertThatThrownBy(() -> rewriter.rewrite(feed, MediaType.parse("text/xml"), full))
        .isInstanceOf(IOException.class)
        .hasMessage("full");
  }

  private static void refuses(String document, String type, int line, String message) {
    assertThatThrownBy(() -> rewrite(document, type))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(line > 0 ? "(line " + line + ", column " : "")
        .asInstanceOf(InstanceOfAssertFactories.type(DocumentException.class))
        .satisfies(
            refused -> {
              assertThat(refused.line()).isEqualTo(line);
              assertThat(refused.column() > 0).isEqualTo(line > 0);
            });
  }

  /** Gives the same letter for ever. */
  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 'x';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      Arrays.fill(bytes, offset, offset + length, (byte) 'x');
      return length;
    }
  }
}
