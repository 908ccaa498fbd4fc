package org.pushj.examples.publisher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a version of a file without reading it.
 *
 * @param modified the time of its last change
 * @param size its size in bytes
 * @param key the identity of the file, if the file system has one: another file may be moved here
 */
record FileVersion(FileTime modified, long size, @Nullable Object key) {

  /**
   * Reads the version of a file.
   *
   * @throws IOException if the file cannot be read
   */
  static FileVersion of(Path file) throws IOException {
    return of(Files.readAttributes(file, BasicFileAttributes.class));
  }

  static FileVersion of(BasicFileAttributes attributes) {
    return new FileVersion(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }
}
