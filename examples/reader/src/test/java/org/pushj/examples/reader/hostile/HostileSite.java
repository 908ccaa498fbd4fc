package org.pushj.examples.reader.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pages and hubs that do what they should not, whoever asks for them. */
final class HostileSite implements AutoCloseable {
  /** What would end a line of a log, colour it, or turn its characters around. */
  static final String CONTROLS =
      "a\r\n"
          + "12:00:00.000 ERROR Forged -"
          + " line\u001b[31m\u0085b\u2028c\u2029d\u202ee\u2066f\u200fg\u0000h";

  private static final int LINKS = 5_000;
  private static final int ENTRIES = 2_000;
  private static final long MILLIS_PER_BYTE = 200;
  private static final byte[] ENTRY =
      "<entry><id>x</id><title>An entry without an end</title></entry>\n"
          .repeat(100)
          .getBytes(UTF_8);

  /** Addresses that no stranger may lead a server to. */
  private static final List<String> PRIVATE =
      List.of(
          "http://169.254.169.254/latest/meta-data/",
          "http://10.255.255.1/",
          "http://[::1]:1/",
          "http://0.0.0.0:1/",
          "file:///etc/passwd");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(HostileSite::daemon);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger redirects = new AtomicInteger();
  private final List<URI> pages = new ArrayList<>();

  /**
   * Starts the site.
   *
   * @param victim the topic of another site
   * @param ownHub a hub that is on the site's side
   */
  HostileSite(URI victim, URI ownHub) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.start();
    addHubs();
    addPages(victim, ownHub);
  }

  /** Returns the URL of a path. */
  URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** Returns all pages that a reader can be told to subscribe to. */
  List<URI> pages() {
    return List.copyOf(pages);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void addHubs() {
    serve(
        "/hub/private",
        exchange -> {
          String to = PRIVATE.get(redirects.getAndIncrement() % PRIVATE.size());
          exchange.getResponseHeaders().set("Location", to);
          exchange.sendResponseHeaders(307, -1);
        });
    serve("/hub/endless", exchange -> endless(exchange, 202, "text/plain", new byte[0]));
    serve("/hub/slow", exchange -> slow(exchange, 202));
    serve(
        "/hub/controls",
        exchange -> whole(exchange, 400, "text/plain;charset=UTF-8", CONTROLS.getBytes(UTF_8)));
  }

  private void addPages(URI victim, URI ownHub) {
    byte[] bomb = Bombs.bomb();
    byte[] members = Bombs.emptyMembers();
    page("/bomb", exchange -> coded(exchange, "gzip", bomb));
    page("/bomb-in-bomb", exchange -> coded(exchange, "gzip, gzip", Bombs.gzip(bomb)));
    page("/members", exchange -> coded(exchange, "gzip", members));
    page("/claims", exchange -> linked(exchange, links(victim, ownHub)));
    page(
        "/below",
        exchange ->
            whole(
                exchange,
                200,
                "application/atom+xml",
                below(url("/hub/controls")).getBytes(UTF_8)));
    page(
        "/endless",
        exchange -> endless(exchange, 200, "application/atom+xml", feed().getBytes(UTF_8)));
    page(
        "/endless-page",
        exchange -> endless(exchange, 200, "text/html", "<html><head><!--".getBytes(UTF_8)));
    page("/slow", exchange -> slow(exchange, 200));
    page("/links", exchange -> linked(exchange, manyLinks()));
    for (String hub : List.of("private", "endless", "slow", "controls")) {
      String path = "/at-" + hub;
      page(path, exchange -> linked(exchange, links(url(path), url("/hub/" + hub))));
    }
  }

  private void page(String path, HttpHandler handler) {
    serve(path, handler);
    pages.add(url(path));
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            handler.handle(exchange);
          } catch (IOException gone) {
            // The reader has seen enough.
          }
        });
  }

  private static void coded(HttpExchange exchange, String coding, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Encoding", coding);
    whole(exchange, 200, "text/html", body);
  }

  private static void linked(HttpExchange exchange, String links) throws IOException {
    exchange.getResponseHeaders().set("Link", links);
    whole(exchange, 200, "text/html", "<!doctype html><title>A page</title>".getBytes(UTF_8));
  }

  private static void whole(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Sends as much as the reader takes. */
  private void endless(HttpExchange exchange, int status, String type, byte[] begin)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, 0);
    OutputStream out = exchange.getResponseBody();
    out.write(begin);
    while (closed.getCount() > 0) {
      out.write(ENTRY);
    }
  }

  /** Sends a byte now and then. */
  private void slow(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(status, 0);
    OutputStream out = exchange.getResponseBody();
    try {
      do {
        out.write(' ');
        out.flush();
      } while (!closed.await(MILLIS_PER_BYTE, TimeUnit.MILLISECONDS));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static String feed() {
    return "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title>";
  }

  /** A feed whose entries have links to hubs, and whose own links stand below them. */
  private String below(URI hub) {
    String entry =
        "<entry><id>x</id><link rel=\"hub\" href=\"" + url("/hub/private") + "\"/></entry>";
    return feed()
        + entry.repeat(ENTRIES)
        + "<link rel=\"hub\" href=\""
        + hub
        + "\"/><link rel=\"self\" href=\""
        + url("/below")
        + "\"/></feed>";
  }

  private static String links(URI self, URI hub) {
    return "<" + self + ">; rel=\"self\", <" + hub + ">; rel=\"hub\"";
  }

  private String manyLinks() {
    return IntStream.range(0, LINKS)
        .mapToObj(i -> "<" + url("/hub/" + i) + ">; rel=\"hub\"")
        .collect(Collectors.joining(", "));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "hostile-site");
    thread.setDaemon(true);
    return thread;
  }
}
