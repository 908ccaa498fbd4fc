package org.pushj.examples.reader.feeds;

import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdom2.JDOMException;
import org.jdom2.input.SAXBuilder;
import org.pushj.examples.reader.storage.StoredUpdate;
import org.pushj.examples.reader.text.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns content into entries: those of a feed, or one that describes the content. Content is
 * untrusted, so the XML of a feed must not have a document type, and its depth and the number of
 * attributes are limited.
 */
public final class FeedReader {
  private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
  private static final String DEPTH = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";
  private static final String ATTRIBUTES =
      "http://www.oracle.com/xml/jaxp/properties/elementAttributeLimit";
  private static final int MAX_DEPTH = 100;

  /** The parser compares the attributes of a tag with each other; JDK 17 takes 10,000 of them. */
  private static final int MAX_ATTRIBUTES = 200;

  private static final int MAX_FEED_BYTES = 4 << 20;

  /** The parser keeps an element for each tag: those of 4 MiB would take half a gigabyte. */
  private static final int MAX_TAGS = 50_000;

  private static final int MAX_ENTRIES = 100;

  private FeedReader() {}

  /** Returns the entries of an update, the oldest first. */
  public static List<Entry> entries(StoredUpdate update, byte[] content) {
    return feed(update, content)
        .map(feed -> entriesOf(feed, update))
        .orElseGet(() -> List.of(plain(update)));
  }

  private static Optional<SyndFeed> feed(StoredUpdate update, byte[] content) {
    if (content.length > MAX_FEED_BYTES || tags(content) > MAX_TAGS) {
      return Optional.empty();
    }
    try {
      XmlReader xml = new XmlReader(withoutBlanks(content), update.contentType(), true, "UTF-8");
      return Optional.of(new SyndFeedInput().build(parser().build(xml)));
    } catch (IOException | JDOMException | FeedException | RuntimeException e) {
      // ROME throws exceptions of all kinds on malformed input.
      // Their messages repeat parts of it.
      LOG.debug(
          "The content of update {} is not a feed: {}", update.id(), Words.quoted(e.toString()));
      return Optional.empty();
    }
  }

  private static int tags(byte[] content) {
    int tags = 0;
    for (byte each : content) {
      tags += each == '<' ? 1 : 0;
    }
    return tags;
  }

  /** Skips white space before the XML declaration, which is not allowed but common. */
  private static InputStream withoutBlanks(byte[] content) {
    int start = 0;
    while (start < content.length && Character.isWhitespace(content[start])) {
      start++;
    }
    return new ByteArrayInputStream(content, start, content.length - start);
  }

  private static SAXBuilder parser() {
    SAXBuilder parser = new SAXBuilder();
    parser.setFeature(NO_DOCTYPE, true);
    parser.setProperty(DEPTH, Integer.toString(MAX_DEPTH));
    parser.setProperty(ATTRIBUTES, Integer.toString(MAX_ATTRIBUTES));
    return parser;
  }

  private static List<Entry> entriesOf(SyndFeed feed, StoredUpdate update) {
    FeedEntries entries = new FeedEntries(feed, update);
    return feed.getEntries().stream()
        .limit(MAX_ENTRIES)
        .map(entries::entry)
        .sorted(Comparator.comparing(Entry::at))
        .toList();
  }

  private static Entry plain(StoredUpdate update) {
    String type = update.contentType() == null ? "unknown type" : update.contentType();
    return new Entry(
        update.topic(),
        update.sha256(),
        "",
        Words.bounded(update.topic().toString(), FeedEntries.MAX_TITLE),
        "New content: "
            + Words.size(update.size())
            + " of "
            + Words.bounded(type, FeedEntries.MAX_TITLE),
        "/updates/" + update.id() + "/content",
        "",
        update.receivedAt());
  }
}
