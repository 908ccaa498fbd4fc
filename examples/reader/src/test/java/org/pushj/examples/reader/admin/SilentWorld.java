package org.pushj.examples.reader.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.pushj.PushException;
import org.pushj.Subscription;
import org.pushj.examples.guard.FreePort;
import org.pushj.examples.guard.RequestGuard;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.examples.reader.LoadBalancer;
import org.pushj.examples.reader.jetty.AdminPage;
import org.pushj.examples.reader.jetty.JettyServer;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.servlet.admin.PushAdminServlet;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;
import org.pushj.tck.ManualClock;

/**
 * An application whose feed falls silent: its hub and its callback are served at ports of their
 * own, which are opened and closed again. The admin page is at a third one, and goes by the clock
 * of the system: that of the application begins in the past.
 */
final class SilentWorld implements AutoCloseable {
  static final String FEED = "/news.atom";

  final FakeHub hub = FakeHub.start();
  final ManualClock clock;
  final Subscriber subscriber;
  final List<String> entries = new CopyOnWriteArrayList<>();
  volatile boolean isListenerBroken;
  private final FakeTopicSite site = FakeTopicSite.start();
  private final int hubPort = FreePort.next();
  private final int callbackPort = FreePort.next();
  private final Server admin = JettyServer.open(ServerAddress.loopback(), 0);
  private final URI adminUrl = ServerAddress.loopback().url(JettyServer.port(admin));
  private @Nullable LoadBalancer hubDoor;
  private @Nullable Server callback;
  private int lost;

  /** Starts it so long ago; only the admin page is served yet. */
  SilentWorld(Duration ago) {
    clock = new ManualClock(Instant.now().minus(ago));
    subscriber =
        Subscriber.builder()
            .callbackBase(ServerAddress.loopback().url(callbackPort).resolve("/callback/"))
            .listener(
                update -> {
                  if (isListenerBroken) {
                    throw new IllegalStateException("the search index is not there");
                  }
                  entries.add(new String(update.open().readAllBytes(), UTF_8));
                })
            .inbox(new InMemoryUpdateInbox())
            .deliveries(DeliverySettings.builder().attempts(1).build())
            .urlPolicy(UrlPolicy.allowPrivate())
            .clock(clock)
            .build();
    ServletContextHandler context = new ServletContextHandler();
    AdminPage.add(
        context,
        new PushAdminServlet(subscriber),
        new RequestGuard(ServerAddress.loopback(), adminUrl),
        AdminWorld.PASSWORD);
    JettyServer.start(admin, context);
  }

  /** Returns an address of the admin page. */
  String url(String path) {
    return adminUrl.resolve("/admin/" + path).toString();
  }

  void startHub() {
    hubDoor = LoadBalancer.start(hubPort, hub.url());
  }

  void stopHub() {
    if (hubDoor != null) {
      hubDoor.close();
    }
  }

  void serveCallback() {
    Server server = JettyServer.open(ServerAddress.loopback(), callbackPort);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new PushCallbackServlet(subscriber), "/callback/*");
    JettyServer.start(server, context);
    callback = server;
  }

  /** Subscribes to the feed, and returns the address that the page shows of it. */
  String subscribe() {
    URI topic = site.advertise(FEED, ServerAddress.loopback().url(hubPort).resolve("/hub"));
    try {
      return subscriber.subscribe(topic).topic().toString();
    } catch (PushException refused) {
      return subscriber
          .find(refused.subscription().orElseThrow())
          .map(Subscription::topic)
          .orElseThrow()
          .toString();
    }
  }

  /** Subscribes to a feed whose hub always works. */
  void subscribeToAnother() {
    subscriber.subscribe(site.advertise("/weather.atom", hub.url()));
  }

  /** Moves the clock of the application to the present. */
  void comeToThePresent() {
    clock.set(Instant.now());
  }

  /** Does the due work, as a node does every second or so. */
  void work() {
    subscriber.runDueWork();
  }

  /** Lets the hub forget all subscriptions to the feed, as after a restore from an old backup. */
  void loseAtTheHub() {
    lost = requests().size();
  }

  void deny(String reason) {
    hub.deny(lastRequest(), reason);
  }

  /** Publishes an entry of the feed: the hub delivers it to the subscriber that it knows. */
  void publish(String entry) {
    if (requests().size() > lost) {
      hub.deliver(lastRequest(), entry.getBytes(UTF_8), "text/plain");
    }
    work();
  }

  private HubRequest lastRequest() {
    return requests().get(requests().size() - 1);
  }

  private List<HubRequest> requests() {
    return hub.requests("subscribe").stream().filter(each -> each.topic().endsWith(FEED)).toList();
  }

  @Override
  public void close() {
    subscriber.close();
    JettyServer.stop(admin);
    if (callback != null) {
      JettyServer.stop(callback);
    }
    stopHub();
    hub.close();
    site.close();
  }
}
