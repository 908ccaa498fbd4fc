package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.examples.guard.RawRequest;

/** SEC-11: whom the reader answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private static final String PUBLIC = "reader.example";

  private final World world =
      new World(new ReaderSettings(0, URI.create("https://" + PUBLIC + "/"), true));

  @AfterAll
  void end() {
    world.close();
  }

  @Test
  @DisplayName("SEC-11: the reader listens on one loopback address")
  void reader_isNotReachable_atAnotherAddress() throws IOException {
    try (Socket socket = new Socket()) {
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(
              () -> socket.connect(new InetSocketAddress("127.0.0.2", world.url().getPort())));
    }
  }

  @ParameterizedTest(name = "SEC-11: Host: {0}")
  @ValueSource(
      strings = {"rebound.example", "rebound.example:8080", "192.0.2.1", "localhost.evil.example"})
  void request_is421_whenItNamesAnotherHost(String host) throws IOException {
    for (String path : new String[] {"", "subscriptions", "updates", "events", "reader.js"}) {
      assertThat(RawRequest.get(world.url().resolve(path), "Host: " + host)).isEqualTo(421);
    }
    String answer =
        RawRequest.send(
            world.url().resolve("subscriptions"),
            "POST",
            ReaderClient.form("url", world.topic("/feed")),
            "Host: " + host,
            "Origin: http://" + host,
            "Accept: text/html");
    assertThat(answer).startsWith("HTTP/1.1 421 ").doesNotContain("Location", "Set-Cookie");
    assertThat(world.hub.requests()).isEmpty();
  }

  @ParameterizedTest(name = "Host: {0}")
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8080", PUBLIC})
  void request_isAnswered_whenItNamesTheReader(String host) throws IOException {
    assertThat(RawRequest.get(world.url(), "Host: " + host)).isEqualTo(200);
  }

  @Test
  @DisplayName("SEC-11: a hub may still use a callback under an earlier name")
  void callback_isAnswered_underAnyName() throws IOException {
    URI callback = world.url().resolve("callback/none");
    assertThat(RawRequest.get(callback, "Host: old.example")).isEqualTo(404);
  }

  @ParameterizedTest(name = "SEC-11: {0}: {1}")
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, https://evil.example",
    "Origin, null"
  })
  void list_is403_whenAPageOfAnotherSiteReadsIt(String name, String value) {
    for (String path : new String[] {"/subscriptions", "/updates", "/events"}) {
      HttpResponse<String> answer = world.get(path, name, value);
      assertThat(answer.statusCode()).as(path).isEqualTo(403);
      assertThat(World.error(answer)).contains("another site");
    }
  }

  @Test
  void page_isShown_whenAnotherSiteLinksToIt() {
    HttpResponse<String> page =
        world.get("/", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate");
    assertThat(page.statusCode()).isEqualTo(200);
  }
}
