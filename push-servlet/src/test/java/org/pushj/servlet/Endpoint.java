package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

/** A reader application in a container, and a hub that knows it. */
final class Endpoint implements AutoCloseable {
  /** The largest update that it takes. */
  static final int MAX_UPDATE_BYTES = 1 << 20;

  /** How long the body of a request may take. */
  static final Duration BODY_TIMEOUT = Duration.ofSeconds(3);

  private static final Duration SOON = Duration.ofSeconds(10);

  final FakeHub hub = FakeHub.start();
  final Reader reader;
  final URI base;
  private final Container container;
  private final AtomicInteger topics = new AtomicInteger();

  /**
   * Looks at a container to which the application was deployed.
   *
   * @param context the URL of the application's context
   */
  Endpoint(Container container, URI context) {
    this.container = container;
    this.reader = new Reader(context);
    this.base = callbackBase(context);
  }

  /** Returns the callback base of an application whose context has this URL. */
  static URI callbackBase(URI context) {
    return URI.create(context + "/push/");
  }

  /** Subscribes at a hub that holds its verification back; the content is to be signed. */
  Held pending() {
    return subscribe(HubBehaviour.hold(), true);
  }

  /** Subscribes at a hub that verifies at once; the content is to be signed. */
  Held active() {
    return subscribe(HubBehaviour.inline(), true);
  }

  /** Subscribes at a hub that verifies at once; the content is not signed. */
  Held activeUnsigned() {
    return subscribe(HubBehaviour.inline(), false);
  }

  private Held subscribe(HubBehaviour behaviour, boolean signed) {
    hub.behaviour(behaviour);
    String topic = "http://topic.example/" + topics.incrementAndGet();
    String id = reader.subscribe(topic, hub.url(), signed);
    HubRequest request = hub.awaitRequest("subscribe", hub.requests("subscribe").size(), SOON);
    assertThat(request.topic()).isEqualTo(topic);
    return new Held(id, request);
  }

  /** Opens a connection to the container. */
  RawConnection connect() throws IOException {
    return new RawConnection(container.port());
  }

  /** Returns the head of a request to a callback, with these header fields. */
  String head(String method, String target, String... fields) {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    head.append("Host: ").append(base.getAuthority()).append("\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** Sends a request of a head alone on a connection of its own, and returns the answer. */
  Answer send(String method, String target, String... fields) throws IOException {
    try (RawConnection connection = connect()) {
      return connection.send(head(method, target, fields)).read();
    }
  }

  /** Checks that the endpoint still takes content, and soon. */
  void requireAlive() {
    Held held = active();
    long start = System.nanoTime();
    assertThat(hub.deliver(held.request(), "alive".getBytes(UTF_8), "text/plain").status())
        .isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(reader.updates(held.id())).hasSize(1);
  }

  @Override
  public void close() {
    hub.close();
  }

  /** A subscription, and the request that the hub got for it. */
  record Held(String id, HubRequest request) {

    /** Returns the path of the callback URL. */
    String path() {
      return URI.create(request.callback()).getRawPath();
    }
  }
}
