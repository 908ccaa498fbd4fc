package org.pushj.examples.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import com.rometools.rome.feed.WireFeed;
import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.atom.Person;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedInput;
import com.rometools.rome.io.WireFeedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.pushj.publisher.Advertisement;
import org.xml.sax.InputSource;

/**
 * The feed to which the form adds entries: an Atom file, the newest entry first. Like the {@code
 * Link} header of the file, the document itself names its URL and its hubs (W3C WebSub section 4).
 * Safe for use by several threads.
 */
final class FeedFile {
  /** How many entries are kept. */
  static final int MOST_ENTRIES = 50;

  private static final String ATOM = "atom_1.0";
  private static final Set<String> OWN_RELATIONS = Set.of("self", "hub");

  private final Path path;
  private final Advertisement advertisement;
  private final InstantSource clock;

  FeedFile(Path path, Advertisement advertisement, InstantSource clock) {
    this.path = path;
    this.advertisement = advertisement;
    this.clock = clock;
  }

  /** Returns where the file is. It need not exist before the first entry is added. */
  Path path() {
    return path;
  }

  /**
   * Returns the entries, the newest first.
   *
   * @throws IOException if the file cannot be read, or is no Atom feed
   */
  List<Entry> entries() throws IOException {
    return read().getEntries();
  }

  /**
   * Adds an entry.
   *
   * @throws IOException if the file cannot be read or written, or is no Atom feed
   */
  synchronized void add(Draft draft) throws IOException {
    Date now = Date.from(clock.instant());
    Feed feed = read();
    List<Entry> entries = new ArrayList<>();
    entries.add(entry(draft, now));
    feed.getEntries().stream().limit(MOST_ENTRIES - 1).forEach(entries::add);
    feed.setEntries(entries);
    feed.setUpdated(now);
    write(feed);
  }

  /**
   * Puts the links to its URL and its hubs into the document.
   *
   * @throws IOException if the file cannot be read or written, or is no Atom feed
   */
  synchronized void advertise() throws IOException {
    write(read());
  }

  private Feed read() throws IOException {
    if (!Files.exists(path)) {
      return empty();
    }
    try (InputStream in = Files.newInputStream(path)) {
      WireFeed feed = new WireFeedInput().build(new InputSource(in));
      if (feed instanceof Feed atom && ATOM.equals(feed.getFeedType())) {
        return atom;
      }
      throw new IOException(path.getFileName() + " must be Atom 1.0, not " + feed.getFeedType());
    } catch (FeedException | IllegalArgumentException e) {
      throw new IOException(path.getFileName() + " must be Atom 1.0, and is no feed", e);
    }
  }

  /** Writes beside the file first, so that nobody ever reads half of it. */
  private void write(Feed feed) throws IOException {
    feed.setOtherLinks(links(feed.getOtherLinks()));
    feed.setEncoding(UTF_8.name());
    Path next = path.resolveSibling("." + path.getFileName() + ".next");
    try (Writer out = Files.newBufferedWriter(next)) {
      new WireFeedOutput().output(feed, out);
    } catch (FeedException e) {
      throw new IOException(path.getFileName() + " could not be written", e);
    }
    Files.move(next, path, ATOMIC_MOVE);
  }

  private Feed empty() {
    Person author = new Person();
    author.setName("The author of these notes");
    Feed feed = new Feed(ATOM);
    feed.setId(advertisement.self().toASCIIString());
    feed.setTitle("Notes");
    feed.setAuthors(List.of(author));
    return feed;
  }

  private List<Link> links(List<Link> old) {
    List<Link> links = new ArrayList<>();
    links.add(link("self", advertisement.self()));
    advertisement.hubs().forEach(hub -> links.add(link("hub", hub)));
    old.stream().filter(link -> !OWN_RELATIONS.contains(link.getRel())).forEach(links::add);
    return links;
  }

  private static Link link(String relation, URI target) {
    Link link = new Link();
    link.setRel(relation);
    link.setHref(target.toASCIIString());
    return link;
  }

  private static Entry entry(Draft draft, Date now) {
    Content text = new Content();
    text.setType(Content.TEXT);
    text.setValue(draft.text());
    Entry entry = new Entry();
    entry.setId("urn:uuid:" + UUID.randomUUID());
    entry.setTitle(draft.title());
    entry.setPublished(now);
    entry.setUpdated(now);
    entry.setContents(List.of(text));
    return entry;
  }
}
