package org.pushj.examples.hub;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.pushj.examples.guard.Favicon;
import org.pushj.examples.guard.RequestGuard;
import org.pushj.http.JdkHttpTransport;
import org.pushj.spi.UrlPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A W3C WebSub hub for development and tests. It verifies intent, observes leases, signs content,
 * and retries failed deliveries. It keeps everything in memory.
 *
 * <p>Publishers and subscribers need no password, so it listens on the loopback address unless
 * {@link HubSettings#address} says otherwise, and web pages of other sites cannot use it.
 *
 * <p>With {@link HubSettings#deltas} it removes from Atom and RSS 2.0 feeds the entries that a
 * subscriber has already (W3C WebSub section 7). With {@link HubSettings#faults} it misbehaves on
 * purpose.
 *
 * <pre>{@code
 * try (HubServer hub = HubServer.start(HubSettings.defaults().withAllowPrivate(true))) {
 *   publishTo(hub.url());
 * }
 * }</pre>
 */
public final class HubServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HubServer.class);

  private final Server jetty;
  private final Workers workers;
  private final URI url;

  private HubServer(Server jetty, Workers workers, URI url) {
    this.jetty = jetty;
    this.workers = workers;
    this.url = url;
  }

  /**
   * Starts a hub. It accepts requests when this returns.
   *
   * @throws IllegalStateException if it cannot listen on the port
   */
  public static HubServer start(HubSettings settings) {
    return start(
        settings, settings.allowPrivate() ? UrlPolicy.allowPrivate() : UrlPolicy.publicOnly());
  }

  static HubServer start(HubSettings settings, UrlPolicy policy) {
    return start(settings, policy, new Workers());
  }

  static HubServer start(HubSettings settings, UrlPolicy policy, Workers workers) {
    Outgoing outgoing = new Outgoing(policy, JdkHttpTransport.builder().urlPolicy(policy).build());
    Server jetty = new Server();
    int port = listen(jetty, settings);
    URI url = settings.address().url(port);
    URI publicUrl = settings.url(port);
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder servlet =
        new ServletHolder(new HubServlet(new Hub(publicUrl, settings, outgoing, workers), workers));
    servlet.setAsyncSupported(true);
    FilterHolder guard = new FilterHolder(new RequestGuard(settings.address(), publicUrl));
    guard.setAsyncSupported(true);
    context.addFilter(guard, "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(servlet, "");
    context.addServlet(new Favicon("#1d4ed8"), Favicon.PATH);
    jetty.setHandler(context);
    HubServer server = new HubServer(jetty, workers, url);
    try {
      jetty.start();
    } catch (Exception e) {
      server.close();
      throw new IllegalStateException("The hub at " + url + " did not start", e);
    }
    settings.address().warnIfOpen();
    LOG.info("Hub for development and tests at {}: in memory only, not for production", url);
    LOG.info(
        "Private addresses, localhost among them, are {} (PUSH_ALLOW_PRIVATE)",
        settings.allowPrivate() ? "contacted" : "refused");
    if (settings.publicBase() != null) {
      LOG.info("Calling itself {} (PUSH_PUBLIC_BASE)", publicUrl);
    }
    if (settings.deltas()) {
      LOG.info("Sending only new and changed feed entries (PUSH_DELTAS)");
    }
    if (!settings.faults().isEmpty()) {
      LOG.warn("Misbehaving on purpose (PUSH_FAULTS): {}", HubFault.names(settings.faults()));
    }
    return server;
  }

  /** Returns the hub's URL on this machine: {@code http://localhost:PORT/} by default. */
  public URI url() {
    return url;
  }

  /** Stops the hub: pending deliveries are dropped. */
  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The hub at " + url + " did not stop", e);
    } finally {
      workers.close();
    }
  }

  /** Opens the port before the server starts, since the hub must know its own URL. */
  private static int listen(Server jetty, HubSettings settings) {
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost(settings.address().host());
    connector.setPort(settings.port());
    jetty.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new IllegalStateException(
          "The hub cannot listen on port " + settings.port() + ": " + e.getMessage(), e);
    }
    return connector.getLocalPort();
  }
}
