package org.pushj.examples.reader;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.pushj.examples.guard.RequestGuard;
import org.pushj.examples.reader.jetty.AdminPage;
import org.pushj.examples.reader.jetty.JettyServer;
import org.pushj.examples.reader.page.LivePage;
import org.pushj.examples.reader.page.PagePaths;
import org.pushj.examples.reader.storage.Deliveries;
import org.pushj.examples.reader.storage.Storage;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.servlet.PushReadinessServlet;
import org.pushj.servlet.admin.PushAdminServlet;
import org.pushj.spi.Monitor;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;

/**
 * A running reader: the subscriber, its callback servlet at {@code /callback/*}, and the reader's
 * own servlet for everything else, in an embedded Jetty. Callbacks are open to anyone, under any
 * host name, since hubs use the earlier name of a reader that has moved; the rest is for its user.
 */
public final class ReaderServer implements AutoCloseable {
  private final Server server;
  private final URI url;
  private final Subscriber subscriber;
  private final NewsDesk desk;
  private final LivePage live;
  private final Storage storage;
  private final PushReadinessServlet readiness;

  private ReaderServer(
      Server server,
      URI url,
      Subscriber subscriber,
      NewsDesk desk,
      LivePage live,
      Storage storage,
      PushReadinessServlet readiness) {
    this.server = server;
    this.url = url;
    this.subscriber = subscriber;
    this.desk = desk;
    this.live = live;
    this.storage = storage;
    this.readiness = readiness;
  }

  /**
   * Starts a reader. The port is opened after the storage, so a load balancer that probes the port
   * sends nothing to a reader that waits for its database.
   *
   * @throws IllegalArgumentException if the port cannot be opened or the database cannot be used;
   *     the message names the setting
   */
  public static ReaderServer start(ReaderSettings settings) {
    return start(settings, Monitor.none());
  }

  /** Starts a reader whose subscriber reports to a monitor. */
  public static ReaderServer start(ReaderSettings settings, Monitor monitor) {
    Storage storage = Storage.open(settings.database());
    Server server;
    try {
      server = JettyServer.open(settings.address(), settings.port());
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
    try {
      return start(settings, monitor, server, storage);
    } catch (RuntimeException e) {
      JettyServer.release(server);
      throw e;
    }
  }

  private static ReaderServer start(
      ReaderSettings settings, Monitor monitor, Server server, Storage storage) {
    int port = JettyServer.port(server);
    InstantSource clock = storage.subscriptions().clock();
    LivePage live = new LivePage(storage, clock);
    NewsDesk desk = new NewsDesk(storage.updates(), live);
    SubscriberBuilder builder =
        Subscriber.builder()
            .callbackBase(settings.callbacks(port))
            .listener(desk)
            .subscriptionListener(live)
            .store(storage.subscriptions())
            .urlPolicy(settings.allowPrivate() ? UrlPolicy.allowPrivate() : UrlPolicy.publicOnly())
            .work(settings.work())
            .monitor(monitor)
            // A claim has to be at least twice as long as both together.
            .discoveryDeadline(atMost(Duration.ofSeconds(20), settings.work().claim().dividedBy(4)))
            .hubDeadline(atMost(Duration.ofSeconds(10), settings.work().claim().dividedBy(4)));
    if (storage.inbox() != null) {
      builder.inbox(storage.inbox()).deliveries(Deliveries.settings(settings.duplicateWindow()));
    }
    Subscriber subscriber = builder.build();
    RequestGuard guard = new RequestGuard(settings.address(), settings.callbacks(port));
    ReaderServlet servlet =
        new ReaderServlet(
            guard,
            new SubscriptionPaths(subscriber, storage, live, clock),
            new UpdatePaths(storage.updates()),
            new PagePaths(live));
    ServletContextHandler context = new ServletContextHandler();
    // Jetty would add a charset to some types that have none.
    context.getMimeTypes().clear();
    context.addServlet(new PushCallbackServlet(subscriber), "/callback/*");
    PushReadinessServlet readiness = new PushReadinessServlet(subscriber);
    context.addServlet(readiness, "/ready");
    context.addServlet(servlet, "/*");
    if (settings.adminPassword() != null) {
      AdminPage.add(context, new PushAdminServlet(subscriber), guard, settings.adminPassword());
    }
    desk.loadStored();
    JettyServer.start(server, context);
    settings.address().warnIfOpen();
    // Not earlier: hubs may verify during the request.
    subscriber.start();
    return new ReaderServer(
        server, settings.address().url(port), subscriber, desk, live, storage, readiness);
  }

  private static Duration atMost(Duration most, Duration time) {
    return time.compareTo(most) < 0 ? time : most;
  }

  /** Returns the URL of the page on this machine. */
  public URI url() {
    return url;
  }

  /** Returns the subscriber behind the page. */
  public Subscriber subscriber() {
    return subscriber;
  }

  /** Answers at {@code /ready} that no new requests should come; they are served all the same. */
  public void drain() {
    readiness.drain();
  }

  /**
   * Stops the reader; requests in progress have a few seconds. Renewals and deliveries stop first,
   * while hubs can still verify, and the storage last, since everything else uses it.
   */
  @Override
  public void close() {
    subscriber.close();
    live.close();
    JettyServer.stop(server);
    desk.close();
    storage.close();
  }
}
