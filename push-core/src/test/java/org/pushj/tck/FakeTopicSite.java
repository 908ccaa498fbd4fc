package org.pushj.tck;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A publisher's site on the loopback address. A test puts pages at its paths, may change them at
 * any time, and reads back what was asked for. Where there is no page the answer is 404. Safe for
 * use by several threads.
 *
 * @since 0.1
 */
public final class FakeTopicSite implements AutoCloseable {
  private final Map<String, Function<RecordedRequest, FakeResponse>> pages =
      new ConcurrentHashMap<>();
  private final Journal<RecordedRequest> requests = new Journal<>();
  private final LoopbackServer server = new LoopbackServer("fake-topic-site", this::answer);

  private FakeTopicSite() {}

  /** Starts a site without pages. */
  public static FakeTopicSite start() {
    return new FakeTopicSite();
  }

  /**
   * Returns the URL of a path, whether there is a page or not.
   *
   * @param path the path with a leading slash; may have a query
   */
  public URI url(String path) {
    return server.url(path);
  }

  /**
   * Puts a page at a path, for all methods and any query. A HEAD request gets it without its body.
   *
   * @param path the path with a leading slash, without a query
   * @return the URL of the page
   */
  public URI page(String path, FakeResponse response) {
    return page(path, request -> response);
  }

  /**
   * Puts a page at a path that depends on the request, for all methods and any query. The body of
   * the answer to a HEAD request is left out.
   *
   * @param path the path with a leading slash, without a query
   * @param script called for each request, by several threads at a time
   * @return the URL of the page
   */
  public URI page(String path, Function<RecordedRequest, FakeResponse> script) {
    pages.put(path, script);
    return url(path);
  }

  /**
   * Puts a redirect at a path.
   *
   * @param status the status, as 301
   * @param location the value of the {@code Location} header, to the letter; may be relative
   * @return the URL of the redirect
   */
  public URI redirect(String path, int status, String location) {
    return page(path, FakeResponse.of(status).header("Location", location));
  }

  /**
   * Puts an HTML page at a path that names itself and a hub in two {@code Link} headers, and in
   * these alone.
   *
   * @return the URL of the page, which is the topic
   */
  public URI advertise(String path, URI hub) {
    FakeResponse page =
        FakeResponse.of(200)
            .link(url(path), "self")
            .link(hub, "hub")
            .body(
                "text/html; charset=utf-8",
                "<!doctype html><html><head><title>A topic</title></head><body></body></html>");
    return page(path, page);
  }

  /** Returns all requests so far, the oldest first. */
  public List<RecordedRequest> requests() {
    return requests.all();
  }

  /** Returns the requests for a path so far, the oldest first. */
  public List<RecordedRequest> requests(String path) {
    return requests.all(request -> request.path().equals(path));
  }

  /**
   * Waits for a request for a path.
   *
   * @param number which one for that path, from 1
   * @throws AssertionError if it did not come in time
   */
  public RecordedRequest awaitRequest(String path, int number, Duration timeout) {
    return requests.await(
        "request for " + path, request -> request.path().equals(path), number, timeout);
  }

  /** Ends the site, with all answers that are still under way. */
  @Override
  public void close() {
    server.close();
  }

  private FakeResponse answer(RecordedRequest request) {
    requests.add(request);
    return pages.getOrDefault(request.path(), unknown -> FakeResponse.of(404)).apply(request);
  }
}
