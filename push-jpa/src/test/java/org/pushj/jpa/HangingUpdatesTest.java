package org.pushj.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.SubscriptionRequest;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.RetryPolicy;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.PushExtension;

/**
 * Updates of one topic whose listener writes and then hangs, more than the pool has connections:
 * callbacks are answered meanwhile, and the updates of another topic delivered.
 */
@ExtendWith(PushExtension.class)
class HangingUpdatesTest {
  private static final int CONNECTIONS = 10;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final FakeHub hub;
  private final CallbackServer callbacks;
  private final CountDownLatch end = new CountDownLatch(1);

  HangingUpdatesTest(FakeHub hub, CallbackServer callbacks) {
    this.hub = hub;
    this.callbacks = callbacks;
  }

  @AfterEach
  void close() {
    end.countDown();
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void callbacksAndOtherTopics_goOn_whileTheUpdatesOfOneTopicHang(TestDatabase database) {
    hub.behaviour(HubBehaviour.inline());
    try (HikariDataSource dataSource = database.open();
        InboxNode node = node(dataSource)) {
      callbacks.serve(node.subscriber().callbackHandler());
      HubRequest hangs = subscribe(node, "hangs");
      HubRequest works = subscribe(node, "works");
      node.subscriber().start();
      for (int i = 0; i < 2 * CONNECTIONS; i++) {
        assertThat(post(hangs, "hang " + i)).isEqualTo(200);
      }
      for (int i = 1; i <= CONNECTIONS; i++) {
        assertThat(post(works, "fine " + i)).isEqualTo(200);
        int expected = i;
        Awaitility.await().atMost(SOON).until(() -> notes(dataSource) == expected);
      }
      Awaitility.await()
          .atMost(SOON)
          .until(() -> node.subscriber().operations().statistics().callsHanging() >= 8);
      assertThat(node.subscriber().operations().statistics().callsHanging()).isLessThan(8 + 4);
      assertThat(post(hangs, "hang more")).isEqualTo(200);
      assertThat(post(works, "fine too")).isEqualTo(200);
      Awaitility.await()
          .atMost(SOON)
          .until(() -> notes(dataSource) == CONNECTIONS + 1 && active(dataSource) == 0);
    }
  }

  private InboxNode node(HikariDataSource dataSource) {
    dataSource.setMaximumPoolSize(CONNECTIONS);
    TestDatabase.execute(dataSource, Note.TABLE);
    DeliverySettings settings =
        DeliverySettings.builder()
            .listenerTimeout(Duration.ofMillis(200))
            .work(work -> work.poll(Duration.ofMillis(50)))
            .retries(RetryPolicy.between(Duration.ofMillis(100), Duration.ofMillis(100)))
            .attempts(1_000)
            .build();
    return InboxNode.open(
        dataSource,
        TestProvider.HIBERNATE,
        boundary ->
            update -> {
              boundary.run(
                  entities -> {
                    entities.persist(new Note(update.id().toString()));
                    entities.flush();
                  });
              if (update.text().startsWith("hang")) {
                awaitDeafly();
              }
            },
        builder ->
            builder
                .callbackBase(callbacks.base())
                .urlPolicy(UrlPolicy.allowPrivate())
                .deliveries(settings));
  }

  private HubRequest subscribe(InboxNode node, String topic) {
    node.subscriber()
        .subscribe(
            SubscriptionRequest.of(URI.create("http://blog.example/" + topic)).withHub(hub.url()));
    return hub.awaitRequest("subscribe", hub.requests("subscribe").size(), SOON);
  }

  private int post(HubRequest subscription, String content) {
    return hub.deliver(subscription, content.getBytes(UTF_8), "text/plain").status();
  }

  private static int notes(HikariDataSource dataSource) {
    return TestDatabase.number(dataSource, "SELECT count(*) FROM note");
  }

  private static int active(HikariDataSource dataSource) {
    return dataSource.getHikariPoolMXBean().getActiveConnections();
  }

  private void awaitDeafly() {
    while (end.getCount() > 0) {
      try {
        end.await();
      } catch (InterruptedException deaf) {
        // Hangs on.
      }
    }
  }
}
