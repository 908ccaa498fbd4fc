package org.pushj.examples.publisher;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.pushj.Urls;
import org.pushj.examples.guard.RequestGuard;
import org.pushj.publisher.PublishOutcome;
import org.pushj.publisher.Publisher;
import org.pushj.rewriting.Advertisement;
import org.pushj.spi.Monitor;
import org.pushj.spi.UrlPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a folder as a static site, and pings the hubs when a file changes. A page at {@code
 * /write} adds entries to its feed.
 *
 * <p>That page is not protected by a password, so the server listens on the loopback address unless
 * {@link PublisherSettings#address} says otherwise. A proxy in front of it makes the site public,
 * and controls access to {@code /write}.
 *
 * <pre>{@code
 * try (PublisherServer publisher = PublisherServer.start(PublisherSettings.defaults())) {
 *   subscribeTo(publisher.url().resolve("feed.xml"));
 * }
 * }</pre>
 */
public final class PublisherServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PublisherServer.class);
  private static final int MAX_FORM_BYTES = 64 * 1024;

  /** The resources to close, the newest first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final PublisherSettings settings;
  private final Server jetty = new Server();
  private final int port;
  private final Publisher publisher;

  private PublisherServer(PublisherSettings settings, Monitor monitor) {
    this.settings = settings;
    this.publisher = publisher(settings, monitor);
    this.port = listen();
  }

  /**
   * Starts a publisher. It accepts requests when this returns.
   *
   * @throws IllegalStateException if it cannot listen on the port or use the folder
   */
  public static PublisherServer start(PublisherSettings settings) {
    return start(settings, Monitor.none());
  }

  /** Starts a publisher that tells a monitor of its pings. */
  public static PublisherServer start(PublisherSettings settings, Monitor monitor) {
    PublisherServer server = new PublisherServer(settings, monitor);
    try {
      server.open();
    } catch (Exception e) {
      server.close();
      throw new IllegalStateException("The publisher did not start: " + e, e);
    }
    return server;
  }

  /** Returns the URL of the publisher: {@code http://localhost:PORT/} by default. */
  public URI url() {
    return settings.address().url(port);
  }

  /** Returns the publisher that pings the hubs. */
  public Publisher publisher() {
    return publisher;
  }

  /** Stops the publisher. Pings that have not been sent yet are dropped. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        log.warn("A component of the publisher at {} did not stop cleanly", url(), e);
      }
    }
  }

  /** Opens the port first, since the site must know its own URL. */
  private int listen() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
    connector.setHost(settings.address().host());
    connector.setPort(settings.port());
    jetty.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new IllegalStateException(
          "The publisher cannot listen on port " + settings.port() + ": " + e.getMessage(), e);
    }
    parts.push(connector);
    return connector.getLocalPort();
  }

  private void open() throws Exception {
    URI base = settings.base(port);
    Site site = new Site(folder(), base);
    Path path = site.root().resolve("feed.xml");
    Advertisement links = new Advertisement(site.url(path), settings.hubs());
    FeedFile feed = new FeedFile(path, links, InstantSource.system());
    parts.push(publisher);
    publisher.start();
    SiteWatcher watcher = SiteWatcher.start(site, publisher);
    parts.push(watcher);
    jetty.setHandler(context(site, base, new WriteServlet(feed, watcher)));
    parts.push(jetty::stop);
    jetty.start();
    settings.address().warnIfOpen();
    log.info(
        "Serving {} at {} with hubs {}",
        site.root(),
        url(),
        settings.hubs().stream().map(Urls::forMessage).toList());
  }

  private Path folder() throws IOException {
    Path own = settings.site();
    if (own != null) {
      return own;
    }
    Path copy = BuiltInSite.unpack();
    parts.push(() -> BuiltInSite.remove(copy));
    return copy;
  }

  /** The hubs are from the publisher's own settings, so they may have private addresses. */
  private static Publisher publisher(PublisherSettings settings, Monitor monitor) {
    return Publisher.builder()
        .hubs(settings.hubs())
        .urlPolicy(UrlPolicy.allowPrivate())
        .userAgent("push-example-publisher")
        .listener(PublisherServer::log)
        .monitor(monitor)
        .build();
  }

  /** Logs successful pings. The publisher itself logs the failures. */
  private static void log(PublishOutcome outcome) {
    if (outcome.isSuccess()) {
      log.info("Pinged {} about {}", Urls.forMessage(outcome.hub()), outcome.topic());
    }
  }

  private ServletContextHandler context(Site site, URI base, WriteServlet write) {
    ServletContextHandler context = new ServletContextHandler();
    context.setMaxFormContentSize(MAX_FORM_BYTES);
    RequestGuard guard = new RequestGuard(settings.address(), base);
    context.addFilter(new FilterHolder(guard), "/*", EnumSet.of(DispatcherType.REQUEST));
    ServletHolder form = new ServletHolder(write);
    context.addServlet(form, WriteServlet.PAGE);
    context.addServlet(form, WriteServlet.STYLE);
    context.addServlet(new ServletHolder(new SiteServlet(site, settings.hubs())), "/");
    return context;
  }
}
