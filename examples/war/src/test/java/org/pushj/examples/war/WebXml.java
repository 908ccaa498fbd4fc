package org.pushj.examples.war;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The web.xml of the application with custom values, as for a deployment. */
final class WebXml {
  static final URI BASE = URI.create("https://board.example/app/");
  static final String PAGE = BASE + "notices";
  static final String RELEASES = BASE + "releases.xml";

  private WebXml() {}

  /** Writes one into a folder. */
  static Path write(Path folder, List<URI> hubs, String jdbcUrl) {
    try {
      String text = Files.readString(BoardServer.webapp().resolve("WEB-INF/web.xml"));
      text = with(text, "http://localhost:8084/", BASE.toString());
      text = with(text, "http://localhost:8081/", lines(hubs));
      text =
          with(
              text,
              "jdbc:h2:async:~/push-board/board;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
              jdbcUrl);
      text = with(text, "PT2M", "PT20S");
      return Files.writeString(Files.createTempFile(folder, "web", ".xml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lines(List<URI> hubs) {
    return hubs.stream().map(URI::toString).collect(Collectors.joining("\n      "));
  }

  private static String with(String text, String value, String other) {
    assertThat(text).contains(">" + value + "<");
    return text.replace(value, other);
  }
}
