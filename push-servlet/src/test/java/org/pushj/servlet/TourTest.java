package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionListener;
import org.pushj.SubscriptionRequest;
import org.pushj.Update;
import org.pushj.callback.CallbackHandler;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.FormHubClient;
import org.pushj.hub.HubProfile;
import org.pushj.hub.HubProfiles;
import org.pushj.publisher.Publisher;
import org.pushj.rewriting.Advertisement;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code of the tour on the documentation site. The marked regions are what the site shows. */
class TourTest {
  private static final Logger log = LoggerFactory.getLogger(TourTest.class);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final List<String> news = new CopyOnWriteArrayList<>();
  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private final Server server = new Server();
  private URI reader;
  private Subscriber subscriber;

  // START SNIPPET: build
  private Subscriber start(ServletContext servletContext, URI publicBase) {
    Subscriber built =
        Subscriber.builder()
            .callbackBase(publicBase.resolve("/push/"))
            .listener(this::take)
            .subscriptionListener(new Watcher())
            .urlPolicy(UrlPolicy.allowPrivate()) // for development only
            .build();
    ServletRegistration.Dynamic push =
        servletContext.addServlet("push", new PushCallbackServlet(built));
    push.addMapping("/push/*");
    push.setAsyncSupported(true);
    built.start(); // renews leases from now on; close() ends it
    return built;
  }

  // END SNIPPET: build

  // START SNIPPET: listener
  private void take(Update update) throws Exception {
    try (InputStream content = update.open()) {
      String text = new String(content.readAllBytes(), UTF_8);
      news.add(update.contentType().orElse("unknown") + ": " + text);
    }
    log.info("{} changed: {} bytes", update.origin().topic(), update.length());
  }

  // END SNIPPET: listener

  // START SNIPPET: watcher
  private static final class Watcher implements SubscriptionListener {
    @Override
    public void onVerified(Subscription subscription) {
      log.info("{} is active: {}", subscription.topic(), subscription.lease());
    }

    @Override
    public void onDenied(Subscription subscription, String reason) {
      log.warn("{} is denied: {}", subscription.topic(), reason);
    }
  }

  // END SNIPPET: watcher

  @BeforeEach
  void startReader() throws Exception {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    connector.open();
    connector.setPort(connector.getLocalPort());
    reader = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServletContainerInitializer(
        (classes, servletContext) -> subscriber = start(servletContext, reader));
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stopReader() throws Exception {
    subscriber.close();
    server.stop();
    hub.close();
    site.close();
  }

  @Test
  void tour_subscribes() {
    URI feed = site.advertise("/feed", hub.url());
    // START SNIPPET: subscribe
    Subscription subscription;
    try {
      subscription = subscriber.subscribe(feed);
    } catch (DiscoveryException noHub) {
      throw new AssertionError("poll this one: " + noHub.getMessage(), noHub);
    } catch (HubException refused) {
      throw new AssertionError("try again later: " + refused.getMessage(), refused);
    }
    // END SNIPPET: subscribe
    HubRequest request = hub.awaitRequest("subscribe", 1, SOON);
    assertThat(hub.deliver(request, "<feed/>".getBytes(UTF_8), "application/atom+xml").status())
        .isEqualTo(200);
    assertThat(news).containsExactly("application/atom+xml: <feed/>");

    SubscriptionId id = subscription.id();
    // START SNIPPET: renew
    subscriber.renew(id);
    subscriber.unsubscribe(id);
    // END SNIPPET: renew
    assertThat(hub.requests("subscribe")).hasSize(2);
    assertThat(subscriber.find(id)).isEmpty();
  }

  @Test
  void tour_asksForMore() {
    URI feed = site.url("/videos");
    // START SNIPPET: request
    SubscriptionRequest request =
        SubscriptionRequest.of(feed)
            .withHub(hub.url()) // no discovery: the publisher names no hub
            .withLease(Duration.ofDays(5));
    subscriber.subscribe(request);
    // END SNIPPET: request
    assertThat(hub.awaitRequest("subscribe", 1, SOON).leaseSeconds()).contains("432000");

    List<Subscription> soon = new ArrayList<>();
    // START SNIPPET: list
    SubscriptionQuery query =
        SubscriptionQuery.all().withLeaseEndingBefore(Instant.now().plus(Duration.ofDays(6)));
    List<Subscription> page = subscriber.list(query);
    while (!page.isEmpty()) {
      soon.addAll(page);
      page = subscriber.list(query.after(page.get(page.size() - 1)));
    }
    // END SNIPPET: list
    assertThat(soon).hasSize(1);

    // START SNIPPET: silent
    Instant weekAgo = Instant.now().minus(Duration.ofDays(7));
    List<Subscription> silent = subscriber.list(SubscriptionQuery.all().withSilenceSince(weekAgo));
    // END SNIPPET: silent
    assertThat(silent).isEmpty();
  }

  @Test
  void tour_namesWhatIsParticularAboutHubs() {
    // START SNIPPET: profiles
    HubProfiles profiles =
        HubProfiles.defaults()
            .with("push.superfeedr.com", HubProfile.superfeedr("user", "password"))
            .with("hub.intranet.example", HubProfile.wso2());
    SubscriberBuilder builder = Subscriber.builder().hubProfiles(profiles);
    // END SNIPPET: profiles
    assertThat(builder).isNotNull();
    HubClient client =
        new FormHubClient(
            JdkHttpTransport.builder().build(),
            HubCredentials.none(),
            profiles,
            "test/1",
            Duration.ofSeconds(10),
            InstantSource.system());
    assertThat(client.renewsUnderNewCallback(URI.create("https://hub.intranet.example/"))).isTrue();
  }

  @Test
  void tour_wrapsTheHandler() throws Exception {
    List<String> seen = new ArrayList<>();
    // START SNIPPET: wrap
    CallbackHandler handler = subscriber.callbackHandler();
    CallbackHandler watched =
        request -> {
          seen.add(request.method());
          return handler.open(request);
        };
    PushCallbackServlet servlet = new PushCallbackServlet(watched);
    // END SNIPPET: wrap
    try (FakeHub asking = FakeHub.start()) {
      ServletContextHandler context = new ServletContextHandler("/");
      context.addServlet(servlet, "/push/*").setAsyncSupported(true);
      server.stop();
      server.setHandler(context);
      server.start();
      subscriber.subscribe(site.advertise("/feed", asking.url()));
    }
    assertThat(seen).containsExactly("GET");
  }

  @Test
  void tour_publishes() {
    URI topic = URI.create("https://blog.example/feed");
    // START SNIPPET: publish
    Advertisement advertisement = new Advertisement(topic, List.of(hub.url()));
    String linkHeader = advertisement.linkHeader(); // for each response for the topic

    Publisher publisher =
        Publisher.builder()
            .advertised(List.of(advertisement))
            .urlPolicy(UrlPolicy.allowPrivate()) // for development only
            .build();
    publisher.start(); // close() ends it
    publisher.publishLater(topic); // returns at once
    // END SNIPPET: publish
    assertThat(linkHeader).contains("rel=\"self\"").contains("rel=\"hub\"");
    assertThat(hub.awaitRequest("publish", 1, SOON).topic()).isEqualTo(topic.toString());
    publisher.close();
  }
}
