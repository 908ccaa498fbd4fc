package org.pushj.examples.benchmarks.parsing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.pushj.TopicLinks;
import org.pushj.discovery.Rfc8288LinkHeaderParser;
import org.pushj.discovery.WebTopicDiscoverer;

/** Finds the hub and the topic in an Atom feed that is in memory already. */
@State(Scope.Benchmark)
public class DiscoveryBenchmark {
  private static final URI FEED = URI.create("https://blog.example/feed.xml");

  private static final String HEAD =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom">
        <title>A blog</title>
        <link rel="hub" href="https://hub.example/"/>
        <link rel="self" href="https://blog.example/feed.xml"/>
        <id>https://blog.example/</id>
        <updated>2026-11-24T00:00:00Z</updated>
      """;

  private static final String ENTRY =
      """
        <entry>
          <title>Entry %1$d</title>
          <link href="https://blog.example/%1$d"/>
          <id>https://blog.example/%1$d</id>
          <updated>2026-11-24T00:00:00Z</updated>
          <content type="html">&lt;p&gt;%2$s&lt;/p&gt;</content>
        </entry>
      """;

  /** How many entries of about 1 KiB the feed has. */
  @Param({"16", "1000"})
  public int entries;

  private final XMLInputFactory factory = XMLInputFactory.newFactory();
  private byte[] feed;
  private WebTopicDiscoverer discoverer;

  /** Writes the feed. */
  @Setup
  public void write() {
    String words = "Some words of a blog. ".repeat(36);
    feed =
        IntStream.range(0, entries)
            .mapToObj(i -> ENTRY.formatted(i, words))
            .collect(Collectors.joining("", HEAD, "</feed>"))
            .getBytes(UTF_8);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    discoverer =
        new WebTopicDiscoverer(
            request -> new FeedInMemory(feed),
            new Rfc8288LinkHeaderParser(),
            "benchmark",
            Duration.ofMinutes(1));
  }

  /** Discovers as push does. */
  @Benchmark
  public TopicLinks push() {
    return discoverer.discover(FEED);
  }

  /** Reads links by StAX up to the first entry. */
  @Benchmark
  public String stax() throws XMLStreamException {
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(feed));
    StringBuilder found = new StringBuilder();
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT) {
        String name = reader.getLocalName();
        if (name.equals("entry")) {
          break;
        }
        if (name.equals("link")) {
          found.append(reader.getAttributeValue(null, "rel"));
          found.append(reader.getAttributeValue(null, "href"));
        }
      }
    }
    reader.close();
    return found.toString();
  }

  /** Reads all of it by jsoup, and selects the links. */
  @Benchmark
  public List<String> jsoup() throws IOException {
    return Jsoup.parse(
            new ByteArrayInputStream(feed), UTF_8.name(), FEED.toString(), Parser.xmlParser())
        .select("feed > link[rel]")
        .eachAttr("href");
  }
}
