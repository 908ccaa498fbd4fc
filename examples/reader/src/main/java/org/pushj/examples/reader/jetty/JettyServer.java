package org.pushj.examples.reader.jetty;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.pushj.examples.guard.ServerAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty, configured for the public internet: slow connections hold no thread, stalled ones are
 * closed, and error pages disclose nothing.
 */
public final class JettyServer {
  private static final Logger LOG = LoggerFactory.getLogger(JettyServer.class);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final Duration STOP_IDLE = Duration.ofMillis(100);
  private static final int MAX_THREADS = 250;
  private static final int SPARE_THREADS = 8;
  private static final int ACCEPT_QUEUE = 1024;

  /** Holds a challenge and a topic of 2,048 characters each, percent-encoded. */
  private static final int HEADER_BYTES = 16 << 10;

  private JettyServer() {}

  /**
   * Returns a server that has opened its port, so that the port is known, but does not answer yet.
   *
   * @throws IllegalArgumentException if the port cannot be opened
   */
  public static Server open(ServerAddress address, int port) {
    Server server = new Server(threads());
    server.setErrorHandler(new PlainErrors());
    server.setStopTimeout(STOP.toMillis());
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
    connector.setHost(address.host());
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(STOP_IDLE.toMillis());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "PORT=" + port + " cannot be opened: " + e.getMessage(), e);
    }
    return server;
  }

  /** Releases the port of a server that was not started. */
  public static void release(Server server) {
    ((ServerConnector) server.getConnectors()[0]).close();
  }

  /** Returns the port of the server. */
  public static int port(Server server) {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /** Starts the server with the servlets of {@code context}. */
  public static void start(Server server, ServletContextHandler context) {
    context.setErrorHandler(new PlainErrors());
    server.setHandler(new SecurityHeaders(new GracefulHandler(context)));
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw new IllegalStateException("the server did not start", e);
    }
  }

  /** Stops the server; requests in progress have {@link #STOP} to complete. */
  public static void stop(Server server) {
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.info("Requests that took longer than {} were cut off", STOP);
      LOG.debug("The server did not stop in time", e);
    } catch (Exception e) {
      throw new IllegalStateException("the server did not stop cleanly", e);
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, SPARE_THREADS);
    threads.setName("reader");
    return threads;
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    return http;
  }
}
