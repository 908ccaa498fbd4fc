package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pushj.WebLink;
import org.pushj.spi.LinkHeaderParser;

/**
 * What every {@link LinkHeaderParser} must do. Implement this interface in a test class, beside
 * others if you like, and say how a parser is made:
 *
 * <pre>{@code
 * class OwnLinkHeaderParserTest implements LinkHeaderParserContract {
 *   @Override
 *   public LinkHeaderParser linkHeaderParser() {
 *     return new OwnLinkHeaderParser();
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
public interface LinkHeaderParserContract {
  /** The URL against which the headers are resolved. */
  URI BASE = URI.create("https://blog.example/a/feed?x=1");

  /** Makes a parser. */
  LinkHeaderParser linkHeaderParser();

  /** Each row: what it is about, the header, and each link as its target and its relations. */
  static Stream<Arguments> headers() {
    return Stream.of(
        arguments("one link", "<https://h/>; rel=\"hub\"", "https://h/ hub"),
        arguments(
            "W-01 several links in one header",
            "<https://h/>; rel=\"hub\", <https://t/>; rel=\"self\"",
            "https://h/ hub | https://t/ self"),
        arguments(
            "W-02 no quotes, no spaces",
            "<https://t/>;rel=self,<https://h/>;rel=hub",
            "https://t/ self | https://h/ hub"),
        arguments("W-03 any case", "<https://h/>; REL=\"HuB\"", "https://h/ hub"),
        arguments(
            "W-04 rel after other parameters",
            "<https://h/>; crossorigin; title=\"the hub\"; title*=UTF-8''n%20o; rel=\"hub\"; x=1",
            "https://h/ hub"),
        arguments(
            "W-05 several relation types",
            "<https://h/>; rel=\" alternate  hub\tup \"",
            "https://h/ alternate hub up"),
        arguments(
            "relation types that are URLs",
            "<https://h/>; rel=\"https://x/HUB hub\"",
            "https://h/ https://x/hub hub"),
        arguments(
            "the same relation type twice", "<https://h/>; rel=\"hub HUB\"", "https://h/ hub"),
        arguments(
            "only the first rel counts", "<https://h/>; rel=next; rel=hub", "https://h/ next"),
        arguments("only the first rel counts, even an empty one", "<https://h/>; rel; rel=hub", ""),
        arguments("no rel", "<https://h/>; rev=\"hub\"", ""),
        arguments("no parameters", "<https://h/>", ""),
        arguments(
            "an empty rel", "<https://h/>; rel=\"\", <https://t/>; rel=self", "https://t/ self"),
        arguments("rel with a star is another parameter", "<https://h/>; rel*=UTF-8''hub", ""),
        arguments("single quotes are no quotes", "<https://h/>; rel='hub'", "https://h/ 'hub'"),
        arguments(
            "spaces around everything",
            "  <https://h/> ;\trel = \"hub\" , <https://t/>;rel= self ",
            "https://h/ hub | https://t/ self"),
        arguments(
            "escaped characters",
            "<https://h/>; rel=\"h\\u\\b\"; title=\"a\\\"; rel=next\"",
            "https://h/ hub"),
        arguments(
            "comma and semicolon in quotes",
            "<https://h/>; title=\"a, <b>; rel=self\"; rel=hub",
            "https://h/ hub"),
        arguments(
            "comma and semicolon in a target", "<https://h/a,b;c>; rel=hub", "https://h/a,b;c hub"),
        arguments("quote in a target", "<https://h/a\"b>; rel=hub", "https://h/a%22b hub"),
        arguments(
            "stray commas",
            ",, ,<https://h/>; rel=hub,,<https://t/>; rel=self,",
            "https://h/ hub | https://t/ self"),
        arguments(
            "stray semicolons",
            "<https://h/>;;; rel=hub;;, <https://t/>;;rel=self;",
            "https://h/ hub | https://t/ self"),
        arguments("a value without a name", "<https://h/>; =x; =; rel=hub", "https://h/ hub"),
        arguments("an empty value", "<https://h/>; title=; rel=hub", "https://h/ hub"),
        arguments(
            "no separator between parameters",
            "<https://h/>; a=\"b\" rel=\"hub\", <https://t/>; rel=self",
            "https://t/ self"),
        arguments(
            "no separator between links",
            "<https://h/>; rel=\"hub\" <https://t/>; rel=\"self\"",
            "https://h/ hub | https://t/ self"),
        arguments(
            "garbage between links", "x \"a, <b>\" y, <https://h/>; rel=hub, z", "https://h/ hub"),
        arguments(
            "a target without brackets",
            "https://h/; rel=hub, <https://t/>; rel=self",
            "https://t/ self"),
        arguments(
            "an unterminated quote",
            "<https://t/>; rel=self, <https://h/>; rel=\"hub",
            "https://t/ self | https://h/ hub"),
        arguments(
            "an unterminated quote that eats a link",
            "<https://h/>; title=\"hub, <https://t/>; rel=self",
            ""),
        arguments(
            "a quote that ends in a backslash", "<https://h/>; rel=\"hub \\", "https://h/ \\ hub"),
        arguments(
            "an unterminated bracket",
            "<https://t/>; rel=self, <https://h/; rel=hub",
            "https://t/ self"),
        arguments(
            "a relative target", "<../hub?a=%2F>; rel=hub", "https://blog.example/hub?a=%2F hub"),
        arguments(
            "a target that is only a query",
            "<?page=1>; rel=self",
            "https://blog.example/a/feed?page=1 self"),
        arguments("an empty target", "<>; rel=self", "https://blog.example/a/feed?x=1 self"),
        arguments("a target without scheme", "<//h.example/x>; rel=hub", "https://h.example/x hub"),
        arguments(
            "a target with spaces and bars",
            "< https://h/a b|c >; rel=hub",
            "https://h/a%20b%7Cc hub"),
        arguments(
            "a target that is no URL",
            "<http://[>; rel=hub, <https://t/>; rel=self",
            "https://t/ self"),
        arguments("a target of another scheme", "<mailto:a@b>; rel=hub", "mailto:a@b hub"),
        arguments(
            "an anchor elsewhere",
            "<https://h/>; rel=hub; anchor=\"/other\", <https://t/>; rel=self",
            "https://t/ self"),
        arguments("an anchor at a part", "<https://h/>; rel=hub; anchor=\"#part\"", ""),
        arguments("an anchor that is no URL", "<https://h/>; rel=hub; anchor=\"http://[\"", ""),
        arguments(
            "an anchor at the resource itself",
            "<https://h/>; anchor=\"feed?x=1\"; rel=hub, <https://t/>; anchor=\"\"; rel=self",
            "https://h/ hub | https://t/ self"),
        arguments(
            "the first anchor counts",
            "<https://h/>; rel=hub; anchor=\"\"; anchor=\"/other\"",
            "https://h/ hub"),
        arguments("nothing", "", ""),
        arguments("a comma", ",", ""),
        arguments("a bracket", "<", ""),
        arguments("a quote", "\"", ""),
        arguments("a quote and a backslash", "\"\\", ""));
  }

  @ParameterizedTest(name = "DISC-3: {0}")
  @MethodSource("org.pushj.tck.LinkHeaderParserContract#headers")
  default void parse_takesWhatItUnderstands(String about, String header, String links) {
    assertEquals(links, shown(List.of(header), BASE), about);
  }

  @Test
  @DisplayName("DISC-1: the links of several headers come in their order")
  default void parse_readsAllHeaders() {
    List<String> headers =
        List.of(
            "<https://h/1>; rel=hub",
            "<https://broken; rel=\"x",
            "<https://h/2>; rel=hub, <https://t/>; rel=self");
    assertEquals("https://h/1 hub | https://h/2 hub | https://t/ self", shown(headers, BASE));
  }

  @Test
  default void parse_returnsNothing_whenThereIsNoHeader() {
    assertEquals(List.of(), linkHeaderParser().parse(List.of(), BASE));
  }

  @Test
  default void parse_leavesTheFragmentOfTheBaseOut() {
    URI base = URI.create("https://t/feed#part");
    assertEquals(
        "https://t/feed self", shown(List.of("<>; rel=self; anchor=\"https://t/feed\""), base));
  }

  /** The shapes that make careless parsers slow, each long enough to show it. */
  static Stream<String> bombs() {
    int times = 1_000_000;
    return Stream.of(
        ",".repeat(times),
        " ".repeat(times) + "<x>",
        "<".repeat(times),
        "<x>".repeat(times),
        "<a>;".repeat(times),
        "<x>" + " ;".repeat(times),
        "<x>; " + "a=\"b\" ".repeat(times),
        "<x>; " + "a=\"b\"; ".repeat(times),
        "<x>; " + "a=b;".repeat(times),
        "<x>; rel=\"" + "a".repeat(times),
        "<x>; rel=\"" + "\\\"".repeat(times),
        "<x>; rel=" + "\"".repeat(times),
        "\"".repeat(times),
        "\",".repeat(times),
        "<x>; rel=\"" + "a ".repeat(times) + "\"",
        "<a>; rel=\"hubx\", ".repeat(times),
        "<" + "../".repeat(times) + ">; rel=hubx",
        "<x>; anchor=\"" + "\\".repeat(times));
  }

  @ParameterizedTest
  @MethodSource("org.pushj.tck.LinkHeaderParserContract#bombs")
  @DisplayName("B-03, SEC-4: a header that is a bomb is read to its end, and names no hub")
  default void parse_endsAndFindsNoHub_whenTheHeaderIsABomb(String bomb) {
    List<WebLink> links = linkHeaderParser().parse(List.of(bomb), BASE);
    assertTrue(links.size() <= bomb.length());
    assertEquals(Optional.empty(), WebLink.first(links, "hub"));
  }

  private String shown(List<String> headers, URI base) {
    return String.join(
        " | ",
        linkHeaderParser().parse(headers, base).stream()
            .map(LinkHeaderParserContract::shown)
            .toList());
  }

  private static String shown(WebLink link) {
    return link.target() + " " + String.join(" ", new TreeSet<>(link.relations()));
  }
}
