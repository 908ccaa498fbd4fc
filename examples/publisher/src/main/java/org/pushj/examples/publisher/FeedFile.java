package org.pushj.examples.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndContentImpl;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndEntryImpl;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndFeedImpl;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.SyndFeedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.pushj.MediaType;
import org.pushj.rewriting.Advertisement;
import org.pushj.rewriting.DocumentRewriter;
import org.xml.sax.InputSource;

/**
 * The feed to which the form adds entries, the newest first: an Atom 1.0 or RSS 2.0 file. The
 * document itself links to its URL and its hubs, as the {@code Link} header of the file does (W3C
 * WebSub section 4). Thread-safe.
 */
final class FeedFile {
  /** The maximum number of entries. */
  static final int MAX_ENTRIES = 50;

  private static final String ATOM = "atom_1.0";
  private static final String RSS = "rss_2.0";
  private static final Set<String> SUPPORTED = Set.of(ATOM, RSS);
  private static final MediaType XML = MediaType.parse("application/xml");

  private final Path path;
  private final URI url;
  private final DocumentRewriter links;
  private final InstantSource clock;

  FeedFile(Path path, Advertisement advertisement, InstantSource clock) {
    this.path = path;
    this.url = advertisement.self();
    this.links = new DocumentRewriter(advertisement);
    this.clock = clock;
  }

  /** Returns the path of the file, which need not exist before the first entry is added. */
  Path path() {
    return path;
  }

  /**
   * Returns the entries, the newest first.
   *
   * @throws IOException if the file cannot be read or is not a feed
   */
  List<SyndEntry> entries() throws IOException {
    return read().getEntries();
  }

  /**
   * Adds an entry.
   *
   * @throws IOException if the file cannot be read or written, or is not a feed
   */
  synchronized void add(Draft draft) throws IOException {
    Date now = Date.from(clock.instant());
    SyndFeed feed = read();
    List<SyndEntry> entries = new ArrayList<>();
    entries.add(entry(draft, now, feed.getFeedType()));
    feed.getEntries().stream().limit(MAX_ENTRIES - 1).forEach(entries::add);
    feed.setEntries(entries);
    feed.setPublishedDate(now);
    write(feed);
  }

  private SyndFeed read() throws IOException {
    if (!Files.exists(path)) {
      return empty();
    }
    try (InputStream in = Files.newInputStream(path)) {
      SyndFeed feed = new SyndFeedInput().build(new InputSource(in));
      if (SUPPORTED.contains(feed.getFeedType())) {
        return feed;
      }
      throw new IOException(
          path.getFileName() + " must be Atom 1.0 or RSS 2.0, was " + feed.getFeedType());
    } catch (FeedException | IllegalArgumentException e) {
      throw new IOException(
          path.getFileName() + " must be Atom 1.0 or RSS 2.0, but is not a feed", e);
    }
  }

  /** Writes to a temporary file first, so that the feed is never read half written. */
  private void write(SyndFeed feed) throws IOException {
    Path next = path.resolveSibling("." + path.getFileName() + ".next");
    Files.write(next, document(feed));
    Files.move(next, path, ATOMIC_MOVE);
  }

  // START SNIPPET: rome
  private byte[] document(SyndFeed feed) throws IOException {
    try {
      feed.setEncoding("UTF-8");
      byte[] document = new SyndFeedOutput().outputString(feed).getBytes(UTF_8);
      return links.rewrite(document, XML); // Atom and RSS alike
    } catch (FeedException e) {
      throw new IOException("cannot write " + path.getFileName(), e);
    }
  }

  // END SNIPPET: rome

  private SyndFeed empty() {
    SyndFeed feed = new SyndFeedImpl();
    feed.setFeedType(ATOM);
    feed.setUri(url.toString());
    feed.setTitle("Notes");
    feed.setAuthor("The author of these notes");
    return feed;
  }

  private static SyndEntry entry(Draft draft, Date now, String feedType) {
    SyndEntry entry = new SyndEntryImpl();
    entry.setUri("urn:uuid:" + UUID.randomUUID());
    entry.setTitle(draft.title());
    entry.setPublishedDate(now);
    entry.setUpdatedDate(now);
    if (feedType.equals(RSS)) {
      // Readers treat it as HTML.
      entry.setDescription(content("text/html", WritePage.escape(draft.text())));
    } else {
      entry.setContents(List.of(content("text", draft.text())));
    }
    return entry;
  }

  private static SyndContent content(String type, String value) {
    SyndContent content = new SyndContentImpl();
    content.setType(type);
    content.setValue(value);
    return content;
  }
}
