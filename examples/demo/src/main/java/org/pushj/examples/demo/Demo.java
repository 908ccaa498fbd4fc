package org.pushj.examples.demo;

import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import org.pushj.examples.hub.HubServer;
import org.pushj.examples.hub.HubSettings;
import org.pushj.examples.publisher.PublisherServer;
import org.pushj.examples.publisher.PublisherSettings;
import org.pushj.examples.reader.ReaderServer;
import org.pushj.examples.reader.ReaderSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hub, a publisher and a reader that are connected:
 *
 * <ol>
 *   <li>The publisher links to the hub in its feed, and pings it at changes.
 *   <li>The reader discovers the hub there, and subscribes.
 *   <li>The hub verifies the subscription, and delivers each change to the reader.
 * </ol>
 */
final class Demo implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Demo.class);

  private final URI hub;
  private final URI publisher;
  private final URI reader;
  private final URI metrics;
  private final String password;

  /** The resources to close, the newest first. */
  private final Deque<AutoCloseable> parts;

  private Demo(
      URI hub,
      URI publisher,
      URI reader,
      URI metrics,
      String password,
      Deque<AutoCloseable> parts) {
    this.hub = hub;
    this.publisher = publisher;
    this.reader = reader;
    this.metrics = metrics;
    this.password = password;
    this.parts = parts;
  }

  /**
   * Starts all three. When this returns, the subscription is active.
   *
   * @throws IllegalStateException if one of them does not start, or the reader cannot subscribe
   */
  static Demo start(DemoSettings settings) {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return start(settings, parts);
    } catch (RuntimeException e) {
      close(parts);
      throw e;
    }
  }

  /** Returns the URL of the hub. */
  URI hub() {
    return hub;
  }

  /** Returns the URL of the publisher's site. */
  URI publisher() {
    return publisher;
  }

  /** Returns the URL of the reader's page. */
  URI reader() {
    return reader;
  }

  /** Returns the URL of the metrics. */
  URI metrics() {
    return metrics;
  }

  /** Returns the password of the user {@code admin} of the reader's admin page. */
  String password() {
    return password;
  }

  /** Stops all three. */
  @Override
  public void close() {
    close(parts);
  }

  private static Demo start(DemoSettings settings, Deque<AutoCloseable> parts) {
    DemoMetrics metrics =
        start(
            "page of metrics",
            DemoSettings.METRICS_PORT,
            settings.metricsPort(),
            port -> DemoMetrics.start(settings.address(), port));
    parts.push(metrics);
    HubServer hub =
        start(
            "hub",
            DemoSettings.HUB_PORT,
            settings.hubPort(),
            port ->
                HubServer.start(
                    HubSettings.defaults()
                        .withPort(port)
                        .withAddress(settings.address())
                        .withAllowPrivate(true)));
    parts.push(hub);
    PublisherServer publisher =
        start(
            "publisher",
            DemoSettings.PUBLISHER_PORT,
            settings.publisherPort(),
            port ->
                PublisherServer.start(
                    PublisherSettings.defaults()
                        .withPort(port)
                        .withAddress(settings.address())
                        .withHubs(List.of(hub.url())),
                    metrics.metrics()));
    parts.push(publisher);
    String password = randomPassword();
    ReaderServer reader =
        start(
            "reader",
            DemoSettings.READER_PORT,
            settings.readerPort(),
            port ->
                ReaderServer.start(
                    new ReaderSettings(port, settings.address(), null, true)
                        .withAdminPassword(password),
                    metrics.metrics()));
    parts.push(reader);
    metrics.metrics().bind(reader.subscriber()).bind(publisher.publisher());
    FirstSubscription.make(reader.subscriber(), publisher.url().resolve("feed.xml"));
    return new Demo(hub.url(), publisher.url(), reader.url(), metrics.url(), password, parts);
  }

  /** Returns another password at each start: the demo may be reached from elsewhere. */
  private static String randomPassword() {
    byte[] bytes = new byte[9];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /** Starts a component; if that fails, the exception names the variable that sets its port. */
  private static <T> T start(String name, String variable, int port, IntFunction<T> starter) {
    try {
      return starter.apply(port);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalStateException(
          "The %s did not start on port %d (set another one with %s): %s"
              .formatted(name, port, variable, e.getMessage()),
          e);
    }
  }

  private static synchronized void close(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        log.warn("A component of the demo did not stop cleanly", e);
      }
    }
  }
}
