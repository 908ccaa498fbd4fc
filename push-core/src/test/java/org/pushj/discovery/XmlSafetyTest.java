package org.pushj.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.WebLink;

class XmlSafetyTest {
  private static final URI URL = URI.create("https://blog.example/a/feed?x=1");
  private static final String ATOM = "xmlns='http://www.w3.org/2005/Atom'";
  private static final String HUB = "<link rel='hub' href='https://h/'/>";
  private static final String SELF = "<link rel='self' href='https://t/'/>";
  private static final String FOUND = "https://h/ hub | https://t/ self";

  @ParameterizedTest(name = "SEC-6: {0}")
  @ValueSource(
      strings = {
        "<!DOCTYPE feed>",
        "<!DOCTYPE feed SYSTEM 'http://127.0.0.1:1/x.dtd'>",
        "<!DOCTYPE feed PUBLIC '-//X//Y' 'http://127.0.0.1:1/x.dtd'>",
        "<!DOCTYPE feed [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>",
        "<!DOCTYPE feed [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
        "<!DOCTYPE feed [<!ENTITY % d SYSTEM 'http://127.0.0.1:1/x.dtd'> %d;]>",
        "<!DOCTYPE feed [<!ATTLIST link href CDATA 'https://no/' rel CDATA 'hub'>]>"
      })
  void links_areFound_whenADocumentTypeIsDeclaredAndNotUsed(String declaration) throws IOException {
    assertThat(shown(declaration + atom("<title>a&nbsp;b</title><link/>" + HUB + SELF)))
        .isEqualTo(FOUND);
  }

  @Test
  @DisplayName("SEC-6: billion laughs are not told")
  void entities_areNotExpanded_whenTheyAreBillionLaughs() throws IOException {
    StringBuilder declaration = new StringBuilder("<!DOCTYPE feed [<!ENTITY a0 'ha'>");
    for (int i = 1; i <= 10; i++) {
      declaration
          .append("<!ENTITY a")
          .append(i)
          .append(" '")
          .append(("&a" + (i - 1) + ";").repeat(10))
          .append("'>");
    }
    String laughs = declaration.append("]>").toString();
    assertThat(shown(laughs + atom("<subtitle>&a10;</subtitle>" + HUB + SELF))).isEqualTo(FOUND);
    assertThat(links(laughs + atom(SELF + "<link rel='hub' href='&a10;'/>"))).isEmpty();
  }

  @Test
  @DisplayName("SEC-6: an external entity is not read")
  void entities_areNotExpanded_whenTheyAreExternal() throws IOException {
    String declaration =
        "<!DOCTYPE feed [<!ENTITY x SYSTEM '"
            + XmlLinksTest.class.getResource("XmlLinksTest.class")
            + "'>]>";
    assertThat(shown(declaration + atom("&x;"))).isEmpty();
    assertThat(links(declaration + atom("<link rel='hub' href='&x;'/>"))).isEmpty();
  }

  @ParameterizedTest(name = "DISC-12: {0} is not XML with links")
  @ValueSource(
      strings = {
        "",
        "text",
        "<feed/>",
        "<feed xmlns='http://purl.org/atom/ns#'/>",
        "<html/>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<a:feed/>",
        "{}",
        "<feed",
        "<!DOCTYPE feed [<!ENTITY x '"
      })
  void document_isNone_whenItsRootIsUnknown(String document) throws IOException {
    assertThat(links(document)).isEmpty();
  }

  @Test
  @DisplayName("DISC-12: a document that breaks is believed only if it has named all before")
  void links_count_whenTheDocumentBreaksAfterThem() throws IOException {
    assertThat(shown("<feed " + ATOM + ">" + HUB + SELF + "<title>a & b")).isEqualTo(FOUND);
    assertThat(links("<feed " + ATOM + ">" + HUB + "<title>a & b</title>" + SELF)).isEmpty();
    assertThat(links("<feed " + ATOM + ">" + SELF)).isEmpty();
  }

  static Stream<String> largeFeeds() {
    int times = 200_000;
    return Stream.of(
        "<subtitle>" + "a&amp;b".repeat(times) + "</subtitle>",
        "<subtitle>" + "&#65;".repeat(times) + "</subtitle>",
        "<subtitle>" + "&nbsp;".repeat(times) + "</subtitle>",
        "<subtitle>" + "x".repeat(times) + "</subtitle>",
        "<x a='" + "&amp;".repeat(times) + "'/>",
        "<x/>".repeat(times),
        "<!-- x -->".repeat(times),
        "<?x y?>".repeat(times),
        "<x>".repeat(200) + "</x>".repeat(200),
        "<x " + "a".repeat(900) + "='' />");
  }

  @ParameterizedTest
  @MethodSource("largeFeeds")
  @DisplayName("DISC-13: a large but harmless feed does not run into a limit of the JDK")
  void links_areFound_whenMuchStandsBeforeThem(String much) throws IOException {
    assertThat(shown(atom(much + HUB))).isEqualTo("https://h/ hub");
  }

  @Test
  @DisplayName("SEC-4: depth and width are bounded")
  void document_isNone_whenItIsTooDeepOrTooWide() throws IOException {
    assertThat(links(atom("<x>".repeat(300) + "</x>".repeat(300) + HUB))).isEmpty();
    StringBuilder wide = new StringBuilder("<x ");
    for (int i = 0; i < 2000; i++) {
      wide.append('a').append(i).append("='' ");
    }
    assertThat(links(atom(wide + "/>" + HUB))).isEmpty();
    assertThat(links(atom(HUB.repeat(5000))).orElseThrow()).hasSize(DocumentSearch.MAX_LINKS);
  }

  @Test
  @DisplayName("DISC-13, DISC-14: reading ends at an entry once both links are found")
  void reading_ends_whenAnEntryBeginsAndNothingIsMissing() throws IOException {
    String entries = "<entry/>".repeat(100_000);
    for (String top : List.of(HUB + SELF, HUB + "<entry/>" + SELF)) {
      Reader feed = new StringReader(atom(top + entries));
      assertThat(ShownLinks.of(XmlLinks.read(feed, URL).orElseThrow())).isEqualTo(FOUND);
      assertThat(feed.read()).as("something is left").isNotNegative();
    }
  }

  @Test
  @DisplayName("DISC-14: what stood above the entries counts though the rest cannot be read")
  void links_count_whenTheRestOfTheFeedCannotBeRead() throws IOException {
    String top = "<feed " + ATOM + ">" + HUB + "<entry/>";
    assertThat(shown(top + "<entry>a & b</entry>" + SELF)).isEqualTo("https://h/ hub");
    assertThat(shown(top + "<entry>")).isEqualTo("https://h/ hub");
    Reader broken = failingAfter(top, new IOException("too late"));
    assertThat(ShownLinks.of(XmlLinks.read(broken, URL).orElseThrow())).isEqualTo("https://h/ hub");
  }

  @Test
  void reading_fails_whenTheReaderOrTheParserDoes() {
    IOException late = new IOException("too late");
    assertThatThrownBy(() -> XmlLinks.read(failingAfter("", late), URL)).isSameAs(late);
    String top = "<feed " + ATOM + ">" + SELF + "<entry/>";
    assertThatThrownBy(() -> XmlLinks.read(failingAfter(top, late), URL)).isSameAs(late);
    assertThatThrownBy(() -> links("<!DOCTYPE feed [\u0001]>" + atom(HUB)))
        .isInstanceOf(IOException.class);
  }

  private static Reader failingAfter(String start, IOException failure) {
    return new FilterReader(new StringReader(start)) {
      @Override
      public int read(char[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0) {
          throw failure;
        }
        return count;
      }
    };
  }

  private static String atom(String content) {
    return "<feed " + ATOM + ">" + content + "</feed>";
  }

  private static Optional<List<WebLink>> links(String document) throws IOException {
    return XmlLinks.read(new StringReader(document), URL);
  }

  private static String shown(String document) throws IOException {
    return ShownLinks.of(links(document).orElseThrow());
  }
}
