package org.pushj.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.UpdateId;
import org.pushj.tck.HubRequest;

class KafkaMainTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int UPDATES = 300;
  private static final int UUID_LENGTH = 36;

  @TempDir Path folder;

  @Test
  @DisplayName("a consumer that is killed while updates come goes on, loses none and repeats none")
  void consumer_continues_afterBeingKilled() throws Exception {
    KafkaSettings kafka = Broker.shared().newTopic(3);
    Path data = folder.resolve("updates");
    Map<String, String> environment =
        Map.of(
            "PUSH_KAFKA_SERVERS", kafka.servers(),
            "PUSH_KAFKA_TOPIC", kafka.topic(),
            "PUSH_KAFKA_GROUP", "group-of-" + kafka.topic(),
            "PUSH_DATA", data.toString());
    try (World world = new World(kafka)) {
      HubRequest subscribed = world.subscribed("/feed");
      Path before = folder.resolve("before");
      Process first = start(environment, before, "consume");
      for (int number = 0; number < UPDATES; number++) {
        assertThat(world.deliver(subscribed, "content " + number)).isEqualTo(200);
        if (number == UPDATES / 2) {
          await().atMost(SOON).until(() -> Files.size(before) > 0);
          first.destroyForcibly();
        }
      }
      first.onExit().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
      Path half = Files.writeString(data.resolve(UpdateId.next(Instant.EPOCH) + "7.part"), "half");
      Path after = folder.resolve("after");
      Process second = start(environment, after, "consume");
      await().atMost(SOON).until(() -> contents(data).size() == UPDATES);
      second.destroy();
      assertThat(exit(second)).isEqualTo(128 + 15);

      assertThat(half).doesNotExist();
      assertThat(contents(data)).doesNotHaveDuplicates();
      List<String> ids = ids(before);
      ids.addAll(ids(after));
      // The kill may have happened between the work on an update and its line.
      assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(UPDATES - 1);
    }
  }

  @Test
  void program_namesTheAllowedValues_whenArgumentsOrSettingsAreInvalid() throws Exception {
    Path lines = folder.resolve("lines");
    assertThat(exit(start(Map.of(), lines, "produce"))).isEqualTo(2);
    assertThat(exit(start(Map.of("PORT", "http"), lines))).isEqualTo(2);
    assertThat(Files.readAllLines(folder.resolve("lines.errors")))
        .containsExactly(
            "arguments must be none, for a node, or consume, was \"produce\"",
            "PORT=http is invalid; it must be a whole number from 0 to 65535");
  }

  @Test
  @DisplayName("a consumer with a wrong password ends with one line that says so")
  void consumer_stops_whenKafkaDeniesAccess() throws Exception {
    SecuredListener secured = Broker.shared().secured();
    Path file = Files.write(folder.resolve("client.properties"), secured.ofClients("guessed"));
    Map<String, String> environment =
        Map.of(
            "PUSH_KAFKA_SERVERS", secured.servers(),
            "PUSH_KAFKA_PROPERTIES", file.toString(),
            "PUSH_DATA", folder.resolve("updates").toString());
    assertThat(exit(start(environment, folder.resolve("lines"), "consume"))).isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve("lines.errors")))
        .filteredOn(line -> !line.contains(" NetworkClient - "))
        // Said before if Kafka's answer takes ten seconds, as on a busy machine.
        .filteredOn(line -> !line.contains(" - No updates until the topic "))
        .singleElement()
        .asString()
        .endsWith("no access to Kafka: Authentication failed: Invalid username or password");
  }

  private static Process start(Map<String, String> environment, Path lines, String... arguments)
      throws IOException {
    Path errors = lines.resolveSibling(lines.getFileName() + ".errors");
    ProcessBuilder program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // Not the configuration of the tests.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaMain.class.getName())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(lines.toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    program.command().addAll(List.of(arguments));
    program.environment().putAll(environment);
    return program.start();
  }

  private static int exit(Process program) {
    return program.onExit().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join().exitValue();
  }

  /** Returns the contents of the complete updates. */
  private static List<String> contents(Path data) throws IOException {
    if (!Files.exists(data)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(data)) {
      return files
          .filter(file -> !file.toString().endsWith(".part"))
          .map(KafkaMainTest::text)
          .toList();
    }
  }

  private static List<String> ids(Path lines) throws IOException {
    return Files.readAllLines(lines).stream()
        .map(line -> line.substring(0, UUID_LENGTH))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
