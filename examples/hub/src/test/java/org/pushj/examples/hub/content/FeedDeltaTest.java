package org.pushj.examples.hub.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedDeltaTest {
  private static final String OLD = entry("old", "x");
  private static final String NEW = entry("new", "x");
  private static final Content EARLIER = atom(OLD);

  @Test
  void between_keepsTheFeedAndItsNewEntries_inAtom() {
    String prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><?xml-stylesheet href=\"a.xsl\"?>";
    String start =
        """
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
          <id>urn:feed</id>
          <title>All &amp; sundry</title>
          <link href="http://hub.example/" rel="hub"/>\
        """;
    String oldEntry = "\n  <entry><id>urn:old</id><title>Old</title></entry>";
    String newEntry = "\n  <entry><id>urn:new</id><title>New</title></entry>";
    Content earlier = xml(prolog + start + oldEntry + "\n</feed>");
    Content now = xml(prolog + start + newEntry + oldEntry + "\n</feed>");

    Content delta = FeedDelta.between(earlier, now).orElseThrow();

    assertThat(text(delta)).isEqualTo(prolog + start + newEntry + "\n</feed>");
    assertThat(delta.type()).isEqualTo("application/xml");
  }

  @Test
  void between_keepsTheChannelAndItsNewItems_inRss() {
    String start = "<rss version=\"2.0\"><channel><title>News</title><ttl>60</ttl>";
    String oldItem = "<item><guid isPermaLink=\"false\">1</guid><title>Old</title></item>";
    String newItem = "<item><link>http://a.example/2</link><title>New</title></item>";
    String end = "<skipDays><day>Monday</day></skipDays></channel></rss>";

    assertThat(delta(xml(start + oldItem + end), xml(start + newItem + oldItem + end)))
        .endsWith(start + newItem + end);
  }

  @Test
  void between_keepsExtensionsAndCdata() {
    String start =
        "<rss xmlns:media=\"http://search.yahoo.com/mrss/\"><channel>"
            + "<media:rating scheme=\"urn:s\">good</media:rating>";
    String oldItem = "<item><guid>1</guid></item>";
    String newItem =
        "<item><guid>2</guid><description><![CDATA[<b>&nbsp;</b>]]></description>"
            + "<media:group><media:content url=\"http://a.example/?b&amp;c\"/></media:group>"
            + "<own xmlns=\"urn:own\" a=\"&quot;\"><!-- kept --></own></item>";
    String end = "</channel></rss>";

    assertThat(delta(xml(start + oldItem + end), xml(start + oldItem + newItem + end)))
        .endsWith(start + newItem + end);
  }

  @Test
  void between_keepsAnEntryThatHasChanged() {
    Content now = atom(entry("old", "y"), entry("new", "x"), entry("same", "x"));

    assertThat(delta(atom(OLD, entry("same", "x")), now))
        .isEqualTo(text(atom(entry("old", "y"), NEW)));
  }

  @Test
  void between_hasAllNewerEntries_whenVersionsWereSkipped() {
    String second = entry("second", "x");

    assertThat(delta(EARLIER, atom(NEW, second, OLD))).isEqualTo(text(atom(NEW, second)));
  }

  @Test
  void between_distinguishesVersionsOfOneEntry() {
    Content now = atom(entry("old", "y"), OLD);

    assertThat(delta(EARLIER, now)).isEqualTo(text(atom(entry("old", "y"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<entry><id>urn:old</id><content src='a' type='b'>x</content></entry>",
        "<entry ><id>urn:old</id><content type=\"b\" src=\"&#97;\"><![CDATA[x]]></content></entry>",
        "<entry><id>urn:<!-- c -->old</id><content type='b' src='a'>&#120;</content></entry>",
        "<a:entry xmlns:a='http://www.w3.org/2005/Atom'><a:id>urn:old</a:id>"
            + "<a:content src='a' type='b'>x</a:content></a:entry>",
      })
  void between_omitsAnEntry_thatOnlyDiffersInSyntax(String entry) {
    Content earlier = atom("<entry><id>urn:old</id><content type='b' src='a'>x</content></entry>");

    assertThat(delta(earlier, atom(NEW, entry))).isEqualTo(text(atom(NEW)));
  }

  @Test
  void between_omitsAnEntry_whosePrefixesWereSwapped() {
    String entry = "<entry xmlns:%s='urn:1' xmlns:%s='urn:2'><id %s:x='1' %s:y='2'>a</id></entry>";

    assertThat(
            delta(
                atom(entry.formatted("p", "q", "p", "q")),
                atom(NEW, entry.formatted("q", "p", "q", "p"))))
        .isEqualTo(text(atom(NEW)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<entry><id>urn:old</id><content type='b'>x</content></entry>",
        "<entry><id>urn:old</id><content type='b' src='c'>x</content></entry>",
        "<entry><id>urn:old</id><content type='b' src='a'>x </content></entry>",
        "<entry><id>urn:old</id><content type='b' src='a'><b/>x</content></entry>",
        "<entry><id>urn:old</id><content xmlns='urn:x' type='b' src='a'>x</content></entry>",
        "<entry><id>urn:old</id>x<content type='b' src='a'></content></entry>",
      })
  void between_keepsAnEntry_thatDiffersInContent(String entry) {
    String before = "<entry><id>urn:old</id><content type='b' src='a'>x</content></entry>";

    assertThat(FeedDelta.between(atom(NEW, before), atom(NEW, entry))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "text/xml; charset=ISO-8859-1, text/xml; charset=utf-8",
    "'text/xml;Charset = \"iso-8859-1\"; a=b', 'text/xml;Charset = utf-8; a=b'",
    "application/rss+xml, application/rss+xml",
  })
  void between_isInUtf8_andSaysSo(String type, String typeInUtf8) {
    String declared = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>";
    String newEntry = entry("new", "\u00e4");
    Content earlier = new Content(type, (declared + atomText(OLD)).getBytes(ISO_8859_1));
    Content now = new Content(type, (declared + atomText(newEntry, OLD)).getBytes(ISO_8859_1));

    Content delta = FeedDelta.between(earlier, now).orElseThrow();

    assertThat(text(delta)).isEqualTo(text(atom(newEntry)));
    assertThat(delta.type()).isEqualTo(typeInUtf8);
  }

  @Test
  void between_prefersTheContentType_overTheXmlDeclaration() {
    String declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    String newEntry = entry("new", "\u00e4");
    byte[] now = (declared + atomText(newEntry, OLD)).getBytes(ISO_8859_1);

    assertThat(delta(EARLIER, new Content("text/xml; charset=iso-8859-1", now)))
        .isEqualTo(text(atom(newEntry)));
  }

  @Test
  void between_comparesTextsAcrossEncodings() {
    String newEntry = entry("new", "\ud83d\ude00<![CDATA[\u20ac]]>");
    byte[] now = atomText(newEntry, entry("old", "\u00e4")).getBytes(UTF_16);

    Content delta =
        FeedDelta.between(atom(entry("old", "\u00e4")), new Content("application/xml", now))
            .orElseThrow();

    assertThat(text(delta)).contains("<![CDATA[\u20ac]]>").doesNotContain("urn:old");
    // The emoji may be a character reference now, which is the same to a parser.
    assertThat(delta(delta, atom(NEW, newEntry))).isEqualTo(text(atom(NEW)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not XML",
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}",
        "<html><body><entry><id>urn:new</id></entry></body></html>",
        "<feed><entry><id>urn:new</id></entry></feed>",
        "<rss><channel><item><guid>1</guid></item></channel>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>urn:new</id></entry></feed> more",
        "\n<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'/>",
      })
  void between_isEmpty_whenOneIsNotAFeed(String text) {
    assertThat(FeedDelta.between(EARLIER, xml(text))).isEmpty();
    assertThat(FeedDelta.between(xml(text), atom(NEW, OLD))).isEmpty();
  }

  @Test
  void between_isEmpty_whenNoEntryIsLeft() {
    Content otherTitle = xml(atomText(OLD).replace("Feed", "Food"));

    assertThat(FeedDelta.between(EARLIER, otherTitle)).isEmpty();
    assertThat(FeedDelta.between(EARLIER, atom())).isEmpty();
  }

  @Test
  void between_isEmpty_whenEveryEntryIsLeft() {
    assertThat(FeedDelta.between(EARLIER, atom(NEW, entry("old", "y")))).isEmpty();
    assertThat(FeedDelta.between(atom(), atom(NEW, OLD))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<title>new</title>", "<id> </id>", "<id xmlns=''>urn:new</id>", "<guid/>"})
  void between_isEmpty_whenAnAtomEntryHasNoId(String withoutId) {
    Content now = atom("<entry>" + withoutId + "</entry>", NEW, OLD);

    assertThat(FeedDelta.between(EARLIER, now)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<id>1</id>", "<guid/><link/>", "<title>new</title>"})
  void between_isEmpty_whenAnRssItemHasNoId(String withoutId) {
    String start = "<rss><channel>";
    String old = "<item><guid>1</guid></item></channel></rss>";

    assertThat(
            FeedDelta.between(
                xml(start + old), xml(start + "<item>" + withoutId + "</item>" + old)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE feed>",
        "<!DOCTYPE feed [<!ENTITY x 'y'>]>",
        "<!DOCTYPE feed SYSTEM 'file:///etc/passwd'>",
      })
  void between_isEmpty_whenThereIsADocumentTypeDeclaration(String declaration) {
    assertThat(FeedDelta.between(EARLIER, xml(declaration + atomText(NEW, OLD)))).isEmpty();
    assertThat(FeedDelta.between(xml(declaration + atomText(OLD)), atom(NEW, OLD))).isEmpty();
  }

  @Test
  void between_isEmpty_whenEntitiesWouldExpandExponentially() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE feed [<!ENTITY l0 'ha'>");
    for (int level = 1; level < 30; level++) {
      laughs.append("<!ENTITY l%d '&l%d;&l%d;'>".formatted(level, level - 1, level - 1));
    }
    laughs.append("]>").append(atomText(entry("new", "&l29;"), OLD));

    assertThat(FeedDelta.between(EARLIER, xml(laughs.toString()))).isEmpty();
  }

  @Test
  void between_isEmpty_whenElementsAreNestedTooDeep() {
    String deep = "<b>".repeat(100_000) + "</b>".repeat(100_000);

    assertThat(FeedDelta.between(EARLIER, atom(entry("new", deep), OLD))).isEmpty();
  }

  private static String delta(Content earlier, Content now) {
    return text(FeedDelta.between(earlier, now).orElseThrow());
  }

  private static Content atom(String... entries) {
    return xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + atomText(entries));
  }

  private static String atomText(String... entries) {
    return "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Feed</title>"
        + String.join("", entries)
        + "</feed>";
  }

  private static String entry(String id, String content) {
    return "<entry><id>urn:%s</id><content>%s</content></entry>".formatted(id, content);
  }

  private static Content xml(String text) {
    return new Content("application/xml", text.getBytes(UTF_8));
  }

  private static String text(Content content) {
    return new String(content.body(), UTF_8);
  }
}
