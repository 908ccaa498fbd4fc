package org.pushj.examples.benchmarks.footprint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Tells how large the jar of a module is. */
final class JarSize {
  private static final double BYTES = 1024;

  private JarSize() {}

  /**
   * Returns the size of the jar that a class comes from, in KiB. Where Maven has not packed it yet,
   * its folder is packed here; what Maven adds of itself, some 3 KiB, is not in that.
   */
  static double kib(Class<?> type) throws IOException, URISyntaxException {
    Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    return (Files.isDirectory(place) ? packed(place) : Files.size(place)) / BYTES;
  }

  private static long packed(Path folder) throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (Stream<Path> tree = Files.walk(folder);
        ZipOutputStream zip = new ZipOutputStream(jar)) {
      List<Path> files = tree.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return jar.size();
  }
}
