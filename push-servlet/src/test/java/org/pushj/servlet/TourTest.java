package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.example.reader.ReaderSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionListener;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.Update;
import org.pushj.callback.CallbackHandler;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.FormHubClient;
import org.pushj.hub.HubProfile;
import org.pushj.hub.HubProfiles;
import org.pushj.publisher.Publisher;
import org.pushj.rewriting.Advertisement;
import org.pushj.settings.RetryPolicy;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.SubscribeOutcome;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code of the tour on the documentation site. The marked regions are what the site shows. */
class TourTest {
  private static final Logger log = LoggerFactory.getLogger(TourTest.class);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final List<String> news = new CopyOnWriteArrayList<>();
  private final List<String> folders = new CopyOnWriteArrayList<>();
  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private final Server server = new Server();
  private URI reader;
  private Subscriber subscriber;

  // START SNIPPET: listener
  private void take(Update update) throws Exception {
    try (InputStream content = update.open()) {
      String text = new String(content.readAllBytes(), UTF_8);
      news.add(update.contentType().orElse("unknown") + ": " + text);
    }
    log.info("{} changed: {} bytes", update.origin().topic(), update.length());
    folders.add(update.origin().attributes().getOrDefault("folder", ""));
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

    @Override
    public void onGivenUp(Subscription subscription) {
      log.warn("{} is given up: {}", subscription.topic(), subscription.problem());
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
        (classes, servletContext) ->
            subscriber = ReaderSetup.start(servletContext, reader, this::take, new Watcher()));
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
      throw new AssertionError("retried by itself: " + refused.getMessage(), refused);
    }
    // END SNIPPET: subscribe
    HubRequest request = hub.awaitRequest("subscribe", 1, SOON);
    assertThat(hub.deliver(request, "<feed/>".getBytes(UTF_8), "application/atom+xml").status())
        .isEqualTo(200);
    assertThat(news).containsExactly("application/atom+xml: <feed/>");

    SubscriptionId id = subscription.id();
    // START SNIPPET: renew
    subscriber.renew(id);
    // END SNIPPET: renew
    assertThat(hub.requests("subscribe")).hasSize(2);
    // START SNIPPET: unsubscribe
    subscriber.unsubscribe(id);
    // END SNIPPET: unsubscribe
    hub.awaitRequest("unsubscribe", 1, SOON);
    assertThat(subscriber.find(id)).isEmpty();
  }

  @Test
  void tour_subscribesToMany() {
    List<SubscriptionRequest> requests =
        Stream.of(site.advertise("/1", hub.url()), site.url("/missing"))
            .map(SubscriptionRequest::of)
            .toList();
    List<URI> failed = new ArrayList<>();
    // START SNIPPET: many
    for (SubscribeOutcome outcome : subscriber.subscribe(requests)) {
      outcome.subscription().ifPresent(made -> log.info("{}: {}", made.topic(), made.state()));
      outcome.failure().ifPresent(why -> failed.add(outcome.request().resource()));
    }
    // END SNIPPET: many
    assertThat(failed).containsExactly(site.url("/missing"));
    assertThat(subscriber.operations().list(SubscriptionQuery.all())).hasSize(1);
  }

  @Test
  void tour_subscribesLater() throws Exception {
    URI feed = site.advertise("/feed", hub.url());
    // START SNIPPET: later
    Subscription pending =
        subscriber.subscribeLater(SubscriptionRequest.of(feed)); // returns at once
    Optional<Subscription> active = subscriber.awaitActive(pending.id(), Duration.ofSeconds(30));
    // END SNIPPET: later
    assertThat(active).map(Subscription::state).contains(SubscriptionState.ACTIVE);
  }

  @Test
  void tour_forgetsWhatAHubRefuses() {
    hub.behaviour(HubBehaviour.refuse(403, "members only"));
    URI feed = site.advertise("/feed", hub.url());
    // START SNIPPET: refused
    try {
      subscriber.subscribe(feed);
    } catch (HubException refused) {
      refused.subscription().ifPresent(subscriber::forget); // otherwise the hub is asked again
    }
    // END SNIPPET: refused
    assertThat(hub.requests("subscribe")).isNotEmpty();
    assertThat(subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
  }

  @Test
  void tour_setsWhenToGiveUp() {
    // START SNIPPET: retries
    RetryPolicy retries =
        RetryPolicy.builder()
            .first(Duration.ofMinutes(5)) // at most this long after the first failure
            .max(Duration.ofHours(12)) // after any failure
            .maxWhenRefused(Duration.ofDays(2)) // after a permanent refusal
            .giveUpAfter(Duration.ofDays(60)) // of permanent refusals
            .build();
    SubscriberBuilder builder = Subscriber.builder().retries(retries);
    // END SNIPPET: retries
    assertThat(builder).isNotNull();
    assertThat(retries.giveUpAfter()).isEqualTo(Duration.ofDays(60));
  }

  @Test
  void tour_asksForMore() {
    URI feed = site.url("/videos");
    // START SNIPPET: request
    SubscriptionRequest request =
        SubscriptionRequest.of(feed)
            .withHub(hub.url()) // no discovery: the publisher names no hub
            .withLease(Duration.ofDays(5))
            .withAttribute("folder", "videos"); // each update carries it
    subscriber.subscribe(request);
    // END SNIPPET: request
    HubRequest asked = hub.awaitRequest("subscribe", 1, SOON);
    assertThat(asked.leaseSeconds()).contains("432000");
    hub.deliver(asked, "<feed/>".getBytes(UTF_8), "application/atom+xml");
    assertThat(folders).containsExactly("videos");

    List<Subscription> soon = new ArrayList<>();
    // START SNIPPET: list
    SubscriptionQuery query =
        SubscriptionQuery.all().withLeaseEndingBefore(Instant.now().plus(Duration.ofDays(6)));
    List<Subscription> page = subscriber.operations().list(query);
    while (!page.isEmpty()) {
      soon.addAll(page);
      page = subscriber.operations().list(query.after(page.get(page.size() - 1)));
    }
    // END SNIPPET: list
    assertThat(soon).hasSize(1);

    // START SNIPPET: silent
    Instant weekAgo = Instant.now().minus(Duration.ofDays(7));
    List<Subscription> silent =
        subscriber.operations().list(SubscriptionQuery.all().withSilenceSince(weekAgo));
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
