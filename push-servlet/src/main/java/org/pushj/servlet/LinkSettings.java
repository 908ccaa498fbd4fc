package org.pushj.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pushj.Urls;
import org.pushj.rewriting.Advertisement;
import org.pushj.rewriting.PublicBase;
import org.pushj.rewriting.ResponseHead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of a filter. Translates between the Servlet API and {@link ResponseHead}.
 *
 * @param base the public URL of the application's context; null to take it from each request
 * @param hubs the source of the hubs
 * @param self the source of topic URLs that are not the canonical one
 * @param keepsQuery whether the query is a part of the canonical URL
 */
record LinkSettings(
    @Nullable PublicBase base, HubSource hubs, SelfSource self, boolean keepsQuery) {
  private static final Logger LOG = LoggerFactory.getLogger("org.pushj.servlet");
  private static final URI ANY_TOPIC = URI.create("http://localhost/");
  private static final List<String> HEADERS = List.of("Link", "Vary", "Content-Location");

  /**
   * Checks hubs before there is a topic to advertise.
   *
   * @throws IllegalArgumentException if there is none, or one cannot be advertised
   */
  static List<URI> usable(List<URI> hubs) {
    return new Advertisement(ANY_TOPIC, hubs).hubs();
  }

  /** Returns the canonical URL of the requested resource, and its hubs; empty without hubs. */
  Optional<Advertisement> advertisement(HttpServletRequest request) {
    List<URI> known = hubs.hubs(request);
    return known.isEmpty()
        ? Optional.empty()
        : canonical(request).map(url -> new Advertisement(url, known));
  }

  /** Returns the header to add to a response; empty if there is nothing to add. */
  Optional<String> linkHeader(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      Advertisement advertisement) {
    ResponseHead head =
        new ResponseHead(request.getMethod(), advertisement.self(), status, headers(response));
    if (!head.isAdvertised()) {
      return Optional.empty();
    }
    URI own =
        self.self(request, response)
            .flatMap(url -> Urls.resolve(advertisement.self(), url.toString()))
            .orElseGet(head::self);
    return head.linksToAdd(new Advertisement(own, advertisement.hubs()));
  }

  private Optional<URI> canonical(HttpServletRequest request) {
    boolean again = request.getDispatcherType() == DispatcherType.ASYNC;
    String path =
        again
            ? (String) request.getAttribute(AsyncContext.ASYNC_REQUEST_URI)
            : request.getRequestURI();
    String query =
        again
            ? (String) request.getAttribute(AsyncContext.ASYNC_QUERY_STRING)
            : request.getQueryString();
    String below = ServletTranslation.pathBelow(request.getContextPath(), path);
    return baseFor(request).flatMap(found -> found.resolve(below, keepsQuery ? query : null));
  }

  private Optional<PublicBase> baseFor(HttpServletRequest request) {
    if (base != null) {
      return Optional.of(base);
    }
    String url = request.getRequestURL().toString();
    String host = url.substring(0, url.length() - request.getRequestURI().length());
    try {
      return Optional.of(new PublicBase(URI.create(host + request.getContextPath())));
    } catch (IllegalArgumentException e) {
      LOG.debug("A response gets no links: its request has no valid host", e);
      return Optional.empty();
    }
  }

  private static HttpHeaders headers(HttpServletResponse response) {
    Map<String, List<String>> headers =
        HEADERS.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), name -> List.copyOf(response.getHeaders(name))));
    return HttpHeaders.of(headers, (name, value) -> true);
  }
}
