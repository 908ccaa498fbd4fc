package org.pushj.rewriting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.pushj.rewriting.Rewriting.LINKS;
import static org.pushj.rewriting.Rewriting.links;
import static org.pushj.rewriting.Rewriting.rewrite;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.TopicLinks;

/** Which links go where, in feeds. In the documents {@code |} marks the place. */
class FeedRewritingTest {
  private static final String ATOM = "xmlns='http://www.w3.org/2005/Atom'";
  private static final String ATOM_PREFIX = "xmlns:a='http://www.w3.org/2005/Atom'";
  private static final String DECLARED = "atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\"";
  private static final String OLD = "<link rel='hub' href='https://old.example/'/>";

  static Stream<Arguments> feeds() {
    return Stream.of(
        arguments("Atom", "<feed " + ATOM + ">|<id/></feed>", "link"),
        arguments("Atom with a prefix", "<a:feed " + ATOM_PREFIX + ">|<a:id/></a:feed>", "a:link"),
        arguments("Atom without entries", "<feed " + ATOM + ">|</feed>", "link"),
        arguments("RSS 2.0", "<rss version='2.0'><channel>|<title/></channel></rss>", DECLARED),
        arguments(
            "RSS 2.0 with a prefix",
            "<rss " + ATOM_PREFIX + "><channel>|<title/><a:x/></channel></rss>",
            "a:link"),
        arguments(
            "RSS 2.0 with a prefix of the channel",
            "<rss><channel " + ATOM_PREFIX + ">|<title/></channel></rss>",
            "a:link"),
        arguments(
            "RSS 2.0 with a prefix that means something else there",
            "<rss " + ATOM_PREFIX + "><channel xmlns:a='urn:x'>|<title/></channel></rss>",
            DECLARED),
        arguments(
            "RSS 2.0 with another namespace by the name of atom",
            "<rss xmlns:atom='urn:x'><channel>|<atom:title/></channel></rss>",
            DECLARED),
        arguments(
            "RSS in a namespace",
            "<rss xmlns='urn:x'><channel>|<title/></channel></rss>",
            DECLARED),
        arguments(
            "RSS 0.91",
            "<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN'"
                + " 'http://my.netscape.com/publish/formats/rss-0.91.dtd'>"
                + "<rss version='0.91'><channel>|<title/><item/></channel></rss>",
            DECLARED),
        arguments(
            "RSS 1.0",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
                + " xmlns='http://purl.org/rss/1.0/'><channel"
                + " rdf:about='x'>|<title/><items/></channel><item><link>x</link></item></rdf:RDF>",
            DECLARED));
  }

  @DisplayName("PUB-1: a feed names its topic and its hubs, and discovery finds them")
  @ParameterizedTest(name = "{0}")
  @MethodSource("feeds")
  void links_areTheFirstChildren_whenThereWereNone(String name, String feed, String start) {
    String rewritten = rewrite(feed.replace("|", ""), "application/xml");
    assertThat(rewritten).isEqualTo(feed.replace("|", links(start, "")));
    assertThat(Rewriting.discover(rewritten.getBytes(UTF_8), "application/xml"))
        .isEqualTo(new TopicLinks(Rewriting.SELF, List.of(Rewriting.HUB, Rewriting.SECOND_HUB)));
    assertThat(rewrite(rewritten, "application/xml")).isEqualTo(rewritten);
  }

  @Test
  void links_standAsTheirNeighboursDo() {
    assertThat(rewrite("<feed " + ATOM + ">\r\n\r\n\t<!-- c -->\r\n\t<id/>\r\n</feed>", ""))
        .isEqualTo(
            "<feed "
                + ATOM
                + ">\r\n\t"
                + links("link", "\r\n\t")
                + "\r\n\r\n\t<!-- c -->\r\n\t<id/>\r\n</feed>");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/>", " />", "\n/>"})
  void links_areTheOnlyChildren_whenTheFeedIsEmpty(String end) {
    assertThat(rewrite("<feed " + ATOM + end, ""))
        .isEqualTo("<feed " + ATOM + end.replace("/>", ">") + LINKS + "</feed>");
    assertThat(rewrite("<rss><channel" + end + "</rss>", ""))
        .isEqualTo(
            "<rss><channel" + end.replace("/>", ">") + links(DECLARED, "") + "</channel></rss>");
  }

  static Stream<Arguments> oldLinks() {
    return Stream.of(
        arguments("one", "\n <id/>\n |" + OLD + "\n <x/>", "\n <id/>\n |\n <x/>"),
        arguments(
            "several",
            "\n |<link rel='self' href='x'/>\n\n " + OLD + "<x/>\n " + OLD + "\n",
            "\n |<x/>\n"),
        arguments(
            "with content",
            "|<link rel='hub' href='x'>a<b/>c</link >\n <link href='y'/>",
            "|\n <link href='y'/>"),
        arguments("of any case", "|<link rel=' HuB ' href='x'/>", "|"),
        arguments(
            "that are written out",
            "|<link href='x' rel='http://www.iana.org/assignments/relation/self'/>",
            "|"),
        arguments(
            "with a prefix of their own",
            "|<b:link xmlns:b='http://www.w3.org/2005/Atom' rel='hub' href='x'/>",
            "|"),
        arguments("with no URL", "|<link rel='hub' href=''/>", "|"),
        arguments(
            "that are more than that",
            "\n |<link title=\" rel='x'\" rel = 'self&#32;alternate hub' href='x'/>",
            "\n |\n <link title=\" rel='x'\" rel = 'alternate' href='x'/>"),
        arguments(
            "that come after entries",
            "<id/>|"
                + OLD
                + "<entry/>\n <link rel='self' href='x'/>"
                + "<entry/><link rel='next hub' href='x'/>",
            "<id/>|<entry/><entry/><link rel='next' href='x'/>"),
        arguments(
            "that come after entries alone", "\n <id/><entry/>\n " + OLD, "\n |\n <id/><entry/>"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oldLinks")
  void links_takeThePlaceOfOldOnes(String name, String before, String after) {
    String feed = "<feed " + ATOM + ">%s</feed>";
    String rewritten = rewrite(feed.formatted(before.replace("|", "")), "text/xml");
    Matcher place = Pattern.compile("(\\s*)\\|").matcher(after);
    assertThat(place.find()).isTrue();
    assertThat(rewritten)
        .isEqualTo(feed.formatted(after.replace("|", links("link", place.group(1)))));
    assertThat(rewrite(rewritten, "text/xml")).isEqualTo(rewritten);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "<link href='x'/>",
        "<link rel='alternate' href='x'/>",
        "<link rel='hubs' href='x'/>",
        "<link rel='hub'/>",
        "<link rel='hub' x:href='x' xmlns:x='urn:x'/>",
        "<link xmlns='' rel='hub' href='x'/>",
        "<x:link xmlns:x='urn:x' rel='hub' href='x'/>",
        "<Link rel='hub' href='x'/>",
        "<source><link rel='self' href='x'/></source>",
        "<entry><link rel='self' href='x'/><source><link rel='hub' href='x'/></source></entry>",
        "<!-- <link rel='hub' href='x'/> -->",
        "<![CDATA[<link rel='hub' href='x'/>]]>",
        "<?link <link rel='hub' href='x'/>?>",
        "<title title=\"&lt;link rel='hub' href='x'/>\"/>"
      })
  void otherLinks_stayAsTheyAre(String child) {
    assertThat(rewrite("<feed " + ATOM + ">" + child + "</feed>", ""))
        .isEqualTo("<feed " + ATOM + ">" + LINKS + child + "</feed>");
  }

  @Test
  void feed_staysAsItIs_whenItSaysTheSameAlready() {
    String feed =
        """
        <feed %s>
          <link rel='hub' href='https://hub.example/?x&#38;y' title="one"/>
          <id/>
          <link href="https://me.example/feed?a=1&amp;b=2" type='application/atom+xml' rel="self"
          ></link>
          <link rel='HUB' href='http://two.example/'/>
          <entry/>
        </feed>
        """
            .formatted(ATOM);
    assertThat(rewrite(feed, "")).isEqualTo(feed);
    assertThat(rewrite(feed.replace("<entry/>", "<entry/>" + OLD), "")).isEqualTo(feed);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"two.example", "me.example", "hub.example"})
  void feed_isRewritten_whenItSaysLess(String name) {
    String feed = "<feed " + ATOM + ">" + LINKS + "</feed>";
    String less = feed.replaceAll("<link rel=\"\\w+\" href=\"https?://" + name + "[^>]*>", "");
    assertThat(less).isNotEqualTo(feed);
    assertThat(rewrite(less, "")).isEqualTo(feed);
  }

  @Test
  void feed_isRewritten_whenItsHubsHaveAnotherOrder() {
    String feed = "<feed " + ATOM + ">" + LINKS + "</feed>";
    String other =
        feed.replace("https://hub.example/?x&amp;y", "-")
            .replace("http://two.example/", "https://hub.example/?x&amp;y")
            .replace("\"-\"", "\"http://two.example/\"");
    assertThat(rewrite(other, "")).isEqualTo(feed);
  }
}
