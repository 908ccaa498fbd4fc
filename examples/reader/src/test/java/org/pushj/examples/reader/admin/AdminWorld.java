package org.pushj.examples.reader.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.pushj.PushException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.examples.guard.RequestGuard;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.examples.reader.jetty.AdminPage;
import org.pushj.examples.reader.jetty.JettyServer;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.publisher.Publisher;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.servlet.admin.PushAdminServlet;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.PingSettings;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/**
 * An application with an inbox, a publisher and an admin page, whose listener takes nothing that
 * has "broken" in it.
 */
final class AdminWorld implements AutoCloseable {
  static final String PASSWORD = "a password";

  final FakeHub hub = FakeHub.start();
  final FakeTopicSite site = FakeTopicSite.start();
  final Subscriber subscriber;
  final Publisher publisher;
  private final Server server = JettyServer.open(ServerAddress.loopback(), 0);
  private final URI url = ServerAddress.loopback().url(JettyServer.port(server));

  AdminWorld() {
    subscriber =
        Subscriber.builder()
            .callbackBase(url.resolve("/callback/"))
            .listener(
                update -> {
                  if (new String(update.open().readAllBytes(), UTF_8).contains("broken")) {
                    throw new IllegalStateException("the entry <b>cannot</b> be read");
                  }
                })
            .inbox(new InMemoryUpdateInbox())
            .deliveries(DeliverySettings.builder().attempts(1).build())
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    publisher =
        Publisher.builder()
            .hubs(hub.url())
            .pings(PingSettings.builder().attempts(1).build())
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new PushCallbackServlet(subscriber), "/callback/*");
    AdminPage.add(
        context,
        new PushAdminServlet(subscriber, publisher),
        new RequestGuard(ServerAddress.loopback(), url),
        PASSWORD);
    JettyServer.start(server, context);
  }

  /** Returns an address of the page. */
  String url(String path) {
    return url.resolve("/admin/" + path).toString();
  }

  /** Subscribes to a topic; what its hub says is in the subscription. */
  Subscription subscribed(String path) {
    URI topic = site.advertise(path, hub.url());
    try {
      return subscriber.subscribe(
          SubscriptionRequest.of(topic).withAttribute("folder", "news of the day"));
    } catch (PushException refused) {
      return subscriber.find(refused.subscription().orElseThrow()).orElseThrow();
    }
  }

  /** Delivers content to the subscription that was made last. */
  void deliver(String content) {
    List<HubRequest> requests = hub.requests("subscribe");
    hub.deliver(requests.get(requests.size() - 1), content.getBytes(UTF_8), "application/atom+xml");
  }

  @Override
  public void close() {
    subscriber.close();
    publisher.close();
    JettyServer.stop(server);
    hub.close();
    site.close();
  }
}
