package org.pushj.examples.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The application with another web.xml. */
final class WarCopy {
  private WarCopy() {}

  /** Copies a WAR, with a part of its web.xml replaced. */
  static Path of(Path war, Path copy, String part, String other) {
    try {
      Files.copy(war, copy, StandardCopyOption.REPLACE_EXISTING);
      try (FileSystem zip = FileSystems.newFileSystem(copy)) {
        Path xml = zip.getPath("WEB-INF/web.xml");
        String text = Files.readString(xml);
        if (!text.contains(part)) {
          throw new AssertionError(part + " is not in " + text);
        }
        Files.writeString(xml, text.replace(part, other));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
