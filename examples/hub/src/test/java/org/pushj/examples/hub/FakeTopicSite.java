package org.pushj.examples.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A publisher of one topic. {@code /feed} serves it; {@code /moved/N} redirects to it in N steps.
 */
final class FakeTopicSite implements AutoCloseable {
  private final LoopbackServer server = new LoopbackServer(0, this::handle);
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile Page page = new Page(200, "first", "application/atom+xml; charset=utf-8");

  private record Page(int status, String content, String type) {}

  URI topic() {
    return server.url("/feed");
  }

  URI moved(int times) {
    return server.url("/moved/" + times);
  }

  void serve(int status, String content) {
    page = new Page(status, content, "application/atom+xml; charset=utf-8");
  }

  void serveAs(String type, String content) {
    page = new Page(200, content, type);
  }

  /** Returns how often the topic was fetched, not counting redirects. */
  int fetches() {
    return fetches.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/moved/")) {
      int left = Integer.parseInt(path.substring("/moved/".length())) - 1;
      exchange.getResponseHeaders().set("Location", left == 0 ? "/feed" : "/moved/" + left);
      LoopbackServer.answer(exchange, 302, new byte[0]);
    } else {
      Page now = page;
      exchange.getResponseHeaders().set("Content-Type", now.type());
      // Counted after the page was read, so that a test that sees the count may change the page.
      fetches.incrementAndGet();
      LoopbackServer.answer(exchange, now.status(), now.content().getBytes(UTF_8));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
