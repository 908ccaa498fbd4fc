package org.pushj.examples.kafka;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.pushj.examples.guard.RequestGuard;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.settings.CallbackSettings;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of any number of nodes: the callbacks at {@code /callback/*}, and {@code /subscriptions}. It
 * is stateless, so any other node can take over: subscriptions are in the database, updates in
 * Kafka.
 */
final class CallbackNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackNode.class);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final Duration STOP_IDLE = Duration.ofMillis(100);

  private static final int ACCEPT_QUEUE = 1024;

  /** Holds a challenge and a topic of 2,048 characters each, percent-encoded. */
  private static final int HEADER_BYTES = 16 << 10;

  /** The resources to close, the newest first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final NodeSettings settings;
  private final Server jetty = new Server();
  private final int port;

  private CallbackNode(NodeSettings settings) {
    this.settings = settings;
    this.port = listen();
  }

  /**
   * Starts a node. It accepts requests when this returns, even if Kafka is down.
   *
   * @throws IllegalArgumentException if the port cannot be opened or the database cannot be used;
   *     the message names the setting
   */
  static CallbackNode start(NodeSettings settings) {
    CallbackNode node = new CallbackNode(settings);
    try {
      node.open();
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /** Returns the URL of the node: {@code http://localhost:PORT/} by default. */
  URI url() {
    return settings.address().url(port);
  }

  /** Stops the node; requests in progress have a few seconds to complete. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("A component of the node at {} did not stop cleanly", url(), e);
      }
    }
  }

  /** Opens the port first, since the callback base may depend on it. */
  private int listen() {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
    connector.setHost(settings.address().host());
    connector.setPort(settings.port());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setShutdownIdleTimeout(STOP_IDLE.toMillis());
    jetty.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          NodeSettings.PORT + "=" + settings.port() + " cannot be opened: " + e.getMessage(), e);
    }
    parts.push(connector);
    return connector.getLocalPort();
  }

  private void open() {
    SubscriptionStore store = store();
    KafkaUpdateListener listener =
        KafkaUpdateListener.to(settings.kafka(), settings.maxUpdateBytes());
    parts.push(listener);
    listener.checkTopic();
    Subscriber subscriber = subscriber(listener, store);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new PushCallbackServlet(subscriber), "/callback/*");
    // Callbacks are for everybody, and under any host name, since nodes may have had another.
    RequestGuard guard = new RequestGuard(settings.address(), settings.callbacks(port));
    context.addFilter(
        new FilterHolder(guard), "/subscriptions", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new SubscriptionServlet(subscriber), "/subscriptions");
    serve(context);
    settings.address().warnIfOpen();
    // Not earlier: hubs may verify during the request.
    subscriber.start();
    parts.push(subscriber);
  }

  private SubscriptionStore store() {
    DatabaseSettings database = settings.database();
    if (database == null) {
      return new InMemorySubscriptionStore();
    }
    SubscriptionDatabase opened = SubscriptionDatabase.open(database);
    parts.push(opened);
    return opened.store();
  }

  // START SNIPPET: subscriber
  private Subscriber subscriber(KafkaUpdateListener listener, SubscriptionStore store) {
    return Subscriber.builder()
        .callbackBase(settings.callbacks(port))
        .listener(listener)
        .store(store)
        .callbacks(CallbackSettings.builder().maxUpdateBytes(settings.maxUpdateBytes()).build())
        .urlPolicy(settings.allowPrivate() ? UrlPolicy.allowPrivate() : UrlPolicy.publicOnly())
        .build();
  }

  // END SNIPPET: subscriber

  private void serve(ServletContextHandler context) {
    jetty.setHandler(new GracefulHandler(context));
    jetty.setStopTimeout(STOP.toMillis());
    parts.push(jetty::stop);
    try {
      jetty.start();
    } catch (Exception e) {
      throw new IllegalStateException("The node at " + url() + " did not start", e);
    }
  }
}
