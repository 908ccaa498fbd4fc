package org.pushj.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pushj.WebLink;

class XmlLinksTest {
  private static final URI URL = URI.create("https://blog.example/a/feed?x=1");
  private static final String ATOM = "xmlns='http://www.w3.org/2005/Atom'";
  private static final String HUB = "<link rel='hub' href='https://h/'/>";
  private static final String SELF = "<link rel='self' href='https://t/'/>";
  private static final String FOUND = "https://h/ hub | https://t/ self";

  /** Each row: what it is about, the document, and each link as its target and its relations. */
  static Stream<Arguments> feeds() {
    return Stream.of(
        arguments("an Atom feed", atom("<title>x</title>" + HUB + SELF + "<entry/>"), FOUND),
        arguments(
            "an Atom feed under a prefix",
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:link rel='hub'"
                + " href='https://h/'/></a:feed>",
            "https://h/ hub"),
        arguments(
            "an RSS feed",
            rss(
                "<link>https://blog.example/</link><a:link rel='hub' href='https://h/'/><a:link"
                    + " rel='self' href='https://t/'/><item/>"),
            FOUND),
        arguments(
            "an RSS feed with the namespace at the link",
            "<rss><channel><link " + ATOM + " rel='hub' href='https://h/'/></channel></rss>",
            "https://h/ hub"),
        arguments(
            "an RSS feed in a namespace of its own",
            "<rss xmlns='http://backend.userland.com/rss2'><channel><link "
                + ATOM
                + " rel='hub' href='https://h/'/></channel></rss>",
            "https://h/ hub"),
        arguments(
            "an RSS 1.0 feed",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
                + " xmlns='http://purl.org/rss/1.0/'"
                + " xmlns:a='http://www.w3.org/2005/Atom'><channel><link>x</link><a:link rel='hub'"
                + " href='https://h/'/><items/></channel><item><a:link rel='hub'"
                + " href='https://no/'/></item></rdf:RDF>",
            "https://h/ hub"),
        arguments("an XHTML page", xhtml("<title/><script src='x'/>" + HUB + SELF), FOUND),
        arguments(
            "an XHTML page under a prefix",
            "<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head><h:link rel='hub'"
                + " href='https://h/'/></h:head></h:html>",
            "https://h/ hub"),
        arguments(
            "any case of relation types, and several",
            atom("<link rel=' Next HUB ' href='https://h/'/>"),
            "https://h/ hub next"),
        arguments(
            "a relation type that is written out",
            atom("<link rel='http://www.iana.org/assignments/relation/hub' href='https://h/'/>"),
            "https://h/ hub"),
        arguments(
            "a link without rel or without href",
            atom("<link href='https://x/'/><link rel='hub'/>"),
            ""),
        arguments(
            "an empty href in Atom",
            atom("<link rel='self' href=''/>"),
            "https://blog.example/a/feed?x=1 self"),
        arguments("an empty href in XHTML", xhtml("<link rel='self' href=''/>"), ""),
        arguments(
            "attributes in other namespaces",
            atom(
                "<link xmlns:y='urn:y' y:rel='self' y:href='https://no/' rel='hub'"
                    + " href='https://h/'/>"),
            "https://h/ hub"),
        arguments(
            "character references",
            atom("<link rel='h&#117;b' href='https://h/?a&amp;b'/>"),
            "https://h/?a&b hub"),
        arguments(
            "a link with content",
            atom("<link rel='hub' href='https://h/'><x>y</x></link>" + SELF),
            FOUND),
        arguments(
            "an item of another namespace",
            atom("<item xmlns='urn:x'/><entry xmlns='urn:x'/>" + HUB),
            "https://h/ hub"),
        arguments(
            "comments, instructions, CDATA",
            atom("<!-- x --><?x y?><subtitle><![CDATA[<link rel='hub'/>]]></subtitle>" + HUB),
            "https://h/ hub"),
        arguments(
            "a stylesheet and a schema",
            "<?xml-stylesheet href='http://127.0.0.1:1/'?>"
                + atom(HUB)
                    .replace(
                        "<feed",
                        "<feed xmlns:s='http://www.w3.org/2001/XMLSchema-instance'"
                            + " s:schemaLocation='urn:x http://127.0.0.1:1/'"),
            "https://h/ hub"));
  }

  @ParameterizedTest(name = "DISC-5: {0}")
  @MethodSource("feeds")
  void links_areThoseOfTheFeed(String about, String document, String links) throws IOException {
    assertThat(shown(document)).as(about).isEqualTo(links);
  }

  static Stream<Arguments> below() {
    String inEntry = "<entry><link rel='hub' href='https://no/'/></entry>";
    String inItem = "<item><a:link rel='self' href='https://no/'/></item>";
    return Stream.of(
        arguments("both", atom(inEntry + HUB + SELF + inEntry), FOUND),
        arguments("both, apart", atom(inEntry + HUB + inEntry + SELF), FOUND),
        arguments("the hub", atom(SELF + inEntry + HUB), "https://t/ self | https://h/ hub"),
        arguments("the self link", atom(HUB + inEntry + SELF), FOUND),
        arguments(
            "both, in RSS",
            rss(
                inItem
                    + "<a:link rel='hub' href='https://h/'/><a:link rel='self'"
                    + " href='https://t/'/>"),
            FOUND),
        arguments("another hub than at the top", atom(HUB + SELF + inEntry + "<x/>" + HUB), FOUND));
  }

  @ParameterizedTest(name = "DISC-14: {0} below the entries")
  @MethodSource("below")
  void links_areFound_whenTheyStandBelowTheEntries(String about, String document, String links)
      throws IOException {
    assertThat(shown(document)).as(about).isEqualTo(links);
  }

  /** Links that say nothing about the feed. */
  static Stream<Arguments> elsewhere() {
    return Stream.of(
        arguments("in an entry", atom("<entry>" + HUB + "</entry>")),
        arguments("in an entry below", atom("<entry/><entry>" + HUB + "</entry>")),
        arguments("in the author", atom("<author>" + HUB + "</author>")),
        arguments(
            "in a source", atom("<x xmlns='urn:x'><source " + ATOM + ">" + HUB + "</source></x>")),
        arguments("in an image", rss("<image><a:link rel='hub' href='https://h/'/></image>")),
        arguments("in a feed in a feed", atom("<feed>" + HUB + "</feed>")),
        arguments(
            "beside the channel",
            "<rss xmlns:a='http://www.w3.org/2005/Atom'><a:link rel='hub'"
                + " href='https://h/'/><channel/></rss>"),
        arguments(
            "after the channel",
            "<rss xmlns:a='http://www.w3.org/2005/Atom'><channel/><channel><a:link rel='hub'"
                + " href='https://h/'/></channel></rss>"),
        arguments("in no namespace", "<rss><channel>" + HUB + "</channel></rss>"),
        arguments(
            "in another namespace", rss("<a:link xmlns:a='urn:x' rel='hub' href='https://h/'/>")),
        arguments(
            "in the body of XHTML",
            "<html xmlns='http://www.w3.org/1999/xhtml'><head/><body>" + HUB + "</body></html>"),
        arguments("in an element of the head of XHTML", xhtml("<x>" + HUB + "</x>")),
        arguments(
            "in an XInclude",
            atom(
                "<i:include xmlns:i='http://www.w3.org/2001/XInclude'"
                    + " href='file:///etc/passwd'/>")));
  }

  @ParameterizedTest(name = "DISC-5: nothing {0}")
  @MethodSource("elsewhere")
  void links_areIgnored_whenTheyAreElsewhere(String about, String document) throws IOException {
    assertThat(shown(document)).as(about).isEmpty();
  }

  @Test
  @DisplayName("DISC-6: xml:base and the base element")
  void links_areResolvedAgainstTheirBase() throws IOException {
    assertThat(
            shown(
                "<feed xml:base='/b/' "
                    + ATOM
                    + "><link rel='hub' href='hub'/><link xml:base='c/' rel='self'"
                    + " href='x'/></feed>"))
        .isEqualTo("https://blog.example/b/hub hub | https://blog.example/b/c/x self");
    assertThat(
            shown(
                "<rss xml:base='/b/' xmlns:a='http://www.w3.org/2005/Atom'><channel"
                    + " xml:base='c/'><a:link rel='hub' href='hub'/></channel></rss>"))
        .isEqualTo("https://blog.example/b/c/hub hub");
    assertThat(shown("<feed xml:base='http://[' " + ATOM + "><link rel='hub' href='?y'/></feed>"))
        .isEqualTo("https://blog.example/a/feed?y hub");
    assertThat(shown(xhtml("<link rel='hub' href='hub'/><base href='/b/'/><base href='/c/'/>")))
        .isEqualTo("https://blog.example/b/hub hub");
  }

  private static String atom(String content) {
    return "<feed " + ATOM + ">" + content + "</feed>";
  }

  private static String rss(String content) {
    return "<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel><title>x</title>"
        + content
        + "</channel></rss>";
  }

  private static String xhtml(String head) {
    return "<html xmlns='http://www.w3.org/1999/xhtml'><head>" + head + "</head><body/></html>";
  }

  private static Optional<List<WebLink>> links(String document) throws IOException {
    return XmlLinks.read(new StringReader(document), URL);
  }

  private static String shown(String document) throws IOException {
    return ShownLinks.of(links(document).orElseThrow());
  }
}
