package org.pushj.examples.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.util.Throwables.getStackTrace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPropertiesTest {
  private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";

  @TempDir Path folder;

  @Test
  void file_isUsedByProducersAndConsumers() throws IOException {
    String text =
        """
        \uFEFF# of the team in Zürich
        client.id=Zürich
        session.timeout.ms=7000
        linger.ms=1
        bootstrap.controllers=unused:1
        max.poll.records=\\
          7
        """;
    KafkaSettings kafka = kafka(text);
    for (Map<String, Object> configuration :
        List.of(KafkaUpdateListener.configuration(kafka, 1000), consumer(kafka))) {
      assertThat(configuration)
          .containsEntry("client.id", "Zürich")
          .containsEntry("max.poll.records", "7");
    }
    assertThat(consumer(kafka)).containsEntry("session.timeout.ms", "7000");
  }

  @Test
  void sessionTimeout_isLeftToTheBrokers_withTheConsumerProtocol() throws IOException {
    assertThat(consumer(kafka("group.protocol=classic")))
        .containsEntry("session.timeout.ms", 10000);
    assertThat(consumer(kafka("group.protocol=consumer"))).doesNotContainKey("session.timeout.ms");
  }

  @ParameterizedTest
  @CsvSource({
    "acks, all in-sync replicas",
    "enable.idempotence, must not duplicate",
    "max.in.flight.requests.per.connection, or reorder",
    "partitioner.ignore.keys, in one partition",
    "delivery.timeout.ms, a hub waits",
    "transactional.id, without transactions",
    "isolation.level, without transactions",
    "value.serializer, bytes as its value",
    "key.deserializer, a text as its key",
    "enable.auto.commit, after its work",
    "auto.offset.reset, the oldest update",
    "bootstrap.servers, PUSH_KAFKA_SERVERS sets it",
    "group.id, PUSH_KAFKA_GROUP sets it",
    "max.request.size, PUSH_MAX_UPDATE sets it"
  })
  void property_isRefused_whenAGuaranteeOrASettingDependsOnIt(String name, String why)
      throws IOException {
    Map<String, String> environment = environment(name + "=secret\nlinger.ms=1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodeSettings.fromEnvironment(environment))
        .withMessageContaining(environment.get("PUSH_KAFKA_PROPERTIES") + " is invalid")
        .withMessageContaining("must not set " + name + ": ")
        .withMessageContaining(why)
        .withMessageNotContainingAny("secret", "linger.ms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConsumerSettings.fromEnvironment(environment))
        .withMessageContaining("must not set " + name + ": ");
  }

  @Test
  void refusal_namesAllProperties() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kafka("retries=1\nacks=1\n"))
        .withMessageContainingAll("acks: a hub", "; retries: retries");
  }

  @Test
  @DisplayName("whatever the program itself tells Kafka's clients, a file cannot tell them")
  void ownConfiguration_isFixed() {
    KafkaSettings kafka = new KafkaSettings("localhost:9092", "updates", ClientProperties.NONE);
    Set<String> own = new TreeSet<>(KafkaUpdateListener.configuration(kafka, 1000).keySet());
    own.addAll(consumer(kafka).keySet());
    own.remove("session.timeout.ms");
    assertThat(FixedProperties.names()).containsAll(own);
    Set<String> known = new TreeSet<>(ProducerConfig.configNames());
    known.addAll(ConsumerConfig.configNames());
    assertThat(known).containsAll(FixedProperties.names());
  }

  @Test
  void unknownProperty_isLogged_andPassedOn() throws IOException {
    try (RecordedLog log = RecordedLog.of("org.pushj")) {
      Map<String, String> environment =
          environment("clinet.id=secret\nclient.id=x\nconfig.providers.f.class=y\nmy.plug-in=z");
      KafkaSettings kafka = KafkaSettings.of(new Environment(environment));
      assertThat(log.lines())
          .containsExactly(
              "PUSH_KAFKA_PROPERTIES="
                  + environment.get("PUSH_KAFKA_PROPERTIES")
                  + ": not known to Kafka clients: clinet.id, my.plug-in");
      assertThat(consumer(kafka)).containsEntry("my.plug-in", "z");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssl.keystore.key=-----BEGIN PRIVATE KEY-----\nMIIEvsesame\n-----END PRIVATE KEY-----",
        "sasl.jaas.config=" + PLAIN + " required\n  password=\"sesame\";",
        "sasl.jaas.config=" + PLAIN + " required password=\\\n\"se\n  sesame.word\";"
      })
  void line_isRefusedAndNotShown_whenItMayBePartOfASecret(String text) {
    try (RecordedLog log = RecordedLog.of("org.pushj")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> kafka(text))
          .withMessageContaining("backslash")
          .withMessageNotContaining("sesame");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void file_isRefused_whenItCannotBeRead() throws IOException {
    Path latin = Files.write(folder.resolve("latin"), "client.id=Zürich".getBytes(ISO_8859_1));
    assertReadingFails(folder.resolve("none"), "there is no such file");
    assertReadingFails(folder, "Is a directory");
    assertReadingFails(latin, "this one is not in UTF-8");
    assertReadingFails(Files.writeString(folder.resolve("u"), "a.b=\\u00"), "Malformed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "security.protocol=TSL | Invalid value TSL for configuration security.protocol",
        "security.protocol=SSL;ssl.truststore.location=/none.p12"
            + "| Failed to load SSL keystore /none.p12 of type JKS: java.nio.file.NoSuchFile",
        "security.protocol=SASL_SSL;sasl.jaas.config=Login required password=my sesame"
            + "| Value not specified for key [hidden] in JAAS config",
        "security.protocol=SASL_SSL;sasl.jaas.config=Login sesame"
            + "| Invalid login module control flag [hidden] in JAAS config",
      })
  void client_namesTheFileAndTheReason_whenKafkaRefusesAValue(String text, String reason)
      throws IOException {
    KafkaSettings kafka = kafka(text.replace(';', '\n'));
    try (RecordedLog log = RecordedLog.of("org.apache.kafka")) {
      IllegalArgumentException ofNode =
          catchThrowableOfType(
              IllegalArgumentException.class, () -> KafkaUpdateListener.to(kafka, 1000));
      IllegalArgumentException ofConsumer =
          catchThrowableOfType(
              IllegalArgumentException.class,
              () -> UpdateConsumer.of(new ConsumerSettings(kafka, "group", folder), update -> {}));
      for (IllegalArgumentException refused : List.of(ofNode, ofConsumer)) {
        assertThat(refused)
            .hasMessageStartingWith("PUSH_KAFKA_PROPERTIES=" + folder)
            .hasMessageContaining(reason.strip());
        assertThat(getStackTrace(refused)).doesNotContain("sesame");
      }
      assertThat(log.lines()).noneMatch(line -> line.contains("sesame"));
    }
  }

  @Test
  void text_hasNoValues() throws IOException {
    assertThat(kafka("ssl.key.password=sesame").toString())
        .contains("ssl.key.password")
        .doesNotContain("sesame");
  }

  private void assertReadingFails(Path file, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> NodeSettings.fromEnvironment(Map.of("PUSH_KAFKA_PROPERTIES", file.toString())))
        .withMessageContaining("PUSH_KAFKA_PROPERTIES=" + file + " is invalid")
        .withMessageContaining(reason);
  }

  private Map<String, Object> consumer(KafkaSettings kafka) {
    return UpdateConsumer.configuration(new ConsumerSettings(kafka, "group", folder));
  }

  private KafkaSettings kafka(String text) throws IOException {
    return KafkaSettings.of(new Environment(environment(text)));
  }

  private Map<String, String> environment(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("client.properties"), text);
    return Map.of("PUSH_KAFKA_PROPERTIES", file.toString());
  }
}
