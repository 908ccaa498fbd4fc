package org.pushj.discovery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.DiscoveryException;
import org.pushj.MediaType;
import org.pushj.TopicLinks;
import org.pushj.Urls;
import org.pushj.WebLink;
import org.pushj.markup.LinkRelations;
import org.pushj.markup.Markup;
import org.pushj.platform.Platform;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.spi.UrlRefusedException;
import org.pushj.text.Texts;
import org.pushj.time.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discovers topics by fetching the resource (W3C WebSub section 4). Safe for use by several
 * threads.
 *
 * <p>The resource is fetched once, with GET. Its {@code Link} headers are searched first; if they
 * name a hub, the document is not read. Otherwise the head of an HTML page is searched, or an XML
 * feed up to the first entry after a hub link and a self link: at most 2 MiB, and in a page 10,000
 * tags. Links inside entries are ignored. At most {@value #MAX_REDIRECTS} redirects are followed.
 *
 * <p>URLs are kept exactly as written, since hubs compare topics character by character: a self
 * link keeps its fragment. Characters that are not allowed in URLs are percent-encoded. URLs of
 * schemes other than http and https are ignored. Of several self links the first counts; without
 * one, the topic is the URL that was fetched last.
 *
 * <p>No page may claim the topic of another site for its own hub. A page is authoritative for all
 * URLs of its origin, and over https at the default port also for the http URLs of its host; an
 * http page can be modified by a network attacker, so it is not authoritative for https. A self
 * link to another origin is fetched, under the same deadline. It counts if that page is its own
 * topic, or redirects back to the first one, and only for hubs that both name. Otherwise the topic
 * is the URL of the first page. Paths of one origin are not distinguished: if their authors
 * distrust each other, set the hub in the request.
 *
 * @since 0.1
 */
public final class WebTopicDiscoverer implements TopicDiscoverer {
  /** The maximum number of redirects followed for one resource. */
  public static final int MAX_REDIRECTS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(WebTopicDiscoverer.class);

  /** Answers of 4xx that say nothing about the page: a time-out, and too many requests. */
  private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final String ACCEPT =
      "application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/xml;q=0.8,"
          + " text/xml;q=0.8, text/html;q=0.7, application/xhtml+xml;q=0.7, */*;q=0.5";

  private final HttpTransport transport;
  private final LinkHeaderParser linkHeaders;
  private final String userAgent;
  private final Duration deadline;
  private final LongSupplier nanoTime;

  /**
   * Makes a discoverer.
   *
   * @param transport fetches the resources, and refuses URLs that may not be contacted
   * @param linkHeaders parses the {@code Link} headers of the responses
   * @param userAgent the {@code User-Agent} of the requests
   * @param deadline how long one discovery may take, including redirects
   */
  public WebTopicDiscoverer(
      HttpTransport transport, LinkHeaderParser linkHeaders, String userAgent, Duration deadline) {
    this(transport, linkHeaders, userAgent, deadline, Platform.system().ticker()::nanoTime);
  }

  /**
   * Makes a discoverer with a time of its own.
   *
   * @param nanoTime measures the deadline, as {@link System#nanoTime} does
   */
  public WebTopicDiscoverer(
      HttpTransport transport,
      LinkHeaderParser linkHeaders,
      String userAgent,
      Duration deadline,
      LongSupplier nanoTime) {
    this.transport = transport;
    this.linkHeaders = linkHeaders;
    this.userAgent = userAgent;
    this.deadline = deadline;
    this.nanoTime = nanoTime;
  }

  @Override
  public TopicLinks discover(URI resource) {
    long end = nanoTime.getAsLong() + deadline.toNanos();
    Page page = read(resource, resource, end, null);
    if (speaksFor(page.url(), page.topic())) {
      return new TopicLinks(page.topic(), page.hubs());
    }
    List<URI> hubs = confirmed(resource, page, end);
    return hubs.isEmpty()
        ? new TopicLinks(page.url(), page.hubs())
        : new TopicLinks(page.topic(), hubs);
  }

  /** Tells whether a page may name a topic without asking its site: see the class comment. */
  private static boolean speaksFor(URI page, URI topic) {
    boolean sameHost = host(page).equalsIgnoreCase(host(topic));
    boolean samePort = port(page) == port(topic) && isHttps(page) == isHttps(topic);
    return sameHost && (samePort || (port(page) == 443 && isHttps(page) && port(topic) == 80));
  }

  private static String host(URI url) {
    return url.getHost() == null ? url.getRawAuthority() : url.getHost();
  }

  private static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : isHttps(url) ? 443 : 80;
  }

  private static boolean isHttps(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  /**
   * Returns the hubs of a page that the site of its topic names too; empty if it does not agree.
   */
  private List<URI> confirmed(URI resource, Page page, long end) {
    String problem = "it is the topic of other hubs, or not its own";
    try {
      Page other = read(resource, Urls.withoutFragment(page.topic()), end, page);
      // Whoever controls both pages may name many hubs that differ only at their ends.
      Set<String> theirs = other.hubs().stream().map(URI::toString).collect(Collectors.toSet());
      List<URI> hubs =
          page.hubs().stream().filter(each -> theirs.contains(each.toString())).toList();
      boolean agrees =
          other.topic().equals(page.topic())
              || other.topic().equals(Urls.withoutFragment(page.topic()));
      if (agrees && !hubs.isEmpty()) {
        return hubs;
      }
    } catch (DiscoveryException e) {
      problem = String.valueOf(e.getMessage());
    }
    LOG.info(
        "{} is its own topic, since its self link {} does not count: {}",
        Urls.forMessage(page.url()),
        Urls.forMessage(page.topic()),
        problem);
    return List.of();
  }

  /**
   * Reads the links of a page, after redirects.
   *
   * @param known a page that is not read again
   */
  private Page read(URI resource, URI start, long end, @Nullable Page known) {
    URI url = Urls.withoutFragment(start);
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      if (known != null && known.url().equals(url)) {
        return known;
      }
      try (HttpTransport.Response response = transport.send(request(resource, url, end))) {
        if (!REDIRECTS.contains(response.status())) {
          return pageOf(resource, url, response);
        }
        url = redirected(resource, url, response.headers());
      } catch (UrlRefusedException e) {
        throw failure(resource, url, " is not contacted: " + e.getMessage(), e);
      } catch (IOException e) {
        throw failure(resource, url, " could not be read: " + e.getMessage(), e);
      }
    }
    throw failure(resource, start, " redirects more than " + MAX_REDIRECTS + " times", null);
  }

  private HttpTransport.Request request(URI resource, URI url, long end) {
    Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
    if (!Durations.isPositive(left)) {
      String what = " took longer than " + deadline.toMillis() + " ms";
      throw failure(resource, resource, what, new IOException("time-out"));
    }
    Map<String, String> headers = Map.of("Accept", ACCEPT, "User-Agent", userAgent);
    return new HttpTransport.Request("GET", url, headers, null, left, Markup.MAX_TOP);
  }

  private static URI redirected(URI resource, URI url, HttpHeaders headers) {
    return headers
        .firstValue("Location")
        .filter(location -> !location.isBlank())
        .flatMap(location -> Urls.resolveInHeader(url, location))
        .map(Urls::withoutFragment)
        .orElseThrow(() -> failure(resource, url, " redirects without a URL to go to", null));
  }

  private Page pageOf(URI resource, URI url, HttpTransport.Response response) throws IOException {
    int status = response.status();
    if (status / 100 != 2) {
      // What may heal by itself has a cause, as if the page could not be read.
      boolean isTransient = status / 100 == 5 || TRANSIENT.contains(status);
      throw failure(
          resource,
          url,
          " answered with status " + status + ", so it has no hub",
          isTransient ? new IOException("status " + status) : null);
    }
    List<WebLink> inHeaders = linkHeaders.parse(response.headers().allValues("Link"), url);
    List<URI> hubs = hubs(inHeaders);
    if (!hubs.isEmpty()) {
      return new Page(url, topic(inHeaders).orElse(url), hubs);
    }
    MediaType type = MediaType.parse(response.headers().firstValue("Content-Type").orElse(""));
    DocumentSearch.Result document = DocumentSearch.search(response.body(), type, url);
    hubs = hubs(document.links());
    if (hubs.isEmpty()) {
      throw failure(resource, url, noHub(inHeaders, document), null);
    }
    return new Page(url, topic(document.links()).or(() -> topic(inHeaders)).orElse(url), hubs);
  }

  private static List<URI> hubs(List<WebLink> links) {
    // A hub has to be contacted, so it needs a host by the rules of java.net.URI too.
    return targets(links, LinkRelations.HUB)
        .filter(hub -> Urls.isHttp(hub) && hub.getHost() != null)
        .toList();
  }

  private static Optional<URI> topic(List<WebLink> links) {
    return targets(links, LinkRelations.SELF).filter(Urls::isHttp).findFirst();
  }

  private static Stream<URI> targets(List<WebLink> links, String relation) {
    return links.stream().filter(link -> link.hasRelation(relation)).map(WebLink::target);
  }

  private static String noHub(List<WebLink> inHeaders, DocumentSearch.Result document) {
    Optional<URI> unusable =
        WebLink.first(inHeaders, LinkRelations.HUB)
            .or(() -> WebLink.first(document.links(), LinkRelations.HUB));
    if (unusable.isPresent()) {
      return " names no hub that can be used: %s is no http or https URL with a valid host"
          .formatted(Urls.forMessage(unusable.get()));
    }
    String place =
        switch (document.markup()) {
          case HTML, XHTML -> "in the head of its page";
          case XML -> "in the first 2 MiB of its feed, outside the entries";
          case TEXT, UNTYPED, OTHER ->
              "in its document, which is neither an HTML page nor an XML feed";
        };
    return " names no hub, neither in its Link headers nor "
        + place
        + "; if the site has a feed, try the URL of the feed, and if you know its hub, name it";
  }

  private static DiscoveryException failure(
      URI resource, URI url, String what, @Nullable Throwable cause) {
    return new DiscoveryException(resource, Texts.printable(Urls.forMessage(url) + what), cause);
  }

  /**
   * A page that was read.
   *
   * @param url its URL after redirects
   * @param topic its self link, or else its URL
   * @param hubs at least one hub
   */
  private record Page(URI url, URI topic, List<URI> hubs) {}
}
