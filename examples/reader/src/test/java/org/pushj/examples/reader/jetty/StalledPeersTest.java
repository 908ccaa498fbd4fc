package org.pushj.examples.reader.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.examples.reader.World;

@Tag("heavy")
class StalledPeersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName(
      "SEC-2: a connection that stalls in headers, a form or content is closed within 45 s")
  void connection_isClosed_whenItStalls() throws IOException {
    String callback = URI.create(world.subscribed("/feed").request().callback()).getPath();
    String body = "\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf";
    try (Socket headers = begin("GET /subscriptions HTTP/1.1\r\nHost: localhost\r\n");
        Socket form = begin("POST /subscriptions HTTP/1.1" + body);
        Socket content = begin("POST " + callback + " HTTP/1.1" + body)) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (Socket socket : new Socket[] {headers, form, content}) {
        readToTheEnd(socket);
        assertThat(System.nanoTime()).isLessThan(end);
      }
    }
    assertThat(world.updates()).isEmpty();
  }

  private Socket begin(String text) throws IOException {
    Socket socket = new Socket("localhost", world.reader.url().getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private static void readToTheEnd(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    in.transferTo(OutputStream.nullOutputStream());
  }
}
