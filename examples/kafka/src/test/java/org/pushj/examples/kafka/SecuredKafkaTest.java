package org.pushj.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SecuredKafkaTest {
  private final Broker broker = Broker.shared();
  private final String topic = broker.newTopic(1).topic();

  @TempDir Path folder;

  @Test
  @DisplayName("an update goes in and out by TLS with a password, which no log line shows")
  void update_arrives_whenKafkaIsSecured() throws IOException {
    KafkaSettings kafka = kafka(SecuredListener.PASSWORD);
    try (RecordedLog log = RecordedLog.of("org.apache.kafka");
        World world = new World(kafka)) {
      assertThat(world.deliver(world.subscribed("/feed"), "by TLS")).isEqualTo(200);
      UpdateConsumer consumer =
          UpdateConsumer.of(
              new ConsumerSettings(kafka, "group-of-" + topic, folder),
              update -> {
                throw new IOException("enough: " + new String(update.content(), UTF_8));
              });
      assertThatIOException().isThrownBy(consumer::run).withMessage("enough: by TLS");

      assertThat(log.lines())
          .anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"))
          .anyMatch(line -> line.contains("client.id = push-of-"));
      assertNothingSecret(log);
      assertNothingSecret(world.log);
    }
  }

  @Test
  @DisplayName("with a wrong password a node answers 503, and a consumer ends")
  void log_namesTheReason_whenThePasswordIsWrong() throws IOException {
    KafkaSettings kafka = kafka("guessed");
    try (RecordedLog log = RecordedLog.of("org.apache.kafka");
        World world = new World(kafka)) {
      assertThat(world.deliver(world.subscribed("/feed"), "kept by its hub")).isEqualTo(503);
      assertThat(world.log.lines())
          .contains(
              "Updates are answered 503 until the topic "
                  + topic
                  + " is available from Kafka at "
                  + broker.secured().servers()
                  + " (SASL_SSL): Authentication failed: Invalid username or password");
      UpdateConsumer consumer =
          UpdateConsumer.of(
              new ConsumerSettings(kafka, "group-of-" + topic, folder),
              update -> {
                throw new IOException("unexpected");
              });
      assertThatThrownBy(consumer::run).isInstanceOf(SaslAuthenticationException.class);
      assertThat(log.lines()).noneMatch(line -> line.contains("guessed"));
      assertThat(world.log.lines()).noneMatch(line -> line.contains("guessed"));
    }
    assertThat(broker.records(topic)).isEmpty();
  }

  private static void assertNothingSecret(RecordedLog log) {
    List<String> secrets = List.of(SecuredListener.PASSWORD, SecuredListener.KEY_STORE_PASSWORD);
    assertThat(log.lines()).noneMatch(line -> secrets.stream().anyMatch(line::contains));
    assertThat(log.causes()).noneMatch(cause -> secrets.stream().anyMatch(cause::contains));
  }

  private KafkaSettings kafka(String password) throws IOException {
    Path file = folder.resolve("client.properties");
    Files.write(file, broker.secured().ofClients(password));
    return KafkaSettings.of(
        new Environment(
            Map.of(
                "PUSH_KAFKA_SERVERS", broker.secured().servers(),
                "PUSH_KAFKA_TOPIC", topic,
                "PUSH_KAFKA_PROPERTIES", file.toString())));
  }
}
