package org.pushj.examples.publisher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The small built-in site, for a publisher without a folder: a copy in a temporary folder. */
final class BuiltInSite {
  private static final List<String> FILES = List.of("index.html", "feed.xml", "style.css");

  private BuiltInSite() {}

  /** Copies the site into a new folder. */
  static Path unpack() throws IOException {
    Path folder = Files.createTempDirectory("push-publisher");
    for (String name : FILES) {
      try (InputStream in = open(name)) {
        Files.copy(in, folder.resolve(name));
      }
    }
    return folder;
  }

  /** Opens a file of the site. */
  static InputStream open(String name) {
    return Objects.requireNonNull(BuiltInSite.class.getResourceAsStream("site/" + name), name);
  }

  /** Deletes the folder with its contents. */
  static void remove(Path folder) throws IOException {
    List<Path> contents;
    try (Stream<Path> walk = Files.walk(folder)) {
      contents = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : contents) {
      Files.deleteIfExists(file);
    }
  }
}
