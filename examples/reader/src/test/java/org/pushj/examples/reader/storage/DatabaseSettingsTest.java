package org.pushj.examples.reader.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.examples.guard.FreePort;
import org.pushj.examples.reader.ReaderProcess;
import org.pushj.examples.reader.ReaderServer;
import org.pushj.examples.reader.ReaderSettings;

class DatabaseSettingsTest {
  @Test
  void settings_areEmpty_whenTheEnvironmentIsEmpty() {
    assertThat(DatabaseSettings.fromEnvironment(Map.of("PUSH_DATA", " "))).isEmpty();
  }

  @Test
  void settings_areReadFromTheEnvironment() {
    assertThat(DatabaseSettings.fromEnvironment(Map.of("PUSH_DATA", "data")))
        .contains(new DatabaseSettings.Folder(Path.of("data")));
    String url = "jdbc:mariadb://db.example/reader";
    assertThat(
            DatabaseSettings.fromEnvironment(
                Map.of("PUSH_JDBC_URL", url, "PUSH_JDBC_USER", "u", "PUSH_JDBC_PASSWORD", "p ")))
        .contains(new DatabaseSettings.Server(url, "u", "p "));
  }

  @Test
  void settings_areRefused_whenBothDatabasesAreSet() {
    refused(Map.of("PUSH_DATA", "data", "PUSH_JDBC_URL", "jdbc:postgresql:reader"))
        .withMessageContaining("PUSH_DATA=data")
        .withMessageContaining("PUSH_JDBC_URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUSH_JDBC_USER", "PUSH_JDBC_PASSWORD"})
  void settings_areRefused_whenTheyLackTheUrl(String name) {
    refused(Map.of(name, "secret")).withMessageContaining(name).withMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reader", "jdbc:h2:mem:reader", "postgresql://db.example/reader"})
  void url_isRefused_whenItIsForAnotherDatabase(String url) {
    refused(Map.of("PUSH_JDBC_URL", url))
        .withMessageContaining("PUSH_JDBC_URL=" + url)
        .withMessageContaining("jdbc:postgresql://host/name")
        .withMessageContaining("jdbc:mariadb://host/name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example/reader?user=u&password=secret",
        "jdbc:mariadb://db.example/reader?PassWord=secret",
        "jdbc:postgresql://u:secret@db.example/reader"
      })
  void url_isRefused_andNotShown_whenItContainsAPassword(String url) {
    refused(Map.of("PUSH_JDBC_URL", url))
        .withMessageContaining("PUSH_JDBC_PASSWORD")
        .withMessageNotContaining("secret");
  }

  @Test
  void password_isNotShown() {
    assertThat(new DatabaseSettings.Server("jdbc:postgresql:reader", "u", "secret").toString())
        .isEqualTo("Server[jdbc:postgresql:reader, u]");
  }

  @Test
  void folder_isRefused_whenItsPathWouldChangeSettings() {
    refused(Map.of("PUSH_DATA", "data;WRITE_DELAY=500"))
        .withMessageContaining("PUSH_DATA=data;WRITE_DELAY=500")
        .withMessageContaining("without ;");
  }

  @Test
  void reader_namesTheFolder_whenItCannotBeCreated(@TempDir Path parent) throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    for (Path path : new Path[] {file, file.resolve("below")}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> start(new DatabaseSettings.Folder(path)))
          .withMessageContaining("PUSH_DATA=" + path)
          .withMessageContaining("a folder that exists or can be created");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void folder_isClosedToOtherUsers_whenTheReaderCreatesIt(@TempDir Path parent) throws IOException {
    Path folder = parent.resolve("a/b");
    new DatabaseSettings.Folder(folder).create();
    for (Path created : new Path[] {folder, folder.getParent()}) {
      assertThat(Files.getPosixFilePermissions(created))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void reader_namesTheUrl_whenTheServerDoesNotAnswer() {
    String url = "jdbc:postgresql://localhost:" + FreePort.next() + "/reader";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(new DatabaseSettings.Server(url, "u", "secret")))
        .withMessageContaining("PUSH_JDBC_URL=" + url)
        .withMessageContaining("refused")
        .withMessageNotContaining("secret");
  }

  @Test
  void reader_loadsNoDatabaseClasses_whenItKeepsItsDataInMemory() {
    String[] log = {"-Xlog:class+load"};
    try (ReaderProcess reader = ReaderProcess.start(FreePort.next(), Map.of(), log)) {
      assertThat(reader.output())
          .contains(Storage.class.getName())
          .doesNotContain("hibernate", "jakarta.persistence", "hikari", "org.h2");
    }
  }

  private static void start(DatabaseSettings database) {
    ReaderServer.start(new ReaderSettings(0, null, true, database)).close();
  }

  private static ThrowableAssertAlternative<?> refused(Map<String, String> environment) {
    return assertThatIllegalArgumentException()
        .isThrownBy(() -> ReaderSettings.fromEnvironment(environment));
  }
}
