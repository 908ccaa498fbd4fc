package org.pushj.examples.reader;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.examples.reader.ReaderClient.Subscribed;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;

class SlowPeersTest {
  private static final int MANY = 60;
  private static final int VERY_MANY = 300;

  private final World world = new World();
  private final ExecutorService callers = Executors.newFixedThreadPool(MANY);

  @AfterEach
  void end() {
    callers.shutdownNow();
    world.close();
  }

  @Test
  @DisplayName("SEC-3: hubs that say nothing do not stop the reader")
  void reader_serves_whileManyHubsAreSilent() {
    Subscribed subscribed = world.subscribed("/feed");
    try (FakeHub silent = FakeHub.start().behaviour(HubBehaviour.silence())) {
      List<Future<?>> waiting = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        URI topic = world.site.page("/silent" + i, FakeResponse.of(200));
        waiting.add(callers.submit(() -> world.subscribe("url", topic, "hub", silent.url())));
      }
      World.soon().until(() -> silent.requests().size() == MANY);
      assertServes(subscribed);
      assertThat(waiting).anyMatch(future -> !future.isDone());
    }
  }

  @Test
  @DisplayName("SEC-2: forms that come a byte now and then hold no thread")
  void reader_serves_whileManyFormsAreSlow() throws IOException {
    Subscribed subscribed = world.subscribed("/feed");
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < VERY_MANY; i++) {
        slow.add(
            begin(
                "POST /subscriptions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nu"));
      }
      for (Socket socket : slow) {
        send(socket, "r");
      }
      assertServes(subscribed);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "Sec-Fetch-Site: cross-site, 403",
    "Content-Type: application/json, 415",
    "Content-Type: application/x-www-form-urlencoded, 413"
  })
  @DisplayName("A connection whose request was not read to its end is closed with notice")
  void connection_isClosedWithNotice_whenTheFormIsNotReadToItsEnd(String header, int status)
      throws IOException {
    String request =
        "POST /subscriptions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n"
            + (header + "\r\n\r\n")
            + "u".repeat(70_000);
    try (Socket socket = begin(request)) {
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 " + status).contains("Connection: close\r\n");
    }
  }

  @Test
  @DisplayName("SEC-4: a flood of headers is 431")
  void request_is431_whenItsHeadersAreTooLong() {
    assertThat(world.get("/", "X-Flood", "a".repeat(20_000)).statusCode()).isEqualTo(431);
  }

  private void assertServes(Subscribed subscribed) {
    assertThatCode(
            () -> {
              byte[] content = "still here".getBytes(US_ASCII);
              assertThat(world.hub.deliver(subscribed.request(), content, "text/plain").status())
                  .isEqualTo(200);
              assertThat(world.updates()).hasSize(1);
              assertThat(world.subscribe("url", world.topic("/another")).statusCode())
                  .isEqualTo(202);
            })
        .doesNotThrowAnyException();
  }

  private Socket begin(String text) throws IOException {
    Socket socket = new Socket("localhost", world.reader.url().getPort());
    socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
    send(socket, text);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }
}
