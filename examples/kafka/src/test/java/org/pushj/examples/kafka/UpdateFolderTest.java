package org.pushj.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.UpdateId;

class UpdateFolderTest {
  private static final ArrivedUpdate UPDATE = update("content");

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path parent;

  private Path path;

  @BeforeEach
  void place() {
    path = parent.resolve("new/updates");
  }

  @Test
  void update_isAFileWithItsId() throws IOException {
    assertThat(UpdateFolder.at(path).add(UPDATE)).isTrue();
    assertThat(path).isDirectoryContaining(file -> file.endsWith(UPDATE.id().toString()));
    assertThat(path.resolve(UPDATE.id().toString())).hasContent("content");
  }

  @Test
  void update_isDetected_whenItIsRepeated() throws IOException {
    assertThat(UpdateFolder.at(path).add(UPDATE)).isTrue();
    UpdateFolder again = UpdateFolder.at(path);
    assertThat(again.add(UPDATE)).isFalse();
    assertThat(again.add(update("content"))).isTrue();
    assertThat(path.toFile().list()).hasSize(2);
  }

  @Test
  void update_isMissing_whenItCannotBeWritten() throws IOException {
    UpdateFolder folder = UpdateFolder.at(path);
    Files.delete(path);
    assertThatIOException().isThrownBy(() -> folder.add(UPDATE));
    assertThat(UpdateFolder.at(path).add(UPDATE)).isTrue();
  }

  @Test
  void folder_isRefused_whenItCannotBeCreated() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    for (Path wrong : new Path[] {file, file.resolve("below")}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> UpdateFolder.at(wrong))
          .withMessageContaining("PUSH_DATA=" + wrong)
          .withMessageContaining("a folder that exists or can be created");
    }
  }

  @Test
  @DisplayName("what a consumer writes stays while it lives, and is deleted when it was killed")
  void part_isDeleted_whenItsWriterWasKilled() {
    await().atMost(SOON).until(this::hasKilledOneWhosePartStayedBefore);
    assertThat(parts()).isNotEmpty();
    UpdateFolder.at(path);
    assertThat(parts()).isEmpty();
  }

  @Test
  @DisplayName("a consumer that lives loses nothing, however many others start in its folder")
  void update_isAdded_whileOthersStart() throws IOException {
    Process living = OtherConsumer.start(path, 2000, 10);
    int starts = 0;
    while (living.isAlive()) {
      UpdateFolder.at(path);
      starts++;
    }
    assertThat(living.exitValue()).isZero();
    assertThat(starts).isGreaterThan(10);
    assertThat(path.toFile().list()).hasSize(2000);
  }

  @Test
  @DisplayName("files that look like expiredRows and are not a consumer's stay")
  void file_remains_whenItIsNotALeftover() throws IOException {
    assertThat(UpdateFolder.at(path).add(UPDATE)).isTrue();
    String id = UPDATE.id().toString();
    Files.writeString(path.resolve("notes.part"), "mine");
    Files.writeString(path.resolve(id + ".part"), "mine");
    Files.writeString(path.resolve(id + "12.part.bak"), "mine");
    Files.createDirectory(path.resolve(id + "34.part"));
    Files.createSymbolicLink(path.resolve(id + "56.part"), path.resolve("notes.part"));
    Files.writeString(path.resolve(id + "78.part"), "half");
    UpdateFolder.at(path);
    assertThat(path.toFile().list())
        .containsExactlyInAnyOrder(
            id, "notes.part", id + ".part", id + "12.part.bak", id + "34.part", id + "56.part");
  }

  /**
   * Suspends a consumer, opens its folder, and kills the consumer. Tells whether its part remained
   * until then: it does not if it was complete before.
   */
  private boolean hasKilledOneWhosePartStayedBefore() throws IOException {
    Process other = OtherConsumer.start(path, Integer.MAX_VALUE, 16 << 20);
    await().atMost(SOON).until(() -> parts().stream().anyMatch(part -> part.length() > 0));
    Process stop = new ProcessBuilder("kill", "-STOP", Long.toString(other.pid())).start();
    stop.onExit().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    UpdateFolder.at(path);
    other.destroyForcibly();
    other.onExit().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    return !parts().isEmpty();
  }

  private List<File> parts() {
    File[] parts = path.toFile().listFiles(file -> file.getName().endsWith(".part"));
    return parts == null ? List.of() : List.of(parts);
  }

  private static ArrivedUpdate update(String content) {
    return new ArrivedUpdate(
        UpdateId.next(Instant.EPOCH),
        URI.create("https://blog.example/feed"),
        null,
        content.getBytes(UTF_8));
  }
}
