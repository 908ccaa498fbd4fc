package org.pushj.examples.reader.feeds;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.examples.reader.Feeds;
import org.pushj.examples.reader.storage.StoredUpdate;

class FeedReaderTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void atom_givesItsEntries_theOldestFirst() {
    String feed =
        """
        <a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Blog &lt;1&gt;</a:title>
        <a:entry><a:id>2</a:id><a:title>Newer</a:title><a:updated>2026-11-02T00:00:00Z</a:updated>
        <a:link href="/two"/><a:content type="xhtml">
        <div xmlns="http://www.w3.org/1999/xhtml"><p>Some <b>bold</b> text</p></div></a:content>
        </a:entry>
        <a:entry><a:id>1</a:id><a:title type="html">O &amp;amp; &lt;i>der&lt;/i></a:title>
        <a:updated>2026-11-01T00:00:00Z</a:updated><a:summary>a &lt; b</a:summary></a:entry>
        </a:feed>\
        """;
    List<Entry> entries = entries(feed.getBytes(UTF_8));
    assertThat(entries).extracting(Entry::title).containsExactly("O & der", "Newer");
    assertThat(entries).extracting(Entry::summary).containsExactly("a < b", "Some bold text");
    assertThat(entries).extracting(Entry::source).containsOnly("Blog <1>");
    assertThat(entries).extracting(Entry::link).containsExactly(null, "https://blog.example/two");
    assertThat(entries.get(0).at()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
  }

  @Test
  void rss_givesItsItems_whateverIsMissing() {
    String feed =
        """
        <rss version="2.0"><channel><title>News</title><link>https://news.example/</link>
        <description>d</description>
        <item><description>&lt;p>Only a description</description></item>
        <item><title>T</title><guid isPermaLink="false">g</guid>
        <pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate></item>
        <item/></channel></rss>\
        """;
    assertThat(entries(feed.getBytes(UTF_8)))
        .extracting(Entry::title)
        .containsExactly("T", "Only a description", "Untitled");
  }

  @Test
  void version_changes_whenAnEntryIsEditedWithoutANewDate() {
    Entry before = entries(Feeds.atom("A", Feeds.entry("1", "t")).getBytes(UTF_8)).get(0);
    Entry same = entries(Feeds.atom("B", Feeds.entry("1", "t")).getBytes(UTF_8)).get(0);
    Entry edited = entries(Feeds.atom("A", Feeds.entry("1", "T")).getBytes(UTF_8)).get(0);
    assertThat(edited.key()).isEqualTo(before.key());
    assertThat(edited.version()).isNotEqualTo(before.version());
    assertThat(same.version()).isEqualTo(before.version());
  }

  @Test
  void identity_isADigest_whenItIsLong() {
    String start = "x".repeat(199);
    String feed =
        Feeds.atom(
            "A",
            Feeds.entry(start + 1, "t"),
            Feeds.entry(start + 12, "t"),
            Feeds.entry(start + 13, "t"),
            Feeds.entry("y".repeat(1 << 20), "t"));
    List<String> identities = entries(feed.getBytes(UTF_8)).stream().map(Entry::identity).toList();
    assertThat(identities)
        .contains(start + 1)
        .doesNotHaveDuplicates()
        .filteredOn(identity -> identity.matches("sha-256:[0-9a-f]{64}"))
        .hasSize(3);
  }

  @Test
  void feed_isRead_whenItStartsWithABlankLine() {
    String feed = "\r\n <?xml version='1.0'?>" + Feeds.atom("A", Feeds.entry("1", "t"));
    assertThat(entries(feed.getBytes(UTF_8))).extracting(Entry::title).containsExactly("t");
  }

  @Test
  void feed_isRead_inTheEncodingThatItDeclares() {
    String feed =
        "<?xml version='1.0' encoding='UTF-16'?>"
            + Feeds.atom("Caf\u00e9", Feeds.entry("1", "\u6f22"));
    assertThat(entries(feed.getBytes(UTF_16)))
        .singleElement()
        .satisfies(
            entry -> assertThat(entry.source() + entry.title()).isEqualTo("Caf\u00e9\u6f22"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "news",
        "<html><p>a page",
        "{\"items\": []}",
        "<?xml version='1.0'?><feed/>",
        "<!DOCTYPE feed [<!ENTITY a 'b'>]><feed"
            + " xmlns='http://www.w3.org/2005/Atom'><title>&a;</title></feed>",
        "<!DOCTYPE feed SYSTEM 'http://127.0.0.1:1/x'><feed xmlns='http://www.w3.org/2005/Atom'/>"
      })
  void content_givesOneEntryWithItsSizeAndType_whenItIsNotAFeed(String content) {
    assertThat(entries(content.getBytes(UTF_8)))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.title()).contains(content.length() + " bytes").contains("text/xml");
              assertThat(entry.source()).isEqualTo("https://blog.example/feed");
              assertThat(entry.link()).startsWith("/updates/");
            });
  }

  @Test
  void content_isNotAFeed_whenItIsNestedTooDeeply() {
    String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
    String feed =
        Feeds.atom("A")
            .replace(
                "</feed>", "<entry><content type='xhtml'>" + deep + "</content></entry></feed>");
    assertThat(entries(feed.getBytes(UTF_8)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.title()).startsWith("New content: "));
  }

  @Test
  void content_isNotAFeed_whenItHasFarTooManyTags() {
    String feed =
        "<feed xmlns='http://www.w3.org/2005/Atom'>" + "<entry/>".repeat(60_000) + "</feed>";
    assertThat(entries(feed.getBytes(UTF_8)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.title()).startsWith("New content: 468.8 KiB"));
  }

  @ParameterizedTest
  @CsvSource({"200, Title", "201, New content"})
  void content_isNotAFeed_whenATagHasFarTooManyAttributes(int count, String title) {
    StringBuilder attributes = new StringBuilder();
    for (int i = 1; i < count; i++) {
      attributes.append(" a").append(i).append("=''");
    }
    String feed = Feeds.atom("A", Feeds.entry("1", "Title"));
    // The tag of a feed has its name space already.
    assertThat(entries(feed.replaceFirst("<feed", "<feed" + attributes).getBytes(UTF_8)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.title()).startsWith(title));
  }

  @Test
  void entry_isBounded_whenTheFeedIsNot() {
    String long_ = "x".repeat(1_000_000);
    String[] many = new String[500];
    for (int i = 0; i < many.length; i++) {
      many[i] = Feeds.entry("id" + i, "t" + i);
    }
    many[0] = Feeds.entry("1", long_, "https://blog.example/" + long_, long_);
    List<Entry> entries = entries(Feeds.atom(long_, many).getBytes(UTF_8));
    assertThat(entries).hasSizeLessThanOrEqualTo(100);
    assertThat(entries.get(0).title()).hasSizeLessThanOrEqualTo(200);
    assertThat(entries.get(0).source()).hasSizeLessThanOrEqualTo(200);
    assertThat(entries.get(0).summary()).hasSizeLessThanOrEqualTo(400);
    assertThat(entries.get(0).link()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ht tp://x",
        "mailto:a@b"
      })
  void link_isOmitted_whenItIsNotAnHttpUrl(String link) {
    assertThat(entries(Feeds.atom("A", Feeds.entry("1", "t", link, "s")).getBytes(UTF_8)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.link()).isNull());
  }

  private static List<Entry> entries(byte[] content) {
    StoredUpdate update =
        new StoredUpdate(
            UpdateId.next(RECEIVED),
            SubscriptionId.next(RECEIVED),
            URI.create("https://blog.example/feed"),
            "text/xml",
            content.length,
            "00",
            RECEIVED);
    return FeedReader.entries(update, content);
  }
}
