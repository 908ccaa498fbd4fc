package org.pushj.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.UpdateListener;
import org.pushj.examples.guard.FreePort;
import org.pushj.examples.hub.HubServer;
import org.pushj.examples.hub.HubSettings;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.FakeTopicSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The application on a free port, with the hub of the examples. */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
class NewsApplicationTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final FakeTopicSite SITE = FakeTopicSite.start();
  private static final HubServer HUB =
      HubServer.start(HubSettings.defaults().withPort(0).withAllowPrivate(true));

  @Autowired private NewsDesk desk;
  @Autowired private Subscriber subscriber;

  @Value("${server.port}")
  private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    int port = FreePort.next();
    registry.add("server.port", () -> port);
    registry.add("push.callback-base", () -> "http://127.0.0.1:" + port + "/push/");
    registry.add("push.allow-private", () -> true);
    registry.add("spring.datasource.url", () -> "jdbc:h2:mem:news;DB_CLOSE_DELAY=-1");
  }

  @AfterAll
  static void close() {
    HUB.close();
    SITE.close();
  }

  @Test
  void update_isStoredOnce_whenTheListenerFailsAfterWriting() throws Exception {
    URI feed = page("/feed", "first");
    Subscription wanted = desk.follow(feed);
    assertThat(subscriber.awaitActive(wanted.id(), LIMIT)).isPresent();

    page("/feed", "second");
    publish(feed);

    await().atMost(LIMIT).until(() -> subscriber.statistics().updatesDelivered() > 0);
    assertThat(subscriber.statistics().attemptsFailed()).isPositive();
    assertThat(desk.texts()).containsOnlyOnce("second");
  }

  @Test
  void actuator_showsTheHealthAndTheMetrics() throws Exception {
    URI feed = page("/measured", "first");
    Subscription wanted = desk.follow(feed);
    assertThat(subscriber.awaitActive(wanted.id(), LIMIT)).isPresent();

    assertThat(actuator("health")).contains("\"push\":{\"status\":\"UP\"}");
    assertThat(actuator("metrics/push.requests?tag=result:accepted")).contains("\"subscribe\"");
    assertThat(actuator("metrics/push.subscriptions?tag=state:active"))
        .contains("\"statistic\":\"VALUE\"");
  }

  @Test
  void subscription_isNotMade_whenTheTransactionIsRolledBack() {
    URI feed = page("/hesitation", "none");

    assertThatThrownBy(() -> desk.hesitate(feed)).hasMessage("rather not");

    assertThat(subscriber.list(SubscriptionQuery.all()))
        .noneMatch(one -> one.request().resource().equals(feed));
    assertThat(SITE.requests("/hesitation")).isEmpty();
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
          throw new IllegalStateException("as the test wants");
        }
      };
    }
  }

  private String actuator(String path) throws IOException, InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + port + "/actuator/" + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
        .body();
  }

  private static URI page(String path, String content) {
    return SITE.page(
        path,
        FakeResponse.of(200)
            .link(SITE.url(path), "self")
            .link(HUB.url(), "hub")
            .body("text/plain; charset=utf-8", content));
  }

  private static void publish(URI feed) throws IOException, InterruptedException {
    String form =
        "hub.mode=publish&hub.url=" + URLEncoder.encode(feed.toString(), StandardCharsets.UTF_8);
    HttpRequest ping =
        HttpRequest.newBuilder(HUB.url())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    assertThat(HttpClient.newHttpClient().send(ping, BodyHandlers.discarding()).statusCode() / 100)
        .isEqualTo(2);
  }
}
