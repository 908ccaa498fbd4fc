package org.pushj.rewriting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.pushj.MediaType;
import org.pushj.TopicLinks;
import org.pushj.discovery.Rfc8288LinkHeaderParser;
import org.pushj.discovery.WebTopicDiscoverer;
import org.pushj.spi.HttpTransport;

/** Rewrites documents in tests, and looks at what becomes of them. */
final class Rewriting {
  static final URI SELF = URI.create("https://me.example/feed?a=1&b=2");
  static final URI HUB = URI.create("https://hub.example/?x&y");
  static final URI SECOND_HUB = URI.create("http://two.example/");
  static final Advertisement ADVERTISEMENT = new Advertisement(SELF, List.of(HUB, SECOND_HUB));

  /** The elements that are put in where the namespace of links is the default. */
  static final String LINKS =
      "<link rel=\"self\" href=\"https://me.example/feed?a=1&amp;b=2\"/>"
          + "<link rel=\"hub\" href=\"https://hub.example/?x&amp;y\"/>"
          + "<link rel=\"hub\" href=\"http://two.example/\"/>";

  private Rewriting() {}

  /** Returns the elements with another prefix, or with a space between them. */
  static String links(String start, String space) {
    return LINKS.replace("/><", "/>" + space + "<").replace("<link", "<" + start);
  }

  static String rewrite(String document, String type) {
    return new String(rewrite(document.getBytes(UTF_8), type), UTF_8);
  }

  static byte[] rewrite(byte[] document, String type) {
    return new DocumentRewriter(ADVERTISEMENT).rewrite(document, MediaType.parse(type));
  }

  /** Returns what discovery finds in a document. */
  static TopicLinks discover(byte[] document, String type) {
    HttpTransport transport = request -> new Answer(new ByteArrayInputStream(document), type);
    return new WebTopicDiscoverer(
            transport, new Rfc8288LinkHeaderParser(), "test", Duration.ofSeconds(10))
        .discover(URI.create("https://found.example/"));
  }

  private record Answer(InputStream body, String type) implements HttpTransport.Response {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true);
    }

    @Override
    public void close() {}
  }
}
