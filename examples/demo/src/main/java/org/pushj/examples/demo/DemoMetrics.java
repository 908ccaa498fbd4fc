package org.pushj.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.pushj.examples.guard.Favicon;
import org.pushj.examples.guard.RequestGuard;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.micrometer.PushMetrics;

/** Serves the metrics of the demo at {@code /metrics}, as Prometheus reads them. */
final class DemoMetrics implements AutoCloseable {
  /** So short that whoever looks sees it change. */
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  private static final String PATH = "/metrics";

  private final PushMetrics metrics;
  private final Server jetty;
  private final URI url;

  private DemoMetrics(PushMetrics metrics, Server jetty, URI url) {
    this.metrics = metrics;
    this.jetty = jetty;
    this.url = url;
  }

  /**
   * Starts to serve them.
   *
   * @throws IllegalStateException if it cannot listen on the port
   */
  static DemoMetrics start(ServerAddress address, int port) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Server jetty = new Server();
    URI root = address.url(listen(jetty, address, port));
    ServletContextHandler context = new ServletContextHandler("/");
    FilterHolder guard = new FilterHolder(new RequestGuard(address, root));
    context.addFilter(guard, "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new Page(registry)), PATH);
    context.addServlet(new Favicon("#475569"), Favicon.PATH);
    jetty.setHandler(context);
    DemoMetrics metrics =
        new DemoMetrics(new PushMetrics(registry, MAX_AGE), jetty, root.resolve(PATH));
    try {
      jetty.start();
    } catch (Exception e) {
      metrics.close();
      throw new IllegalStateException(e.getMessage(), e);
    }
    return metrics;
  }

  /** Returns what to give to a subscriber and a publisher, and then to bind to both. */
  PushMetrics metrics() {
    return metrics;
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The metrics at " + url + " did not stop", e);
    } finally {
      metrics.close();
    }
  }

  private static int listen(Server jetty, ServerAddress address, int port) {
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost(address.host());
    connector.setPort(port);
    jetty.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    return connector.getLocalPort();
  }

  private static final class Page extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient PrometheusMeterRegistry registry;

    Page(PrometheusMeterRegistry registry) {
      this.registry = registry;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain; version=0.0.4; charset=utf-8");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.getOutputStream().write(registry.scrape().getBytes(UTF_8));
    }
  }
}
