package org.pushj.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.HubRequest;

class KafkaUpdateListenerTest {
  private static final int TOPICS = 5;
  private static final int UPDATES = 20;

  private final Broker broker = Broker.shared();

  @Test
  @DisplayName("an update that is answered 2xx is in Kafka, with its topic, all headers and bytes")
  void update_isInKafka_whenItsHubIsAnswered() {
    KafkaSettings kafka = broker.newTopic(3);
    byte[] content = {0, (byte) 0xff, '\r', '\n', '<', 'x'};
    try (World world = new World(kafka)) {
      HubRequest subscribed = world.subscribed("/feed");
      Instant before = Instant.now();
      CallbackReply reply = world.hub.deliver(subscribed, content, "application/atom+xml");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(broker.records(kafka.topic())).hasSize(1);
      ConsumerRecord<String, byte[]> record = broker.records(kafka.topic()).get(0);
      assertThat(record.key()).isEqualTo(subscribed.topic());
      assertThat(record.value()).isEqualTo(content);
      assertThat(UpdateId.of(header(record, "update-id"))).isNotNull();
      assertThat(SubscriptionId.of(header(record, "subscription-id"))).isNotNull();
      assertThat(header(record, "resource")).isEqualTo(subscribed.topic());
      assertThat(header(record, "hub")).isEqualTo(world.hub.url().toString());
      assertThat(Instant.parse(header(record, "received-at")))
          .isBetween(before.minusMillis(1), Instant.now());
      assertThat(header(record, "signature-algorithm")).isEqualTo("sha256");
      assertThat(header(record, "content-type")).isEqualTo("application/atom+xml");
      assertThat(headers(record, "link"))
          .containsExactly(
              "<" + subscribed.topic() + ">; rel=\"self\"",
              "<" + world.hub.url() + ">; rel=\"hub\"");
    }
  }

  @Test
  void headers_areOmitted_whenTheUpdateHasNone() {
    KafkaSettings kafka = broker.newTopic(1);
    try (World world = new World(kafka)) {
      HubRequest subscribed = world.subscribed("/feed");
      world.hub.delivery(subscribed).content(new byte[] {1}).links().send();
      assertThat(broker.records(kafka.topic()).get(0).headers())
          .extracting(header -> header.key())
          .containsExactlyInAnyOrder(
              "update-id",
              "subscription-id",
              "resource",
              "hub",
              "received-at",
              "signature-algorithm");
    }
  }

  @Test
  @DisplayName("content with a wrong signature is not in Kafka")
  void update_isNotInKafka_whenItsSignatureIsWrong() {
    KafkaSettings kafka = broker.newTopic(1);
    try (World world = new World(kafka)) {
      HubRequest subscribed = world.subscribed("/feed");
      world.hub.delivery(subscribed).content("forged", "text/plain").secret("guessed").send();
      assertThat(broker.records(kafka.topic())).isEmpty();
    }
  }

  @Test
  @DisplayName("updates of one topic keep their order, while others come at the same time")
  void updates_areInTheOrderOfArrival_withinTheirTopic() throws InterruptedException {
    KafkaSettings kafka = broker.newTopic(4);
    ExecutorService hubs = Executors.newFixedThreadPool(TOPICS);
    try (World world = new World(kafka)) {
      List<HubRequest> subscribed =
          IntStream.range(0, TOPICS).mapToObj(number -> world.subscribed("/" + number)).toList();
      CompletableFuture<?>[] delivering =
          subscribed.stream()
              .map(to -> CompletableFuture.runAsync(() -> deliverAll(world, to), hubs))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(delivering).orTimeout(60, TimeUnit.SECONDS).join();

      List<ConsumerRecord<String, byte[]>> records = broker.records(kafka.topic());
      for (HubRequest to : subscribed) {
        List<ConsumerRecord<String, byte[]>> own =
            records.stream().filter(record -> record.key().equals(to.topic())).toList();
        assertThat(own).extracting(ConsumerRecord::partition).containsOnly(own.get(0).partition());
        assertThat(own)
            .extracting(record -> new String(record.value(), UTF_8))
            .containsExactlyElementsOf(
                IntStream.range(0, UPDATES).mapToObj(Integer::toString).toList());
      }
    } finally {
      hubs.shutdown();
      assertThat(hubs.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @DisplayName("the largest update fits into a topic of Kafka's defaults; a larger one is 413")
  void update_isAnswered413_whenItIsTooLarge() {
    KafkaSettings kafka = broker.newTopic(1);
    try (World world = new World(kafka)) {
      HubRequest subscribed = world.subscribed("/feed");
      byte[] largest = new byte[NodeSettings.DEFAULT_MAX_UPDATE];
      String link = "<" + world.site.url("/" + "x".repeat(15_000)) + ">; rel=\"self\"";
      CallbackReply taken =
          world.hub.delivery(subscribed).content(largest, "text/plain").links(link).send();
      assertThat(taken.status()).isEqualTo(200);
      CallbackReply refused =
          world.hub.deliver(subscribed, new byte[largest.length + 1], "text/plain");
      assertThat(refused.status()).isEqualTo(413);
      assertThat(broker.records(kafka.topic())).hasSize(1);
      assertThat(broker.records(kafka.topic()).get(0).value()).hasSize(largest.length);
    }
  }

  @Test
  @DisplayName("a topic that takes less than the nodes do costs 503s, and the log says what to set")
  void log_namesTheSetting_whenTheTopicLimitIsSmaller() {
    KafkaSettings kafka = broker.newTopic(1, Map.of("max.message.bytes", "2000"));
    try (World world = new World(kafka)) {
      HubRequest subscribed = world.subscribed("/feed");
      assertThat(world.hub.deliver(subscribed, new byte[2000], "text/plain").status())
          .isEqualTo(503);
      assertThat(world.deliver(subscribed, "small")).isEqualTo(200);
      assertThat(world.log.causes())
          .anyMatch(
              cause ->
                  cause.endsWith(
                      "max.message.bytes of the topic "
                          + kafka.topic()
                          + " must be at least 1040960"));
    }
  }

  @Test
  void listener_namesTheSetting_whenTheBrokersAreInvalid() {
    KafkaSettings nowhere = new KafkaSettings("nowhere", "updates", ClientProperties.NONE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaUpdateListener.to(nowhere, 1000))
        .withMessageContaining("PUSH_KAFKA_SERVERS=nowhere")
        .withMessageContaining("host:port");
  }

  private static void deliverAll(World world, HubRequest to) {
    for (int number = 0; number < UPDATES; number++) {
      assertThat(world.deliver(to, Integer.toString(number))).isEqualTo(200);
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    List<String> values = headers(record, name);
    assertThat(values).as(name).hasSize(1);
    return values.get(0);
  }

  private static List<String> headers(ConsumerRecord<String, byte[]> record, String name) {
    return new ArrayList<>(
        StreamSupport.stream(record.headers().headers(name).spliterator(), false)
            .map(header -> new String(header.value(), UTF_8))
            .toList());
  }
}
