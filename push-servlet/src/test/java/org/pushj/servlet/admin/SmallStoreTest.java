package org.pushj.servlet.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.ServletContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.Diagnosis;
import org.pushj.PingId;
import org.pushj.PushHealth;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.callback.CallbackHandler;
import org.pushj.memory.InMemoryPingQueue;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.own.OwnSubscriptionStore;
import org.pushj.publisher.Publisher;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.PingQueue;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.UpdateInbox;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.OperatorAction;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SmallPart;

/** A store and an inbox that do what they must and no more, in a servlet container. */
class SmallStoreTest {
  private static final String STORE =
      "Not available: the store must implement " + SearchableStore.class.getName() + ".";
  private static final String INBOX =
      "Not available: the inbox must implement " + ManageableInbox.class.getName() + ".";

  private static final String QUEUE =
      "Not available: the queue must implement " + ManageableQueue.class.getName() + ".";

  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite topics = FakeTopicSite.start();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final ManualClock clock = new ManualClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  private final JdbcConnectionPool database =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");
  @TempDir Path folder;
  private ServletContext context;
  private SecuredServer server;
  private Subscriber subscriber;
  private Publisher publisher;

  @BeforeEach
  void start() throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(OwnSubscriptionStore.TABLES);
    }
    server =
        SecuredServer.jetty(
            folder,
            "/app",
            true,
            (classes, servlets) -> {
              context = servlets;
              CallbackHandler callbacks = request -> subscriber.callbackHandler().open(request);
              servlets.addServlet("push", new PushCallbackServlet(callbacks)).addMapping("/push/*");
              servlets.addServlet("admin", new PushAdminServlet()).addMapping("/admin/*");
            });
    subscriber =
        Subscriber.builder()
            .callbackBase(URI.create("http://127.0.0.1:" + server.port() + "/app/push/"))
            .store(new OwnSubscriptionStore(database))
            .inbox(SmallPart.of(UpdateInbox.class, new InMemoryUpdateInbox()))
            .listener(update -> received.add(new String(update.open().readAllBytes(), UTF_8)))
            .urlPolicy(UrlPolicy.allowPrivate())
            .clock(clock)
            .build();
    publisher =
        Publisher.builder()
            .hubs(hub.url())
            .queue(SmallPart.of(PingQueue.class, new InMemoryPingQueue()))
            .urlPolicy(UrlPolicy.allowPrivate())
            .clock(clock)
            .build();
    context.setAttribute(PushCallbackServlet.SUBSCRIBER, subscriber);
  }

  @AfterEach
  void stop() {
    subscriber.close();
    publisher.close();
    server.close();
    hub.close();
    topics.close();
    database.dispose();
  }

  @Test
  void smallStore_subscribesReceivesAndRenews() {
    Subscription subscription = subscriber.subscribe(topics.advertise("/feed", hub.url()));
    assertThat(subscriber.find(subscription.id()).map(Subscription::state))
        .contains(SubscriptionState.ACTIVE);

    assertThat(deliver("one")).isEqualTo(200);
    subscriber.runDueWork();
    assertThat(received).containsExactly("one");

    clock.advance(Duration.ofDays(7));
    subscriber.runDueWork();
    assertThat(hub.requests("subscribe")).hasSize(2);
    assertThat(deliver("two")).isEqualTo(200);
    subscriber.runDueWork();
    assertThat(received).containsExactly("one", "two");
    assertThat(subscriber.operations().health().status()).isEqualTo(PushHealth.Status.UP);

    subscriber.unsubscribe(subscription.id());
    assertThat(subscriber.find(subscription.id())).isEmpty();
  }

  @Test
  void health_isDown_whenTheSmallStoreFails() {
    database.dispose();
    assertThat(subscriber.operations().health().status()).isEqualTo(PushHealth.Status.DOWN);
  }

  @Test
  void operations_nameTheMissingInterface() {
    SubscriptionQuery all = SubscriptionQuery.all();
    SubscriptionId id = subscriber.subscribe(topics.advertise("/feed", hub.url())).id();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> subscriber.operations().list(all),
            () -> subscriber.operations().look(all, 1),
            subscriber.operations()::countByState,
            subscriber.operations()::nextLeaseEnd,
            () -> subscriber.operations().applyToAll(OperatorAction.RETRY, all))) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(call)
          .withMessage("the store must implement org.pushj.spi.SearchableStore for this");
    }
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> subscriber.operations().replay(id))
        .withMessage("the inbox must implement org.pushj.spi.ManageableInbox for this");
    assertThat(subscriber.operations().diagnose(id).orElseThrow().findings())
        .contains(
            new Diagnosis.Finding(
                Diagnosis.Check.LISTENER,
                Diagnosis.Result.UNKNOWN,
                "Updates cannot be counted: the inbox must implement"
                    + " org.pushj.spi.ManageableInbox"));
  }

  @Test
  void smallQueue_sendsPings_andNamesTheMissingInterface() {
    publisher.publishLater(URI.create("https://blog.example/feed"));
    publisher.runDueWork();
    assertThat(hub.requests("publish")).hasSize(1);
    PingId id = PingId.next(clock.instant());
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> publisher.list(ManageableQueue.Query.all()),
            () -> publisher.requeue(id),
            () -> publisher.discard(id))) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(call)
          .withMessage("the queue must implement org.pushj.spi.ManageableQueue for this");
    }
  }

  @Test
  void adminPage_showsWhatItCan_andNamesTheMissingInterfaces() throws Exception {
    Subscription subscription = subscriber.subscribe(topics.advertise("/feed", hub.url()));

    assertThat(page("", 200)).contains(STORE, "Inbox", "Healthy");
    assertThat(page("subscriptions", 501)).contains(STORE);
    assertThat(page("inbox", 501)).contains(INBOX);
    assertThat(page("subscriptions/" + subscription.id(), 200)).contains("/feed", "Renew");
  }

  @Test
  void adminPage_namesTheMissingInterfaceOfTheQueue() throws Exception {
    try (SecuredServer pings =
        SecuredServer.jetty(
            folder,
            "/app",
            true,
            (classes, servlets) ->
                servlets
                    .addServlet("admin", new PushAdminServlet(subscriber, publisher))
                    .addMapping("/admin/*"))) {
      assertThat(page(pings, "", 200)).contains("Pings");
      assertThat(page(pings, "pings", 501)).contains(QUEUE);
    }
  }

  private int deliver(String content) {
    List<HubRequest> requests = hub.requests("subscribe");
    return hub.deliver(requests.get(requests.size() - 1), content.getBytes(UTF_8), "text/plain")
        .status();
  }

  private String page(String path, int status) throws Exception {
    return page(server, path, status);
  }

  private static String page(SecuredServer at, String path, int status) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + at.port() + "/app/admin/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Authorization", AdminSite.authorization(AdminSite.ADMIN))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    return Jsoup.parse(answer.body()).text();
  }
}
