package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.publisher.Publisher;
import org.pushj.servlet.admin.PushAdminServlet;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code of the README, and of the guides to servers and to the admin page. */
class SetupGuideTest {
  private static final Logger log = LoggerFactory.getLogger(SetupGuideTest.class);

  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private final Server server = new Server();
  private URI address;

  @BeforeEach
  void listen() throws Exception {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    connector.open();
    connector.setPort(connector.getLocalPort());
    address = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    hub.close();
    site.close();
  }

  private static Subscriber register(ServletContext servletContext, URI callbackBase) {
    // START SNIPPET: register
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(callbackBase) // such as https://reader.example/push/
            .listener(update -> log.info("{} changed", update.origin().topic()))
            .urlPolicy(UrlPolicy.allowPrivate()) // for development only
            .build();
    ServletRegistration.Dynamic push =
        servletContext.addServlet("push", new PushCallbackServlet(subscriber));
    push.addMapping("/push/*");
    push.setAsyncSupported(true); // so that slow senders hold no threads
    subscriber.start(); // renews leases from now on; close() ends it
    // END SNIPPET: register
    return subscriber;
  }

  @Test
  void readme_subscribes() throws Exception {
    ServletContextHandler context = new ServletContextHandler("/");
    Subscriber[] made = new Subscriber[1];
    context.addServletContainerInitializer(
        (classes, servletContext) -> made[0] = register(servletContext, address.resolve("/push/")));
    server.setHandler(context);
    server.start();
    URI feed = site.advertise("/feed", hub.url());
    try (Subscriber subscriber = made[0]) {
      // START SNIPPET: later
      Subscription later =
          subscriber.subscribeLater(SubscriptionRequest.of(feed)); // no request yet
      subscriber.awaitActive(later.id(), Duration.ofSeconds(30)); // or listen: SubscriptionListener
      subscriber.unsubscribe(later.id()); // no content is accepted any more
      // END SNIPPET: later
      assertThat(hub.awaitRequest("unsubscribe", 1, Duration.ofSeconds(10)).topic())
          .isEqualTo(feed.toString());
      // START SNIPPET: subscribe
      subscriber.subscribe(feed); // such as https://blog.example/feed
      // END SNIPPET: subscribe
      assertThat(subscriber.operations().list(SubscriptionQuery.all())).hasSize(1);
    }
  }

  @Test
  void readme_publishes() {
    URI feed = site.url("/feed");
    // START SNIPPET: publish
    Publisher publisher =
        Publisher.builder()
            .hubs(hub.url()) // such as https://hub.example/
            .urlPolicy(UrlPolicy.allowPrivate()) // for development only
            .build();
    publisher.start(); // close() ends it
    publisher.publishLater(feed);
    // END SNIPPET: publish
    assertThat(hub.awaitRequest("publish", 1, Duration.ofSeconds(10)).topic())
        .isEqualTo(feed.toString());
    publisher.close();
  }

  @Test
  void server_isJetty() throws Exception {
    try (Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(address.resolve("/push/"))
            .listener(update -> {})
            .urlPolicy(UrlPolicy.allowPrivate())
            .build()) {
      // START SNIPPET: jetty
      ServletContextHandler context = new ServletContextHandler("/");
      ServletHolder push = new ServletHolder(new PushCallbackServlet(subscriber));
      push.setAsyncSupported(true);
      context.addServlet(push, "/push/*");
      server.setHandler(context);
      server.start();
      subscriber.start();
      // END SNIPPET: jetty
      Subscription made = subscriber.subscribe(site.advertise("/feed", hub.url()));
      assertThat(subscriber.awaitActive(made.id(), Duration.ofSeconds(30))).isPresent();
    }
  }

  @Test
  void adminPage_isClosed_untilTheServerHasALogin() throws Exception {
    try (Subscriber subscriber =
            Subscriber.builder()
                .callbackBase(address.resolve("/push/"))
                .listener(update -> {})
                .build();
        Publisher publisher = Publisher.builder().hubs(hub.url()).build()) {
      ServletContextHandler context = new ServletContextHandler("/");
      context.addServletContainerInitializer(
          (classes, servletContext) -> addAdminPage(servletContext, subscriber, publisher));
      server.setHandler(context);
      server.start();
      HttpRequest request = HttpRequest.newBuilder(address.resolve("/admin/")).build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
          .isEqualTo(401);
    }
  }

  private static void addAdminPage(
      ServletContext servletContext, Subscriber subscriber, Publisher publisher) {
    // START SNIPPET: admin
    servletContext
        .addServlet("admin", new PushAdminServlet(subscriber, publisher))
        .addMapping("/admin/*");
    // END SNIPPET: admin
  }
}
