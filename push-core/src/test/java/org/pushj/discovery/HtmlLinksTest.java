package org.pushj.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.WebLink;

class HtmlLinksTest {
  private static final URI URL = URI.create("https://blog.example/a/page?x=1");
  private static final String LINKS =
      "<link rel=hub href=https://h/><link rel=self href=https://t/>";
  private static final String FOUND = "https://h/ hub | https://t/ self";

  /** Each row: what it is about, the page, and each link as its target and its relations. */
  static Stream<Arguments> heads() {
    return Stream.of(
        arguments(
            "a plain page",
            "<!doctype html><html><head><title>x</title>" + LINKS + "</head><body>x</body></html>",
            FOUND),
        arguments("no html, no head, no body", LINKS, FOUND),
        arguments("no end of the head", "<title>x</title>" + LINKS + "<p>text", FOUND),
        arguments(
            "upper case",
            "<HTML><HEAD><LINK REL=HUB HREF=https://h/><Link Rel='Self' Href='https://t/'/>",
            FOUND),
        arguments(
            "spaces in tags", "<link\n rel = 'hub'\n href = \"https://h/\"\n>", "https://h/ hub"),
        arguments(
            "several relation types",
            "<link rel=' next\n\thub ' href=https://h/>",
            "https://h/ hub next"),
        arguments("spaces around a URL", "<link rel=hub href=' https://h/\n'>", "https://h/ hub"),
        arguments(
            "character references",
            "<link rel=self href='https://t/?a=1&amp;b=2&copy=3&#38;c'>",
            "https://t/?a=1&b=2&copy=3&c self"),
        arguments(
            "a character reference in rel",
            "<link rel='h&#117;b' href=https://h/>",
            "https://h/ hub"),
        arguments(
            "the first of two equal attributes",
            "<link rel=hub rel=self href=https://h/ href=https://x/>",
            "https://h/ hub"),
        arguments(
            "a link after the head, before the body", "<head></head>" + LINKS + "<body>", FOUND),
        arguments(
            "other elements of the head",
            "<head><meta charset=utf-8><style>a{}</style><script>b</script><base target=x>" + LINKS,
            FOUND),
        arguments(
            "other relations",
            "<link rel=next href=/2><link rel=stylesheet href=s>" + LINKS,
            FOUND),
        arguments(
            "a link without rel, without href, with an empty one",
            "<link href=/x><link rel=hub><link rel=hub href=''>",
            ""),
        arguments("an anchor element", "<head></head><body><a rel=hub href=https://h/>x</a>", ""),
        arguments("an empty page", "", ""),
        arguments("text", "just text", ""));
  }

  @ParameterizedTest(name = "DISC-4: {0}")
  @MethodSource("heads")
  void links_areThoseOfTheHead(String about, String page, String links) throws IOException {
    assertThat(shown(page)).as(about).isEqualTo(links);
  }

  /** What only looks as if it stood in the head. */
  static Stream<Arguments> notInTheHead() {
    return Stream.of(
        arguments("the body", "<head></head><body>" + LINKS + "</body>"),
        arguments("the body, begun by text", "text" + LINKS),
        arguments("the body, begun by a paragraph in the head", "<head><p>" + LINKS + "</head>"),
        arguments("the body, begun by an unknown element", "<head><x-y>" + LINKS + "</x-y></head>"),
        arguments("the body, begun by SVG", "<head><svg>" + LINKS + "</svg></head>"),
        arguments("a second head", "<head></head><body><head>" + LINKS + "</head>"),
        arguments(
            "a head after the end", "<head></head><body></body></html><head>" + LINKS + "</head>"),
        arguments("a comment", "<head><!-- " + LINKS + " --></head>"),
        arguments(
            "a comment of Internet Explorer", "<head><!--[if IE]>" + LINKS + "<![endif]--></head>"),
        arguments("a script", "<head><script>'" + LINKS + "'</script></head>"),
        arguments("a style", "<head><style>" + LINKS + "</style></head>"),
        arguments("the title", "<head><title>" + LINKS + "</title></head>"),
        arguments("a title without end", "<head><title>" + LINKS + "</head><body>"),
        arguments("a template", "<head><template>" + LINKS + "</template></head>"),
        arguments("noframes", "<head><noframes>" + LINKS + "</noframes></head>"),
        arguments("a frameset", "<head></head><frameset>" + LINKS + "</frameset>"),
        arguments("an attribute", "<head><meta content='" + LINKS + "'></head>"),
        arguments("a noscript with text", "<head><noscript>x" + LINKS + "</noscript></head>"),
        arguments(
            "a noscript with an image",
            "<head><noscript><img src=x>" + LINKS + "</noscript></head>"),
        arguments(
            "an element in a noscript",
            "<head><noscript><div>" + LINKS + "</div></noscript></head>"),
        arguments(
            "the body in an open noscript", "<head><noscript></head><body>" + LINKS + "</body>"));
  }

  @ParameterizedTest(name = "DISC-4: nothing in {0}")
  @MethodSource("notInTheHead")
  void links_areIgnored_whenTheyAreNotInTheHead(String about, String page) throws IOException {
    assertThat(shown(page)).as(about).isEmpty();
  }

  @Test
  @DisplayName(
      "DISC-4: a noscript of the head counts, as no script runs here, and does not end the head")
  void links_count_whenTheyAreInNoscript() throws IOException {
    assertThat(shown("<head><noscript> <!-- x --><style></style>" + LINKS + "</noscript></head>"))
        .isEqualTo(FOUND);
    assertThat(shown("<head><noscript><img src=x></noscript>" + LINKS + "</head>"))
        .isEqualTo(FOUND);
  }

  /** Each row: what it is about, the base element, and where a link to "hub" leads. */
  static Stream<Arguments> bases() {
    return Stream.of(
        arguments("no base", "", "https://blog.example/a/hub"),
        arguments(
            "an absolute base", "<base href='http://cdn.example/x/y'>", "http://cdn.example/x/hub"),
        arguments("a relative base", "<base href='../b/'>", "https://blog.example/b/hub"),
        arguments(
            "a base without href first",
            "<base target=_top><base href='/b/'>",
            "https://blog.example/b/hub"),
        arguments(
            "the first of two bases",
            "<base href='/b/'><base href='/c/'>",
            "https://blog.example/b/hub"),
        arguments(
            "a base that is no URL",
            "<base href='http://['><base href='/c/'>",
            "https://blog.example/a/hub"),
        arguments("a base of data", "<base href='data:text/html,x'>", "https://blog.example/a/hub"),
        arguments(
            "a base of javascript", "<base href='javascript:x'>", "https://blog.example/a/hub"),
        arguments(
            "a base in a template",
            "<template><base href='/t/'></template>",
            "https://blog.example/a/hub"),
        arguments(
            "a base in the body", "</head><body><base href='/b/'>", "https://blog.example/a/hub"));
  }

  @ParameterizedTest(name = "DISC-6: {0}")
  @MethodSource("bases")
  void links_areResolvedAgainstTheBase(String about, String base, String hub) throws IOException {
    assertThat(shown("<head><link rel=hub href=hub>" + base)).as(about).isEqualTo(hub + " hub");
  }

  @Test
  @DisplayName("DISC-6: links that are only a query keep the path")
  void links_keepThePath_whenTheyAreOnlyAQuery() throws IOException {
    assertThat(shown("<link rel=self href='?page=1'>"))
        .isEqualTo("https://blog.example/a/page?page=1 self");
  }

  @Test
  @DisplayName("DISC-13: reading ends where the body begins")
  void reading_ends_whenTheBodyBegins() throws IOException {
    String page = "<head>" + LINKS + "</head><body>" + "<p>x</p>".repeat(100_000);
    assertThat(charactersRead(page)).isLessThan(10_000);
  }

  @Test
  @DisplayName("SEC-9: a page of 2 MiB does not become elements of half a gigabyte")
  void reading_ends_whenTheHeadHasFarTooManyTags() throws IOException {
    String page = "<head>" + LINKS + "<template>" + "<b><p><i>".repeat(230_000);
    assertThat(charactersRead(page)).isLessThan(100_000);
  }

  @ParameterizedTest
  @DisplayName("SEC-13: of a page of tags with 512 attributes not much is read")
  @ValueSource(strings = {" %s", "/%s", " %s=''", "\t%s=1", "%s=\"\""})
  void reading_ends_whenTheTagsHaveFarTooManyAttributes(String attribute) throws IOException {
    StringBuilder tag = new StringBuilder("<b ");
    for (int i = 0; i < 512; i++) {
      tag.append(attribute.formatted("a" + i));
    }
    String page = "<head>" + LINKS + "<template>" + (tag + ">").repeat(700);
    assertThat(charactersRead(page)).isLessThan(400_000);
  }

  /** Reads a page that begins with two links. */
  private static int charactersRead(String page) throws IOException {
    AtomicInteger read = new AtomicInteger();
    Reader counting =
        new FilterReader(new StringReader(page)) {
          @Override
          public int read(char[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            read.addAndGet(count);
            return count;
          }
        };
    assertThat(HtmlLinks.read(counting, URL)).hasSize(2);
    return read.get();
  }

  static Stream<String> bombs() {
    int times = 50_000;
    return Stream.of(
        "<meta>".repeat(times),
        "<base href=x>".repeat(times),
        "<template>".repeat(times),
        "<template>" + "<div>".repeat(times),
        "<template>" + "<b><p></b>".repeat(times),
        "<noscript><b>".repeat(times),
        "<link " + "x=1 ".repeat(times) + ">",
        "<link rel='" + "x ".repeat(times) + "' href=a>",
        "<link x='" + "&amp;".repeat(times),
        "<!--" + "x".repeat(times));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  @DisplayName("SEC-4: a head that is a bomb is read to its end")
  void links_areFound_whenABombFollowsThem(String bomb) throws IOException {
    assertThat(shown(LINKS + bomb)).isEqualTo(FOUND);
  }

  @Test
  @DisplayName("SEC-4: many links against a long base stay few and short")
  void links_areBounded_whenThereAreMany() throws IOException {
    String base = "<base href='/" + "x".repeat(8192) + "/'>";
    List<WebLink> links = links(base + "<link rel=hub href=a>".repeat(50_000));
    assertThat(links).hasSize(DocumentSearch.MAX_LINKS);
    assertThat(links.get(0).target()).hasToString("https://blog.example/a/a");
  }

  @Test
  @DisplayName("SEC-4: an error in the parser is an error of reading")
  void reading_fails_whenTheParserDoes() {
    IllegalStateException error = new IllegalStateException("as from inside the parser");
    Reader failing =
        new FilterReader(Reader.nullReader()) {
          @Override
          public int read(char[] buffer, int offset, int length) {
            throw error;
          }
        };
    assertThatThrownBy(() -> HtmlLinks.read(failing, URL))
        .isInstanceOf(IOException.class)
        .hasCause(error);
  }

  @Test
  void reading_fails_whenTheReaderDoes() {
    IOException late = new IOException("too late");
    Reader failing =
        new FilterReader(Reader.nullReader()) {
          @Override
          public int read(char[] buffer, int offset, int length) throws IOException {
            throw late;
          }
        };
    assertThatThrownBy(() -> HtmlLinks.read(failing, URL)).isSameAs(late);
  }

  private static List<WebLink> links(String page) throws IOException {
    return HtmlLinks.read(new StringReader(page), URL);
  }

  private static String shown(String page) throws IOException {
    return ShownLinks.of(links(page));
  }
}
