package org.pushj.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.tck.HubRequest;

class UpdateConsumerTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Broker broker = Broker.shared();
  private final KafkaSettings kafka = broker.newTopic(2);
  private final ConsumerSettings settings =
      new ConsumerSettings(kafka, "group-of-" + kafka.topic(), Path.of("unused"));
  private final World world = new World(kafka);
  private final HubRequest subscribed = world.subscribed("/feed");

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void update_isReadAsItWasSent() {
    byte[] content = {0, (byte) 0xff, '\r', '\n', '<', 'x'};
    List<ArrivedUpdate> arrived = new CopyOnWriteArrayList<>();
    try (Running consumer = new Running(arrived::add)) {
      world.hub.deliver(subscribed, content, "image/png");
      await().atMost(SOON).until(() -> arrived.size() == 1);
      ArrivedUpdate update = arrived.get(0);
      assertThat(update.topic()).hasToString(subscribed.topic());
      assertThat(update.contentType()).isEqualTo("image/png");
      assertThat(update.content()).isEqualTo(content);
      assertThat(update.toString())
          .isEqualTo(update.id() + " " + subscribed.topic() + " image/png 6 bytes");
      assertThat(consumer.isRunning()).isTrue();
    }
  }

  @Test
  @DisplayName("a consumer that was ended goes on behind the last update, and misses none")
  void consumer_continues_whenItIsRestarted() {
    List<String> first = new CopyOnWriteArrayList<>();
    try (Running consumer = new Running(update -> first.add(text(update)))) {
      deliver("1", "2");
      await().atMost(SOON).until(() -> first.size() == 2);
      assertThat(consumer.isRunning()).isTrue();
    }
    deliver("3", "4");
    List<String> second = new CopyOnWriteArrayList<>();
    try (Running consumer = new Running(update -> second.add(text(update)))) {
      deliver("5");
      await().atMost(SOON).until(() -> second.contains("5"));
      assertThat(consumer.isRunning()).isTrue();
    }
    assertThat(first).containsExactly("1", "2");
    assertThat(second).containsExactly("3", "4", "5");
  }

  @Test
  @DisplayName("what was worked on when a consumer failed comes again, and is known by its id")
  void updates_areRedelivered_whenTheHandlerFails(@TempDir Path path) {
    UpdateFolder folder = UpdateFolder.at(path);
    deliver("1", "2", "3");
    Running failing =
        new Running(
            update -> {
              if (text(update).equals("3")) {
                throw new IOException("no room for 3");
              }
              assertThat(folder.add(update)).isTrue();
            });
    assertThatThrownBy(failing::join).hasRootCauseMessage("no room for 3");

    List<String> kept = new ArrayList<>();
    List<String> known = new CopyOnWriteArrayList<>();
    try (Running next =
        new Running(update -> (folder.add(update) ? kept : known).add(text(update)))) {
      deliver("4");
      await().atMost(SOON).until(() -> kept.contains("4"));
      assertThat(next.isRunning()).isTrue();
    }
    assertThat(known).containsExactly("1", "2");
    assertThat(kept).containsExactly("3", "4");
  }

  @Test
  @DisplayName("an invalid record does not hold up updates")
  void record_isSkipped_whenItIsNotAnUpdate() throws Exception {
    ProducerRecord<String, byte[]> wrongId =
        new ProducerRecord<>(kafka.topic(), subscribed.topic(), new byte[1]);
    wrongId.headers().add("update-id", "7".getBytes(UTF_8));
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.servers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (ProducerRecord<String, byte[]> stranger :
          List.of(
              new ProducerRecord<String, byte[]>(kafka.topic(), new byte[1]),
              new ProducerRecord<String, byte[]>(kafka.topic(), subscribed.topic(), null),
              new ProducerRecord<>(kafka.topic(), subscribed.topic(), new byte[1]),
              wrongId)) {
        producer.send(stranger).get();
      }
    }
    deliver("after them");
    List<String> arrived = new CopyOnWriteArrayList<>();
    try (Running consumer = new Running(update -> arrived.add(text(update)))) {
      await().atMost(SOON).until(() -> !arrived.isEmpty());
      assertThat(consumer.isRunning()).isTrue();
    }
    assertThat(arrived).containsExactly("after them");
    assertThat(world.log.lines())
        .filteredOn(line -> line.endsWith("which is not an update: it has no header update-id"))
        .hasSize(1);
  }

  @Test
  @DisplayName("consumers of one group share the topics, and each update comes to one of them")
  void consumers_shareTheWork() {
    List<String> here = new CopyOnWriteArrayList<>();
    List<String> there = new CopyOnWriteArrayList<>();
    try (Running one = new Running(update -> here.add(text(update)));
        Running other = new Running(update -> there.add(text(update)))) {
      List<HubRequest> topics = new ArrayList<>();
      await()
          .atMost(SOON)
          .until(
              () -> {
                HubRequest topic = world.subscribed("/feed-" + topics.size());
                topics.add(topic);
                assertThat(world.deliver(topic, topics.size() + "")).isEqualTo(200);
                return !here.isEmpty() && !there.isEmpty();
              });
      await().atMost(SOON).until(() -> here.size() + there.size() >= topics.size());
      assertThat(here).doesNotContainAnyElementsOf(there);
      assertThat(one.isRunning() && other.isRunning()).isTrue();
    }
  }

  @Test
  void consumer_namesTheSetting_whenTheBrokersAreInvalid() {
    ConsumerSettings nowhere =
        new ConsumerSettings(
            new KafkaSettings("nowhere", "updates", ClientProperties.NONE),
            "group",
            Path.of("unused"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UpdateConsumer.of(nowhere, update -> {}))
        .withMessageContaining("PUSH_KAFKA_SERVERS=nowhere");
  }

  private void deliver(String... contents) {
    for (String content : contents) {
      assertThat(world.deliver(subscribed, content)).isEqualTo(200);
    }
  }

  private static String text(ArrivedUpdate update) {
    return new String(update.content(), UTF_8);
  }

  /** A consumer that runs on its own thread. */
  private final class Running implements AutoCloseable {
    private final UpdateConsumer consumer;
    private final CompletableFuture<Void> end;

    Running(UpdateConsumer.Handler handler) {
      consumer = UpdateConsumer.of(settings, handler);
      // Not the common pool: on JDK 25 the HTTP client needs one of its threads.
      end = CompletableFuture.runAsync(this::run, run -> new Thread(run, "consumer").start());
    }

    boolean isRunning() {
      return !end.isDone();
    }

    void join() {
      end.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
      consumer.close();
      join();
    }

    private void run() {
      try {
        consumer.run();
      } catch (IOException e) {
        throw new CompletionException(e);
      }
    }
  }
}
