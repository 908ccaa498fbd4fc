package org.pushj.publisher;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pushj.SubscriptionRequest;
import org.pushj.Urls;
import org.pushj.spi.UrlPolicy;

/**
 * What a publisher says of a topic: its one canonical URL, and the hubs that know of its changes
 * (W3C WebSub section 4).
 *
 * <p>It can be said in a {@code Link} header and in documents. The URLs are the same text in all
 * places, since hubs compare topics letter by letter. That text is ASCII: what a URL has beyond it
 * is percent-encoded (RFC 3987 section 3.1), and a host is written as DNS has it.
 *
 * @param self the canonical public URL of the topic, in ASCII
 * @param hubs the hubs in ASCII, the preferred one first; at least one, without repeats
 * @since 0.1
 */
public record Advertisement(URI self, List<URI> hubs) {

  /**
   * Writes the URLs in ASCII, and drops the hubs that are there already.
   *
   * @throws IllegalArgumentException if there is no hub, or a URL is not one that strangers can
   *     use; possible are http and https URLs with a host, without user name and fragment, of at
   *     most {@value SubscriptionRequest#MAX_URL} characters
   */
  public Advertisement {
    self = publicUrl("self", self);
    Map<String, URI> byText = new LinkedHashMap<>();
    for (URI hub : hubs) {
      URI usable = publicUrl("hubs", hub);
      byText.putIfAbsent(usable.toString(), usable);
    }
    if (byText.isEmpty()) {
      throw new IllegalArgumentException("hubs: at least one hub is needed to advertise " + self);
    }
    hubs = List.copyOf(byText.values());
  }

  /**
   * Returns the value of one {@code Link} header that says it all (RFC 8288 section 3): one line of
   * ASCII.
   */
  public String linkHeader() {
    return AdvertisedLink.of(this).stream()
        .map(AdvertisedLink::headerValue)
        .collect(Collectors.joining(", "));
  }

  /**
   * Returns {@code link} elements for the head of a page, one per line. They are right in both
   * syntaxes of HTML.
   */
  public String htmlLinks() {
    return elements(AdvertisedLink.IN_DEFAULT_NAMESPACE);
  }

  /**
   * Returns {@code link} elements for an Atom feed, one per line (RFC 4287 section 4.2.7). They
   * have no prefix: Atom must be the default namespace where they stand.
   */
  public String atomLinks() {
    return elements(AdvertisedLink.IN_DEFAULT_NAMESPACE);
  }

  /**
   * Returns {@code atom:link} elements for the channel of an RSS feed, one per line. Each declares
   * its prefix, so they can stand in any feed.
   */
  public String rssLinks() {
    return elements(AdvertisedLink.IN_RSS);
  }

  private String elements(String name) {
    return AdvertisedLink.of(this).stream()
        .map(link -> link.element(name))
        .collect(Collectors.joining("\n"));
  }

  /** Says why strangers cannot use a URL as a topic or a hub; empty if they can. */
  static Optional<String> problem(URI url) {
    if (url.getRawFragment() != null) {
      return Optional.of("a URL with a fragment is no URL of a request: " + Urls.forMessage(url));
    }
    int length = url.toString().length();
    return length > SubscriptionRequest.MAX_URL
        ? Optional.of("this one has " + length + " characters")
        : UrlPolicy.allowPrivate().refusal(url);
  }

  private static URI publicUrl(String name, URI url) {
    URI inAscii = Urls.resolve(url, url.toString()).orElse(url);
    Optional<String> problem = problem(inAscii);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(
          name
              + ": http and https URLs with a host are possible, without user name and fragment, of"
              + " at most "
              + SubscriptionRequest.MAX_URL
              + " characters; "
              + problem.get());
    }
    return inAscii;
  }
}
