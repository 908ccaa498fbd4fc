package org.pushj.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.examples.hub.HubServer;
import org.pushj.examples.hub.HubSettings;
import org.pushj.examples.hub.content.BackOff;
import org.pushj.publisher.PublishOutcome;
import org.pushj.publisher.Publisher;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubRequest;

class AbsentKafkaTest {
  /** Shorter than hubs wait for a response. */
  private static final Duration IN_TIME = Duration.ofSeconds(9);

  private static final Duration BACK = Duration.ofSeconds(60);

  /** More than the number of server threads. */
  private static final int CROWD = 300;

  private final Broker broker = Broker.shared();
  private final KafkaSettings kafka = broker.newTopic(3);

  @AfterEach
  void bringBack() {
    broker.start();
  }

  @Test
  @DisplayName(
      "while Kafka is away updates are answered 503 in time, and all that hubs keep arrives")
  void updates_areAnswered503AndArriveLater_whenKafkaIsDown() {
    try (World world = new World(kafka)) {
      HubRequest subscribed = world.subscribed("/feed");
      assertThat(world.deliver(subscribed, "before")).isEqualTo(200);
      broker.kill();

      CallbackReply reply =
          assertTimeout(
              IN_TIME,
              () -> world.hub.delivery(subscribed).content("meanwhile", "text/plain").send());
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).contains("60");

      broker.start();
      await().atMost(BACK).until(() -> world.deliver(subscribed, "meanwhile") == 200);
      assertThat(world.deliver(subscribed, "after")).isEqualTo(200);
      assertThat(contents()).containsSubsequence("before", "meanwhile", "after");
    }
  }

  @Test
  @Tag("heavy")
  @DisplayName("a crowd of updates leaves room for verifications, and no answer is late")
  void verification_isAnswered_whenManyUpdatesWaitForKafka() throws InterruptedException {
    ExecutorService hubs = Executors.newFixedThreadPool(CROWD);
    try (World world = new World(kafka)) {
      HubRequest subscribed = world.subscribed("/feed");
      assertThat(world.deliver(subscribed, "before")).isEqualTo(200);
      broker.kill();

      List<CompletableFuture<Integer>> crowd =
          IntStream.range(0, CROWD)
              .mapToObj(
                  number ->
                      CompletableFuture.supplyAsync(
                          () -> world.deliver(subscribed, "x" + number), hubs))
              .toList();
      CompletableFuture<?> any =
          CompletableFuture.anyOf(crowd.toArray(CompletableFuture<?>[]::new));
      // The first responses are those of refused updates: the others are waiting now.
      any.orTimeout(IN_TIME.toSeconds(), TimeUnit.SECONDS).join();
      assertThat(world.hub.verify(subscribed).isConfirmed()).isTrue();
      assertThat(crowd).anyMatch(answer -> !answer.isDone());
      assertThat(crowd)
          .allSatisfy(
              answer ->
                  assertThat(answer.get(IN_TIME.toSeconds(), TimeUnit.SECONDS)).isEqualTo(503));
      assertThat(world.log.causes())
          .contains("Kafka is slow: 128 updates are waiting for it already")
          .anyMatch(cause -> cause.startsWith("Kafka did not accept Update["));
    } finally {
      hubs.shutdown();
      assertThat(hubs.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @DisplayName("a node starts without Kafka, and takes updates when Kafka comes")
  void node_starts_whenKafkaIsDown() {
    broker.kill();
    try (World world = new World(kafka)) {
      HubRequest subscribed = world.subscribed("/feed");
      assertThat(world.hub.verify(subscribed).isConfirmed()).isTrue();
      assertThat(world.deliver(subscribed, "early")).isEqualTo(503);

      broker.start();
      await().atMost(BACK).until(() -> world.deliver(subscribed, "early") == 200);
      assertThat(contents()).contains("early");
    }
  }

  @Test
  @Tag("heavy")
  @DisplayName("what a publisher tells the hub of while Kafka is away arrives when it is back")
  void updates_arrive_whenTheHubRetries() {
    HubSettings settings =
        HubSettings.defaults()
            .withPort(0)
            .withAllowPrivate(true)
            .withBackOff(new BackOff(15, Duration.ofMillis(50)));
    try (World world = new World(kafka);
        HubServer hub = HubServer.start(settings)) {
      URI topic = publish(world, hub, "first");
      assertThat(world.subscribe(topic.toString()).statusCode()).isEqualTo(202);
      await()
          .until(
              () -> world.log.lines().stream().anyMatch(line -> line.startsWith("Subscribed: ")));
      publish(world, hub, "before");
      await().until(() -> contents().contains("before"));
      broker.kill();
      publish(world, hub, "meanwhile");
      await()
          .until(
              () -> world.log.causes().stream().anyMatch(why -> why.startsWith("Kafka did not")));

      broker.start();
      await().atMost(BACK).until(() -> contents().contains("meanwhile"));
    }
  }

  private static URI publish(World world, HubServer hub, String content) {
    FakeResponse page =
        FakeResponse.of(200)
            .link(world.site.url("/feed"), "self")
            .link(hub.url(), "hub")
            .body("text/plain", content);
    URI topic = world.site.page("/feed", page);
    try (Publisher publisher =
        Publisher.builder().hubs(hub.url()).urlPolicy(UrlPolicy.allowPrivate()).build()) {
      assertThat(publisher.publish(topic)).allMatch(PublishOutcome::isSuccess);
    }
    return topic;
  }

  private List<String> contents() {
    List<String> contents = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : broker.records(kafka.topic())) {
      contents.add(new String(record.value(), UTF_8));
    }
    return contents;
  }
}
