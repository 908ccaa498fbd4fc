package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The code of the page on the inbox of the documentation site. The marked regions are what it
 * shows.
 */
class InboxTourTest {
  private static final Logger log = LoggerFactory.getLogger(InboxTourTest.class);
  private static final Duration SOON = Duration.ofSeconds(30);

  private final JdbcConnectionPool dataSource =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private final CallbackServer callbacks = CallbackServer.start();
  private final ExecutorService managedExecutor = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    hub.close();
    site.close();
    callbacks.close();
    managedExecutor.shutdownNow();
    dataSource.dispose();
  }

  @Test
  void tour_writesWhatTheListenerDoes_withTheCompletion() {
    URI publicUrl = callbacks.base();
    PushSchema.create(dataSource);
    TestDatabase.execute(dataSource, Note.TABLE);
    try (EntityManagerFactory factory =
        Persistence.createEntityManagerFactory(
            "application",
            TestProvider.HIBERNATE.with("jakarta.persistence.nonJtaDataSource", dataSource))) {
      // START SNIPPET: once
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      Subscriber subscriber =
          Subscriber.builder()
              .callbackBase(publicUrl)
              .store(new JpaSubscriptionStore(boundary))
              .inbox(new JpaUpdateInbox(boundary))
              .listener(
                  update ->
                      boundary.run(entities -> entities.persist(new Note(update.id().toString()))))
              // END SNIPPET: once
              .urlPolicy(UrlPolicy.allowPrivate())
              .build();
      start(subscriber);
      deliver(subscribed(subscriber), "news");
      Awaitility.await()
          .atMost(SOON)
          .until(() -> TestDatabase.number(dataSource, "SELECT count(*) FROM note") == 1);
      subscriber.close();
    }
  }

  @Test
  void tour_deliversAgain_whatWasParkedOrKept() {
    List<String> taken = new CopyOnWriteArrayList<>();
    ManageableInbox inbox = new InMemoryUpdateInbox();
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(callbacks.base())
            .inbox(inbox)
            .listener(
                update -> {
                  taken.add(update.text());
                  if (taken.size() == 1) {
                    throw new IllegalStateException("not now");
                  }
                })
            .deliveries(
                DeliverySettings.builder().attempts(1).retention(Duration.ofDays(7)).build())
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    callbacks.serve(subscriber.callbackHandler());
    Subscription subscription = subscriber.subscribe(site.advertise("/feed", hub.url()));
    deliver(hub.awaitRequest("subscribe", 1, SOON), "news");
    subscriber.runDueWork();
    // START SNIPPET: parked
    for (InboxEntry parked :
        inbox.list(ManageableInbox.Query.all().withState(InboxEntry.State.PARKED))) {
      log.info("{} of {} failed: {}", parked.id(), parked.origin().topic(), parked.error());
      inbox.requeue(parked.id(), Instant.now()); // or inbox.discard(parked.id())
    }
    // END SNIPPET: parked
    Awaitility.await().atMost(SOON).until(() -> subscriber.runDueWork() == 1);
    assertThat(taken).containsExactly("news", "news");
    // START SNIPPET: replay
    int again = subscriber.operations().replay(subscription.id());
    // END SNIPPET: replay
    assertThat(again).isEqualTo(1);
    Awaitility.await().atMost(SOON).until(() -> subscriber.runDueWork() == 1);
    assertThat(taken).hasSize(3);
  }

  @Test
  void tour_setsHowUpdatesAreDelivered() {
    List<String> taken = new CopyOnWriteArrayList<>();
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(callbacks.base())
            .inbox(new InMemoryUpdateInbox())
            .listener(update -> taken.add(update.text()))
            .deliveries(settings(managedExecutor))
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    start(subscriber);
    HubRequest request = subscribed(subscriber);
    deliver(request, "1");
    deliver(request, "2");
    deliver(request, "2");
    Awaitility.await().atMost(SOON).until(() -> taken.size() == 2);
    subscriber.close();
    assertThat(taken).containsExactly("1", "2");
    assertThat(subscriber.operations().statistics().updatesRepeated()).isEqualTo(1);
  }

  private static DeliverySettings settings(Executor executor) {
    // START SNIPPET: settings
    return DeliverySettings.builder()
        .work(
            work ->
                work.threads(16) // so many updates at a time
                    .claim(Duration.ofMinutes(2))) // so long what a dead node had begun waits
        .executor(executor) // runs the listener
        .listenerTimeout(Duration.ofSeconds(30)) // then it is interrupted
        .inOrder(true) // of each subscription one at a time
        .duplicateWindow(Duration.ofMinutes(10)) // what comes again is not delivered again
        .retention(Duration.ofDays(7)) // can be replayed
        .maxWaiting(100_000) // more than that is left to the hubs
        .build();
    // END SNIPPET: settings
  }

  private void start(Subscriber subscriber) {
    callbacks.serve(subscriber.callbackHandler());
    subscriber.start();
  }

  private HubRequest subscribed(Subscriber subscriber) {
    subscriber.subscribe(site.advertise("/feed", hub.url()));
    return hub.awaitRequest("subscribe", 1, SOON);
  }

  private void deliver(HubRequest to, String content) {
    assertThat(hub.delivery(to).content(content, "text/plain").send().status()).isEqualTo(200);
  }
}
