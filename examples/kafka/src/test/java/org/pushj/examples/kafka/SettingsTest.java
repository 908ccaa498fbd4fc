package org.pushj.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.examples.guard.ServerAddress;

class SettingsTest {
  @Test
  void node_hasDefaults_whenTheEnvironmentIsEmpty() {
    NodeSettings settings = NodeSettings.fromEnvironment(Map.of("PUSH_JDBC_URL", " "));
    KafkaSettings kafka =
        new KafkaSettings("localhost:9092", "push-updates", ClientProperties.NONE);
    assertThat(settings)
        .isEqualTo(
            new NodeSettings(8083, ServerAddress.loopback(), null, false, kafka, 1_000_000, null));
    assertThat(settings.callbacks(8083)).isEqualTo(URI.create("http://localhost:8083/callback/"));
  }

  @Test
  void node_isReadFromTheEnvironment() {
    NodeSettings settings =
        NodeSettings.fromEnvironment(
            Map.of(
                "PORT", "8090",
                "PUSH_CALLBACK_BASE", "https://push.example/in",
                "PUSH_ALLOW_PRIVATE", "true",
                "PUSH_KAFKA_SERVERS", "k1:9092,k2:9092",
                "PUSH_KAFKA_TOPIC", "news",
                "PUSH_MAX_UPDATE", "5000000",
                "PUSH_JDBC_URL", "jdbc:postgresql://db.example/push",
                "PUSH_JDBC_USER", "u",
                "PUSH_JDBC_PASSWORD", "secret"));
    assertThat(settings)
        .isEqualTo(
            new NodeSettings(
                8090,
                ServerAddress.loopback(),
                URI.create("https://push.example/in"),
                true,
                new KafkaSettings("k1:9092,k2:9092", "news", ClientProperties.NONE),
                5_000_000,
                new DatabaseSettings("jdbc:postgresql://db.example/push", "u", "secret")));
    assertThat(settings.callbacks(8090)).isEqualTo(URI.create("https://push.example/in/callback/"));
    assertThat(settings.toString()).doesNotContain("secret");
  }

  @Test
  void consumer_hasDefaultsAndIsReadFromTheEnvironment() {
    assertThat(ConsumerSettings.fromEnvironment(Map.of()))
        .isEqualTo(
            new ConsumerSettings(
                new KafkaSettings("localhost:9092", "push-updates", ClientProperties.NONE),
                "push-readers",
                Path.of("updates")));
    assertThat(
            ConsumerSettings.fromEnvironment(
                Map.of("PUSH_KAFKA_GROUP", "others", "PUSH_DATA", "/data/others")))
        .isEqualTo(
            new ConsumerSettings(
                new KafkaSettings("localhost:9092", "push-updates", ClientProperties.NONE),
                "others",
                Path.of("/data/others")));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "PORT, http",
    "PORT, -1",
    "PORT, 65536",
    "PUSH_CALLBACK_BASE, push.example",
    "PUSH_CALLBACK_BASE, https://push.example/?a=b",
    "PUSH_CALLBACK_BASE, http://[",
    "PUSH_ALLOW_PRIVATE, yes",
    "PUSH_KAFKA_TOPIC, ..",
    "PUSH_KAFKA_TOPIC, push updates",
    "PUSH_MAX_UPDATE, 0",
    "PUSH_MAX_UPDATE, 1 MB",
    "PUSH_MAX_UPDATE, 16777217",
    "PUSH_JDBC_URL, jdbc:h2:mem:push"
  })
  void settings_nameVariableAndValue_whenInvalid(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodeSettings.fromEnvironment(Map.of(name, value)))
        .withMessageContaining(name + "=" + value)
        .withMessageContaining("invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUSH_JDBC_USER", "PUSH_JDBC_PASSWORD"})
  void database_isRefused_whenItsUrlIsMissing(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodeSettings.fromEnvironment(Map.of(name, "secret")))
        .withMessageContaining(name)
        .withMessageContaining("PUSH_JDBC_URL")
        .withMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example/push?user=u&password=secret",
        "jdbc:postgresql://u:secret@db.example/push"
      })
  void databaseUrl_isRefusedAndNotShown_whenItContainsAPassword(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodeSettings.fromEnvironment(Map.of("PUSH_JDBC_URL", url)))
        .withMessageContaining("PUSH_JDBC_PASSWORD")
        .withMessageNotContaining("secret");
  }
}
