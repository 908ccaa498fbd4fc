package org.pushj.examples.publisher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Distinguishes feeds from other XML by the root element, since all share the extension .xml. */
final class FeedTypes {
  private static final int BEGINNING_BYTES = 4096;
  private static final Pattern FIRST_ELEMENT = Pattern.compile("<([a-zA-Z][\\w:.-]*)");

  private FeedTypes() {}

  /**
   * Returns the content type of a feed, without a charset, since a feed declares its own encoding.
   * Real feeds are not always well-formed, so no XML parser is used.
   *
   * @return empty if the content is not a feed
   */
  static Optional<String> of(byte[] content) {
    int length = Math.min(content.length, BEGINNING_BYTES);
    Matcher root = FIRST_ELEMENT.matcher(new String(content, 0, length, ISO_8859_1));
    return root.find() ? ofRoot(root.group(1)) : Optional.empty();
  }

  private static Optional<String> ofRoot(String name) {
    return switch (name) {
      case "feed", "atom:feed" -> Optional.of("application/atom+xml");
      case "rss" -> Optional.of("application/rss+xml");
      case "rdf:RDF" -> Optional.of("application/rdf+xml");
      default -> Optional.empty();
    };
  }
}
