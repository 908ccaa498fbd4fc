package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.settings.WorkSettings;

class ReaderSettingsTest {
  @Test
  void settings_haveDefaults_whenTheEnvironmentIsEmpty() {
    ReaderSettings settings = ReaderSettings.fromEnvironment(Map.of());
    assertThat(settings)
        .usingRecursiveComparison()
        .isEqualTo(new ReaderSettings(8080, null, false));
    assertThat(settings.callbacks(8080)).isEqualTo(URI.create("http://localhost:8080/callback/"));
  }

  @Test
  void settings_areThoseOfTheEnvironment() throws UnknownHostException {
    ReaderSettings settings =
        ReaderSettings.fromEnvironment(
            Map.of(
                "PORT", "8090",
                "PUSH_BIND", "192.0.2.7",
                "PUSH_HOSTS", "reader",
                "PUSH_CALLBACK_BASE", "https://reader.example/push",
                "PUSH_ALLOW_PRIVATE", "true",
                "PUSH_WORK_CLAIM", "PT20S",
                "PUSH_DUPLICATE_WINDOW", "PT1H",
                "PUSH_DRAIN", "PT15S",
                "PUSH_ADMIN_PASSWORD", "long enough"));
    assertThat(settings)
        .usingRecursiveComparison()
        .isEqualTo(
            new ReaderSettings(
                8090,
                new ServerAddress(InetAddress.getByName("192.0.2.7"), Set.of("reader")),
                URI.create("https://reader.example/push"),
                true,
                null,
                WorkSettings.builder().claim(Duration.ofSeconds(20)).build(),
                Duration.ofHours(1),
                "long enough",
                Duration.ofSeconds(15)));
    assertThat(settings.toString()).doesNotContain("long enough");
    assertThat(settings.callbacks(8090))
        .isEqualTo(URI.create("https://reader.example/push/callback/"));
  }

  @Test
  void settings_doNotRepeatThePassword_whenItIsTooShort() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReaderSettings.fromEnvironment(Map.of("PUSH_ADMIN_PASSWORD", "abcdefg")))
        .withMessageContaining("PUSH_ADMIN_PASSWORD=*** is invalid")
        .withMessageContaining("at least 8 characters");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "PORT, http",
    "PORT, -1",
    "PORT, 65536",
    "PUSH_BIND, no address",
    "PUSH_HOSTS, reader:8080",
    "PUSH_CALLBACK_BASE, reader.example",
    "PUSH_CALLBACK_BASE, ftp://reader.example/",
    "PUSH_CALLBACK_BASE, https://reader.example/?a=b",
    "PUSH_CALLBACK_BASE, http://[",
    "PUSH_ALLOW_PRIVATE, yes",
    "PUSH_WORK_CLAIM, 20",
    "PUSH_WORK_CLAIM, PT9S",
    "PUSH_WORK_CLAIM, -PT1M",
    "PUSH_DUPLICATE_WINDOW, 1h",
    "PUSH_DUPLICATE_WINDOW, PT-1S"
  })
  void settings_nameVariableAndValue_whenInvalid(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReaderSettings.fromEnvironment(Map.of(name, value)))
        .withMessageContaining(name + "=" + value)
        .withMessageContaining("invalid");
  }

  @Test
  void reader_opensItsPort_onlyOnceItsStorageIsOpen(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("no-folder"));
    try (ReaderServer reader = ReaderServer.start(new ReaderSettings(0, null, false))) {
      String used = Integer.toString(reader.url().getPort());
      ReaderSettings settings =
          ReaderSettings.fromEnvironment(Map.of("PORT", used, "PUSH_DATA", file.toString()));
      assertThatIllegalArgumentException()
          .as("the port is in use too")
          .isThrownBy(() -> ReaderServer.start(settings))
          .withMessageContaining("PUSH_DATA");
    }
  }

  @Test
  void reader_namesThePort_whenItIsInUse() {
    try (ReaderServer reader = ReaderServer.start(new ReaderSettings(0, null, false))) {
      int port = reader.url().getPort();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ReaderServer.start(new ReaderSettings(port, null, false)))
          .withMessageContaining("PORT=" + port);
    }
  }
}
