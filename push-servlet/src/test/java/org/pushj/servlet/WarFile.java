package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.example.reader.ReaderServlet;
import org.jsoup.Jsoup;
import org.pushj.subscriber.Subscriber;
import org.slf4j.Logger;

/**
 * Writes WARs that need nothing but a container: a web.xml, the classes of the example
 * applications, the library.
 */
final class WarFile {
  private static final List<Class<?>> LIBRARIES =
      List.of(
          Subscriber.class,
          PushCallbackServlet.class,
          Jsoup.class,
          Logger.class,
          LoggerContext.class,
          Context.class);

  private WarFile() {}

  /**
   * Writes a WAR.
   *
   * @param files what the application has besides, by path
   * @return the path of the WAR
   */
  static Path write(Path war, String webXml, Map<String, byte[]> files)
      throws IOException, URISyntaxException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(war))) {
      add(out, "WEB-INF/web.xml", webXml.getBytes(UTF_8));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        add(out, file.getKey(), file.getValue());
      }
      Path classes = location(ReaderServlet.class);
      for (Path file : files(classes.resolve("org/example"))) {
        add(out, "WEB-INF/classes/" + name(classes, file), Files.readAllBytes(file));
      }
      for (Class<?> library : LIBRARIES) {
        Path at = location(library);
        byte[] jar = Files.isDirectory(at) ? jar(at) : Files.readAllBytes(at);
        add(out, "WEB-INF/lib/" + library.getName() + ".jar", jar);
      }
    }
    return war;
  }

  private static byte[] jar(Path classes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes)) {
      for (Path file : files(classes)) {
        add(out, name(classes, file), Files.readAllBytes(file));
      }
    }
    return bytes.toByteArray();
  }

  private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).toList();
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
