package org.pushj.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackHandler;
import org.pushj.callback.CallbackRequest;
import org.pushj.callback.CallbackResponse;

/**
 * Puts a {@link CallbackHandler} on a loopback port, so that hubs reach it: for tests of listeners
 * and stores without a servlet container. It is also the smallest example of an adapter.
 *
 * <pre>{@code
 * try (CallbackServer server = CallbackServer.start()) {
 *   Subscriber subscriber = Subscriber.builder().callbackBase(server.base())...build();
 *   server.serve(subscriber.callbackHandler());
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class CallbackServer implements AutoCloseable {
  private static final String PATH = "/callback/";
  private static final int PIECE_BYTES = 8192;

  private final HttpServer server;
  private final ExecutorService threads;
  private volatile @Nullable CallbackHandler handler;

  private CallbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Starts a server on a free port. Until {@link #serve} is called it answers 503. */
  public static CallbackServer start() {
    HttpServer server = LoopbackServer.create();
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "callback-server");
              thread.setDaemon(true);
              return thread;
            });
    CallbackServer started = new CallbackServer(server, threads);
    server.setExecutor(threads);
    server.createContext(PATH, started::answer);
    server.start();
    return started;
  }

  /** Returns the callback base, which ends in a slash. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  /** Sets who answers. */
  public void serve(CallbackHandler handler) {
    this.handler = handler;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  // START SNIPPET: adapter
  private void answer(HttpExchange http) throws IOException {
    try (http) {
      CallbackHandler current = handler;
      if (current == null) {
        http.sendResponseHeaders(503, -1);
        return;
      }
      CallbackExchange exchange = current.open(request(http));
      InputStream body = http.getRequestBody();
      byte[] piece = new byte[PIECE_BYTES];
      int count = 0;
      try {
        while (exchange.wantsContent() && (count = body.read(piece)) >= 0) {
          exchange.content(piece, 0, count);
        }
      } catch (IOException broken) {
        exchange.abandon();
        throw broken;
      }
      exchange.complete(response -> send(http, response));
    }
  }

  private static CallbackRequest request(HttpExchange http) {
    String length = http.getRequestHeaders().getFirst("Content-Length");
    return new CallbackRequest(
        http.getRequestMethod(),
        http.getRequestURI().getRawPath().substring(PATH.length()),
        http.getRequestURI().getRawQuery(),
        HttpHeaders.of(http.getRequestHeaders(), (name, value) -> true),
        length == null ? -1 : Long.parseLong(length));
  }

  private static void send(HttpExchange http, CallbackResponse response) throws IOException {
    byte[] body = response.bytes();
    response.headers().forEach(http.getResponseHeaders()::set);
    http.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
    http.getResponseBody().write(body);
  }
  // END SNIPPET: adapter
}
