package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
 * Builds a WAR that needs nothing but a container: a web.xml, the reader's classes, the library.
 */
final class War {
  private static final List<Class<?>> LIBRARIES =
      List.of(
          Subscriber.class,
          PushCallbackServlet.class,
          Jsoup.class,
          Logger.class,
          LoggerContext.class,
          Context.class);

  private final Map<String, String> initParameters = new LinkedHashMap<>();

  /** Sets an init parameter of the callback servlet. */
  War with(String name, String value) {
    initParameters.put(name, value);
    return this;
  }

  /** Sets several init parameters of the callback servlet. */
  War with(Map<String, String> parameters) {
    initParameters.putAll(parameters);
    return this;
  }

  /** Writes the WAR into a folder, and returns its path. */
  Path writeTo(Path folder) throws IOException, URISyntaxException {
    Path war = folder.resolve("reader.war");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(war))) {
      add(out, "WEB-INF/web.xml", webXml().getBytes(UTF_8));
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

  private String webXml() {
    StringBuilder xml =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <servlet>
                <servlet-name>push</servlet-name>
                <servlet-class>org.pushj.servlet.PushCallbackServlet</servlet-class>
            """);
    initParameters.forEach(
        (name, value) ->
            xml.append("<init-param><param-name>")
                .append(name)
                .append("</param-name><param-value>")
                .append(value)
                .append("</param-value></init-param>\n"));
    return xml.append(
            """
                <load-on-startup>1</load-on-startup>
                <async-supported>true</async-supported>
              </servlet>
              <servlet>
                <servlet-name>reader</servlet-name>
                <servlet-class>org.example.reader.ReaderServlet</servlet-class>
              </servlet>
              <servlet-mapping>
                <servlet-name>push</servlet-name>
                <url-pattern>/push/*</url-pattern>
              </servlet-mapping>
              <servlet-mapping>
                <servlet-name>reader</servlet-name>
                <url-pattern>/reader/*</url-pattern>
              </servlet-mapping>
            </web-app>
            """)
        .toString();
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
