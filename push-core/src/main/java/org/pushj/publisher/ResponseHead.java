package org.pushj.publisher;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pushj.Urls;
import org.pushj.WebLink;
import org.pushj.discovery.Rfc8288LinkHeaderParser;

/**
 * A response that is about to be sent, as far as it matters for its links: says whether it is to
 * have some, and which. For adapters to web frameworks, at the last moment before the response is
 * committed.
 *
 * <p>Links have the answers to GET and HEAD that are, or stand for, the topic's content: those of
 * 2xx, and 304, which says of its headers what 200 would (RFC 9110 section 15.4.5). An error is not
 * the topic. Neither is a redirect: the topic is where it leads to (W3C WebSub section 6.1).
 *
 * @param method the method of the request
 * @param url the canonical public URL of what was asked for
 * @param status the status code
 * @param headers the headers that the application has set
 * @since 0.1
 */
public record ResponseHead(String method, URI url, int status, HttpHeaders headers) {
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final int NOT_MODIFIED = 304;

  /** The request headers by which a representation is chosen that is a topic of its own. */
  private static final Set<String> NEGOTIATION =
      Set.of("accept", "accept-language", "accept-charset", "*");

  /** Tells whether requests of a method get answers with links. */
  public static boolean isAdvertised(String method) {
    return METHODS.contains(method);
  }

  /** Tells whether the response is to have links. */
  public boolean isAdvertised() {
    return isAdvertised(method) && (status / 100 == 2 || status == NOT_MODIFIED);
  }

  /**
   * Returns the URL of the topic. Where content is negotiated, that is the URL of the
   * representation (W3C WebSub section 4.1): it is the {@code Content-Location} of a response that
   * varies by {@code Accept}, {@code Accept-Language} or {@code Accept-Charset}. Else it is the URL
   * that was asked for.
   */
  public URI self() {
    boolean negotiated =
        headers.allValues("Vary").stream()
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .anyMatch(name -> NEGOTIATION.contains(name.strip().toLowerCase(Locale.ROOT)));
    return Optional.of("Content-Location")
        .filter(name -> negotiated)
        .flatMap(headers::firstValue)
        .flatMap(location -> Urls.resolveInHeader(url, location))
        .filter(location -> Advertisement.problem(location).isEmpty())
        .orElse(url);
  }

  /**
   * Returns the value of the {@code Link} header that is to be added, so that the response says
   * what the advertisement does. What the application says itself is left to it: with a self link
   * of its own it gets none, and with a hub of its own no other.
   *
   * @return empty if nothing is to be added
   */
  public Optional<String> linksToAdd(Advertisement advertisement) {
    if (!isAdvertised()) {
      return Optional.empty();
    }
    List<WebLink> own = new Rfc8288LinkHeaderParser().parse(headers.allValues("Link"), url);
    String missing =
        AdvertisedLink.of(advertisement).stream()
            .filter(link -> WebLink.first(own, link.relation()).isEmpty())
            .map(AdvertisedLink::headerValue)
            .collect(Collectors.joining(", "));
    return Optional.of(missing).filter(value -> !value.isEmpty());
  }
}
