package com.example.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.UpdateListener;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The application on a free port, with a hub and a site that the test controls. */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
class NewsApplicationTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final FakeHub HUB = FakeHub.start();
  private static final FakeTopicSite SITE = FakeTopicSite.start();

  @Autowired private NewsDesk desk;
  @Autowired private Subscriber subscriber;
  @Autowired private PlatformTransactionManager transactions;

  @Value("${server.port}")
  private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    int port = freePort();
    URI feed = SITE.advertise("/at-start", HUB.url());
    registry.add("server.port", () -> port);
    registry.add("push.callback-base", () -> "http://127.0.0.1:" + port + "/push/");
    registry.add("news.feeds", () -> feed);
    registry.add("spring.datasource.url", () -> "jdbc:h2:mem:news;DB_CLOSE_DELAY=-1");
  }

  @AfterAll
  static void close() {
    HUB.close();
    SITE.close();
  }

  @Test
  void update_isStoredOnce_whenTheListenerFailsAfterWriting() throws Exception {
    Subscription followed = desk.follow(SITE.advertise("/feed", HUB.url()));
    assertThat(subscriber.awaitActive(followed.id(), LIMIT)).isPresent();

    assertThat(HUB.delivery(request("/feed")).content("news", "text/plain").send().isSuccess())
        .isTrue();

    await().atMost(LIMIT).until(() -> subscriber.operations().statistics().updatesDelivered() > 0);
    assertThat(subscriber.operations().statistics().attemptsFailed()).isPositive();
    assertThat(desk.texts()).containsOnlyOnce("news");
    assertThat(get("news")).contains("news");
  }

  @Test
  void follow_asksNoHub_whenTheTransactionIsRolledBack() {
    URI feed = SITE.advertise("/rolled-back", HUB.url());

    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> {
              desk.follow(feed);
              status.setRollbackOnly();
            });

    assertThat(subscriber.operations().list(SubscriptionQuery.all()))
        .noneMatch(each -> each.request().resource().equals(feed));
    assertThat(SITE.requests("/rolled-back")).isEmpty();
  }

  @Test
  void feeds_areFollowed_fromTheStart() {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(get("feeds")).contains("/at-start is ACTIVE"));
  }

  @Test
  void actuator_showsTheHealthInDetailAndTheMetrics() throws Exception {
    Subscription followed = desk.follow(SITE.advertise("/measured", HUB.url()));
    assertThat(subscriber.awaitActive(followed.id(), LIMIT)).isPresent();

    assertThat(get("actuator/health"))
        .contains("\"push\":{\"status\":\"UP\"}", "\"details\":{\"database\":\"H2\"");
    assertThat(get("actuator/metrics/push.requests?tag=result:accepted")).contains("\"subscribe\"");
    assertThat(get("actuator/metrics/push.subscriptions?tag=state:active"))
        .contains("\"statistic\":\"VALUE\"");
  }

  /** The listener of the application, whose first call fails at its end. */
  @TestConfiguration
  static class FailingOnce {
    @Bean
    @Primary
    UpdateListener failing(NewsListener listener) {
      AtomicBoolean failed = new AtomicBoolean();
      return update -> {
        listener.onUpdate(update);
        if (failed.compareAndSet(false, true)) {
          throw new IllegalStateException("on purpose");
        }
      };
    }
  }

  private static HubRequest request(String path) {
    return HUB.requests("subscribe").stream()
        .filter(each -> each.topic().equals(SITE.url(path).toString()))
        .findFirst()
        .orElseThrow();
  }

  private String get(String path) throws IOException, InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + port + "/" + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
        .body();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
