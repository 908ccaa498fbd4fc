package org.pushj.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.UpdateId;

class UpdateFolderTest {
  private static final ArrivedUpdate UPDATE = update("content");

  @TempDir Path parent;

  private Path path;

  @BeforeEach
  void place() {
    path = parent.resolve("new/updates");
  }

  @Test
  void update_isAFileWithItsId() throws IOException {
    assertThat(UpdateFolder.at(path).keep(UPDATE)).isTrue();
    assertThat(path).isDirectoryContaining(file -> file.endsWith(UPDATE.id().toString()));
    assertThat(path.resolve(UPDATE.id().toString())).hasContent("content");
  }

  @Test
  void update_isKnown_whenItComesAgain() throws IOException {
    assertThat(UpdateFolder.at(path).keep(UPDATE)).isTrue();
    UpdateFolder again = UpdateFolder.at(path);
    assertThat(again.keep(UPDATE)).isFalse();
    assertThat(again.keep(update("content"))).isTrue();
    assertThat(path.toFile().list()).hasSize(2);
  }

  @Test
  void update_isNotThere_whenItCannotBeWritten() throws IOException {
    UpdateFolder folder = UpdateFolder.at(path);
    Files.delete(path);
    assertThatIOException().isThrownBy(() -> folder.keep(UPDATE));
    assertThat(UpdateFolder.at(path).keep(UPDATE)).isTrue();
  }

  @Test
  void folder_isRefused_whenItCannotBe() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    for (Path wrong : new Path[] {file, file.resolve("below")}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> UpdateFolder.at(wrong))
          .withMessageContaining("PUSH_DATA=" + wrong)
          .withMessageContaining("a folder that exists or can be created");
    }
  }

  private static ArrivedUpdate update(String content) {
    return new ArrivedUpdate(
        UpdateId.next(Instant.EPOCH),
        URI.create("https://blog.example/feed"),
        null,
        content.getBytes(UTF_8));
  }
}
