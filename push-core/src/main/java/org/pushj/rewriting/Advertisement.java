package org.pushj.rewriting;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pushj.SubscriptionRequest;
import org.pushj.Urls;
import org.pushj.markup.LinkRelations;
import org.pushj.spi.UrlPolicy;

/**
 * A publisher's advertisement of a topic: its canonical URL, and the hubs that distribute its
 * changes (W3C WebSub section 4). Immutable.
 *
 * <p>It is added to a {@code Link} header or to documents. The URLs are the same text everywhere,
 * since hubs compare topics character by character. That text is ASCII: other characters of a URL
 * are percent-encoded (RFC 3987 section 3.1), and those of a host are written as in DNS.
 *
 * @param self the canonical public URL of the topic, in ASCII
 * @param hubs the hubs in ASCII, the preferred one first; at least one, without duplicates
 * @since 0.1
 */
public record Advertisement(URI self, List<URI> hubs) {

  /**
   * Converts the URLs to ASCII, and removes duplicate hubs.
   *
   * @throws IllegalArgumentException if there is no hub, or a URL is not an http or https URL with
   *     a host, has a user name or a fragment, or is longer than {@value
   *     SubscriptionRequest#MAX_URL} characters
   */
  public Advertisement {
    self = publicUrl("self", self);
    // By their text: URIs ignore the case of a host when they are compared.
    hubs =
        hubs.stream()
            .map(hub -> publicUrl("hubs", hub).toString())
            .distinct()
            .map(URI::create)
            .toList();
    if (hubs.isEmpty()) {
      throw new IllegalArgumentException("hubs must not be empty; " + self + " needs at least one");
    }
  }

  /**
   * Returns the value of one {@code Link} header with all links (RFC 8288 section 3): one line of
   * ASCII.
   */
  public String linkHeader() {
    return allLinks().stream().map(Link::headerValue).collect(Collectors.joining(", "));
  }

  /**
   * Returns {@code link} elements, one per line: for the head of a page, in both syntaxes of HTML,
   * or for an Atom feed whose default namespace is Atom (RFC 4287 section 4.2.7).
   */
  public String links() {
    return elements(Link.IN_DEFAULT_NAMESPACE);
  }

  /**
   * Returns {@code atom:link} elements for the channel of an RSS feed, one per line. Each declares
   * its prefix, so they are valid in any feed.
   */
  public String rssLinks() {
    return elements(Link.IN_RSS);
  }

  private String elements(String name) {
    return allLinks().stream().map(link -> link.element(name)).collect(Collectors.joining("\n"));
  }

  /** Returns why a URL cannot be advertised; empty if it can. */
  static Optional<String> problem(URI url) {
    if (url.getRawFragment() != null) {
      return Optional.of("it has a fragment: " + Urls.forMessage(url));
    }
    int length = url.toString().length();
    return length > SubscriptionRequest.MAX_URL
        ? Optional.of("it has " + length + " characters")
        : UrlPolicy.allowPrivate().refusal(url);
  }

  private static URI publicUrl(String name, URI url) {
    URI inAscii = Urls.resolve(url, url.toString()).orElse(url);
    Optional<String> problem = problem(inAscii);
    if (problem.isPresent()) {
      String must =
          "%s must be an http or https URL with a host, without user name and fragment, of at most"
              + " %d characters: %s";
      throw new IllegalArgumentException(
          must.formatted(name, SubscriptionRequest.MAX_URL, problem.get()));
    }
    return inAscii;
  }

  /** Returns the links: the topic first, then the hubs. */
  List<Link> allLinks() {
    Stream<Link> toHubs = hubs.stream().map(hub -> new Link(LinkRelations.HUB, hub.toString()));
    return Stream.concat(Stream.of(new Link(LinkRelations.SELF, self.toString())), toHubs).toList();
  }

  /** A link of an advertisement: its relation type, and its URL in ASCII. */
  record Link(String relation, String target) {
    /** The start of an element if the namespace of links is the default. */
    static final String IN_DEFAULT_NAMESPACE = "link";

    /** The start of an element that declares the namespace of Atom. */
    static final String IN_RSS = "atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\"";

    /** Returns the link as one value of a {@code Link} header. */
    String headerValue() {
      return "<" + target + ">; rel=\"" + relation + "\"";
    }

    /** Returns the link as an empty element that starts with a name and declarations. */
    String element(String start) {
      return "<" + start + " rel=\"" + relation + "\" href=\"" + escape(target) + "\"/>";
    }

    /** Escapes a text for an attribute value in double quotes. */
    static String escape(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
  }
}
