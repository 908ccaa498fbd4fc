package org.pushj.rewriting;

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
import org.pushj.spi.LinkHeaderParser;

/**
 * The status and headers of a response about to be sent; decides which links to add. For adapters
 * to web frameworks, right before the response is committed. Immutable.
 *
 * <p>Responses to GET and HEAD get links if they are, or stand for, the topic's content: those with
 * 2xx, and 304, whose headers are those of 200 (RFC 9110 section 15.4.5). An error is not the
 * topic. Neither is a redirect: the topic is its target (W3C WebSub section 6.1).
 *
 * @param method the method of the request
 * @param url the canonical public URL of the requested resource
 * @param status the status code
 * @param headers the headers that the application has set
 * @since 0.1
 */
public record ResponseHead(String method, URI url, int status, HttpHeaders headers) {
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final int NOT_MODIFIED = 304;
  private static final LinkHeaderParser LINKS = new Rfc8288LinkHeaderParser();

  /** The request headers that select a representation which is a topic of its own. */
  private static final Set<String> NEGOTIATION =
      Set.of("accept", "accept-language", "accept-charset", "*");

  /** Tells whether responses to a method may get links. */
  public static boolean isAdvertised(String method) {
    return METHODS.contains(method);
  }

  /** Tells whether the response gets links. */
  public boolean isAdvertised() {
    return isAdvertised(method) && (status / 100 == 2 || status == NOT_MODIFIED);
  }

  /**
   * Returns the URL of the topic: the requested one, or with content negotiation that of the
   * representation (W3C WebSub section 4.1), which is the {@code Content-Location} of a response
   * that varies by {@code Accept}, {@code Accept-Language} or {@code Accept-Charset}.
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
   * Returns the value of the {@code Link} header to add. Links of the application take precedence:
   * a response with a self link gets no other, and one with a hub gets no other hub.
   *
   * @return empty if there is nothing to add
   */
  public Optional<String> linksToAdd(Advertisement advertisement) {
    if (!isAdvertised()) {
      return Optional.empty();
    }
    List<WebLink> own = LINKS.parse(headers.allValues("Link"), url);
    String missing =
        advertisement.allLinks().stream()
            .filter(link -> WebLink.first(own, link.relation()).isEmpty())
            .map(Advertisement.Link::headerValue)
            .collect(Collectors.joining(", "));
    return Optional.of(missing).filter(value -> !value.isEmpty());
  }
}
