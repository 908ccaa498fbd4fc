package org.pushj.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.micrometer.PushMetrics;

/** Serves the metrics of the demo at {@code /metrics}, as Prometheus reads them. */
final class DemoMetrics implements AutoCloseable {
  /** So short that whoever looks sees it change. */
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final PushMetrics metrics = new PushMetrics(registry, MAX_AGE);
  private final HttpServer server;
  private final URI url;

  private DemoMetrics(HttpServer server, URI url) {
    this.server = server;
    this.url = url;
  }

  /**
   * Starts to serve them.
   *
   * @throws IllegalStateException if it cannot listen on the port
   */
  static DemoMetrics start(ServerAddress address, int port) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(address.host(), port), 0);
      DemoMetrics metrics =
          new DemoMetrics(server, address.url(server.getAddress().getPort()).resolve("metrics"));
      server.createContext("/metrics", metrics::answer);
      server.start();
      return metrics;
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Returns what to give to a subscriber and a publisher, and then to bind to both. */
  PushMetrics metrics() {
    return metrics;
  }

  URI url() {
    return url;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = registry.scrape().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    metrics.close();
  }
}
