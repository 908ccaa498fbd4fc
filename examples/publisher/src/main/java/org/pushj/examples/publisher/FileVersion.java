package org.pushj.examples.publisher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells one version of a file from the next without reading it.
 *
 * @param modified when it was written
 * @param size how many bytes it has
 * @param key which file it is, where the file system says that: another one may be moved here
 */
record FileVersion(FileTime modified, long size, @Nullable Object key) {

  /**
   * Looks at a file.
   *
   * @throws IOException if that is not possible
   */
  static FileVersion of(Path file) throws IOException {
    return of(Files.readAttributes(file, BasicFileAttributes.class));
  }

  static FileVersion of(BasicFileAttributes attributes) {
    return new FileVersion(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }
}
