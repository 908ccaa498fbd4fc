package org.pushj.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * An HTTP/1.1 server on 127.0.0.1, at a port of its own, that sends what a script says. Each
 * request has a daemon thread.
 */
final class LoopbackServer implements AutoCloseable {
  private static final long MILLIS_PER_BYTE = 20;
  private static final int WITHOUT_BODY = -1;
  private static final int UNKNOWN_LENGTH = 0;

  static {
    // The JDK's server sends head and body in two packets, and unless told otherwise the second one
    // waits 40 ms for the acknowledgement of the first. It looks when its classes are loaded.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Function<RecordedRequest, FakeResponse> script;

  LoopbackServer(String name, Function<RecordedRequest, FakeResponse> script) {
    this.script = script;
    server = create();
    threads = Executors.newCachedThreadPool(task -> daemon(name, task));
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Makes a server on a free port of 127.0.0.1, which is to be started. */
  static HttpServer create() {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("no server can be started at 127.0.0.1", e);
    }
  }

  URI url(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + pathAndQuery);
  }

  /** Ends the server at once. The connections go first, so nothing unfinished looks complete. */
  @Override
  public void close() {
    server.stop(0);
    closed.countDown();
    threads.shutdownNow();
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void serve(HttpExchange exchange) throws IOException {
    FakeResponse response;
    try (exchange) {
      response = answer(read(exchange));
      send(exchange, response);
    } catch (InterruptedException closing) {
      return;
    }
    response.afterwards().run();
  }

  /** A script that breaks is a mistake in a test: the answer says so. */
  private FakeResponse answer(RecordedRequest request) {
    try {
      return script.apply(request);
    } catch (RuntimeException | AssertionError e) {
      return FakeResponse.of(500).body("text/plain; charset=utf-8", "the script failed: " + e);
    }
  }

  private static RecordedRequest read(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    return new RecordedRequest(
        exchange.getRequestMethod(),
        uri.getRawPath(),
        uri.getRawQuery(),
        HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true),
        exchange.getRequestBody().readAllBytes());
  }

  private void send(HttpExchange exchange, FakeResponse response)
      throws IOException, InterruptedException {
    if (response.pace() == FakeResponse.Pace.SILENCE) {
      closed.await();
      return;
    }
    for (Map.Entry<String, String> header : response.headers()) {
      exchange.getResponseHeaders().add(header.getKey(), header.getValue());
    }
    byte[] body = response.body();
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(response.status(), WITHOUT_BODY);
    } else if (response.pace() == FakeResponse.Pace.DRIBBLE) {
      dribble(exchange, response);
    } else if (response.pace() == FakeResponse.Pace.CHUNKED) {
      exchange.sendResponseHeaders(response.status(), UNKNOWN_LENGTH);
      exchange.getResponseBody().write(body);
    } else if (body.length == 0) {
      exchange.sendResponseHeaders(response.status(), WITHOUT_BODY);
    } else {
      exchange.sendResponseHeaders(response.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void dribble(HttpExchange exchange, FakeResponse response)
      throws IOException, InterruptedException {
    byte[] body = response.body().length == 0 ? new byte[] {' '} : response.body();
    exchange.sendResponseHeaders(response.status(), UNKNOWN_LENGTH);
    OutputStream out = exchange.getResponseBody();
    int next = 0;
    do {
      out.write(body[next++ % body.length]);
      out.flush();
    } while (!closed.await(MILLIS_PER_BYTE, TimeUnit.MILLISECONDS));
  }
}
