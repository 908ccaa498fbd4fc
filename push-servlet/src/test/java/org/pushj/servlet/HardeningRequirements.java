package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.servlet.Endpoint.Held;
import org.pushj.tck.CallbackReply;

/** What strangers on the internet send. */
interface HardeningRequirements {
  int SLOW_CONNECTIONS = 250;
  int MAX_FLOOD_BYTES = 64 << 20;

  Endpoint endpoint();

  @Test
  @DisplayName("SEC-1: a delivery that declares 10 GiB is answered 413 and cut off")
  default void flood_isCutOff_whenItsDeclaredLengthIsTooLarge() throws IOException {
    Held held = endpoint().activeUnsigned();
    try (RawConnection connection = endpoint().connect()) {
      connection.send(endpoint().head("POST", held.path(), "Content-Length: 10737418240"));
      Answer answer = connection.read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.closes()).isTrue();
      assertThat(flood(connection, "x".repeat(1 << 16))).isLessThan(MAX_FLOOD_BYTES);
    }
    assertThat(endpoint().reader.updates(held.id())).isEmpty();
    endpoint().requireAlive();
  }

  @Test
  @DisplayName("SEC-1: a chunked delivery without end is answered 413 and cut off")
  default void flood_isCutOff_whenItIsChunked() throws IOException {
    Held held = endpoint().activeUnsigned();
    String chunk = "10000\r\n" + "x".repeat(1 << 16) + "\r\n";
    try (RawConnection connection = endpoint().connect()) {
      connection.send(endpoint().head("POST", held.path(), "Transfer-Encoding: chunked"));
      for (int sent = 0; sent <= Endpoint.MAX_UPDATE_BYTES; sent += 1 << 16) {
        connection.send(chunk);
      }
      Answer answer = connection.read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.closes()).isTrue();
      assertThat(flood(connection, chunk)).isLessThan(MAX_FLOOD_BYTES);
    }
    assertThat(endpoint().reader.updates(held.id())).isEmpty();
    endpoint().requireAlive();
  }

  @ParameterizedTest(name = "SEC-1: {0}")
  @ValueSource(strings = {"POST", "GET", "PUT"})
  default void flood_isCutOff_whenNobodyWantsIt(String method) throws IOException {
    String target = endpoint().base.getRawPath() + "A".repeat(32);
    try (RawConnection connection = endpoint().connect()) {
      connection.send(endpoint().head(method, target, "Content-Length: 10737418240"));
      Answer answer = connection.read();
      assertThat(answer.status()).isIn(404, 405);
      assertThat(answer.closes()).isTrue();
      assertThat(flood(connection, "x".repeat(1 << 16))).isLessThan(MAX_FLOOD_BYTES);
    }
    endpoint().requireAlive();
  }

  /** Sends until the connection ends, and returns how much that was, in bytes. */
  private static int flood(RawConnection connection, String piece) throws IOException {
    int sent = 0;
    try {
      while (sent < MAX_FLOOD_BYTES) {
        connection.send(piece);
        sent += piece.length();
      }
    } catch (SocketException end) {
      // The other side has closed the connection, as it should.
    }
    return sent;
  }

  @ParameterizedTest(name = "SEC-2: {0}")
  @ValueSource(strings = {"Content-Length: 100000", "Transfer-Encoding: chunked"})
  default void slowBodies_holdUpNobody(String framing) throws IOException {
    Held slow = endpoint().activeUnsigned();
    List<RawConnection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_CONNECTIONS; i++) {
        connections.add(endpoint().connect().send(endpoint().head("POST", slow.path(), framing)));
      }
      for (RawConnection connection : connections) {
        connection.send("1");
      }
      endpoint().requireAlive();
      endpoint().requireAlive();
      for (RawConnection connection : connections) {
        assertThat(connection.read().status()).isEqualTo(408);
        connection.awaitEnd();
      }
    } finally {
      for (RawConnection connection : connections) {
        connection.close();
      }
    }
    assertThat(endpoint().reader.updates(slow.id())).isEmpty();
  }

  @Test
  @DisplayName("SEC-2: slow bodies that nobody wants hold up nobody")
  default void slowBodies_holdUpNobody_whenTheyAreUnwanted() throws IOException {
    String target = endpoint().base.getRawPath() + "A".repeat(32);
    List<RawConnection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_CONNECTIONS; i++) {
        connections.add(
            endpoint()
                .connect()
                .send(endpoint().head("POST", target, "Content-Length: 100000") + "x"));
      }
      endpoint().requireAlive();
      for (RawConnection connection : connections) {
        assertThat(connection.read().status()).isEqualTo(404);
      }
      endpoint().requireAlive();
      for (RawConnection connection : connections) {
        connection.awaitEnd();
      }
    } finally {
      for (RawConnection connection : connections) {
        connection.close();
      }
    }
    endpoint().requireAlive();
  }

  @Test
  @DisplayName("SEC-2: a body that stalls ends with 408, and is no delivery")
  default void body_endsWith408_whenItStalls() throws IOException {
    Held held = endpoint().activeUnsigned();
    try (RawConnection connection = endpoint().connect()) {
      long start = System.nanoTime();
      String head = endpoint().head("POST", held.path(), "Content-Length: 1000");
      Answer answer = connection.send(head + "half").read();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.closes()).isTrue();
      connection.awaitEnd();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Endpoint.BODY_TIMEOUT.minusMillis(100), Endpoint.BODY_TIMEOUT.multipliedBy(3));
    }
    assertThat(endpoint().reader.updates(held.id())).isEmpty();
  }

  @ParameterizedTest(name = "SEC-4: ?{0}")
  @MethodSource("malformedQueries")
  default void query_changesNothing_whenItIsMalformed(String query) throws IOException {
    Held held = endpoint().pending();
    String topic = URLEncoder.encode(held.request().topic(), UTF_8);
    Answer answer = endpoint().send("GET", held.path() + "?" + query.replace("TOPIC", topic));
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(endpoint().reader.state(held.id())).isEqualTo("PENDING");
    assertThat(endpoint().hub.verify(held.request()).isConfirmed()).isTrue();
  }

  static List<String> malformedQueries() {
    return List.of(
        "hub.mode=%zz&hub.topic=%&hub.challenge=%",
        "hub.mode=subscribe&hub.topic=%ff%fe&hub.challenge=a&hub.lease_seconds=9",
        "hub.mode=subscribe&hub.topic=TOPIC%00&hub.challenge=a&hub.lease_seconds=9",
        "hub.mode=subscribe&hub.topic=%c0%af&hub.challenge=a",
        "hub.mode=subscribe&hub.topic=TOPIC&hub.challenge=%ff%fe",
        "hub.mode=subscribe;hub.topic=TOPIC;hub.challenge=a",
        "hub.mode[]=subscribe&hub[topic]=TOPIC&hub.challenge=a",
        "hub_mode=subscribe&hub_topic=TOPIC&hub_challenge=a",
        "hub.mode=subscribe&hub.mode=subscribe&hub.topic=TOPIC&hub.challenge=a",
        "hub.mode",
        "&&&=&=&&",
        "=",
        "%",
        "?".repeat(500),
        "a=".repeat(3000));
  }

  @ParameterizedTest(name = "SEC-4: {0}")
  @ValueSource(strings = {"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "FOO", "post"})
  default void method_isRefused_whenHubsDoNotUseIt(String method) throws IOException {
    Held held = endpoint().activeUnsigned();
    try (RawConnection connection = endpoint().connect()) {
      String head = endpoint().head(method, held.path(), "Content-Length: 1");
      Answer answer = connection.send(head + "x").read();
      // Some are refused by the container before they reach the servlet.
      assertThat(answer.status()).isIn(405, 501, 400, 403);
      assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
    }
    assertThat(endpoint().reader.updates(held.id())).isEmpty();
  }

  @ParameterizedTest(name = "SEC-4: {0}")
  @MethodSource("halfBodies")
  default void body_isNoDelivery_whenItBreaksOff(String framing, String body) throws IOException {
    Held held = endpoint().activeUnsigned();
    String request = endpoint().head("POST", held.path(), framing) + body;
    try (RawConnection connection = endpoint().connect()) {
      connection.send(request).endOutput().awaitEnd();
    }
    try (RawConnection connection = endpoint().connect()) {
      connection.send(request);
    }
    endpoint().requireAlive();
    assertThat(endpoint().reader.updates(held.id())).isEmpty();
  }

  static List<Arguments> halfBodies() {
    return List.of(
        Arguments.of("Content-Length: 1000", ""),
        Arguments.of("Content-Length: 1000", "half"),
        Arguments.of("Transfer-Encoding: chunked", "4\r\nha"),
        Arguments.of("Transfer-Encoding: chunked", "4\r\nhalf\r\n"));
  }

  @ParameterizedTest(name = "SEC-4: {0} {1}")
  @MethodSource("malformedBodies")
  default void body_isRefused_whenItsFramingIsWrong(String framing, String body)
      throws IOException {
    Held held = endpoint().activeUnsigned();
    try (RawConnection connection = endpoint().connect()) {
      connection.send(endpoint().head("POST", held.path(), framing) + body);
      Answer answer = connection.read();
      assertThat(answer.status()).isBetween(400, 499);
      connection.awaitEnd();
    }
    assertThat(endpoint().reader.updates(held.id())).isEmpty();
    endpoint().requireAlive();
  }

  static List<Arguments> malformedBodies() {
    return List.of(
        Arguments.of("Transfer-Encoding: chunked", "zz\r\nx\r\n"),
        Arguments.of("Transfer-Encoding: chunked", "1\r\nx\r\nzz\r\nx\r\n"),
        Arguments.of("Transfer-Encoding: chunked", "fffffffffffffffff\r\nx\r\n"),
        Arguments.of("Content-Length: -1", "x"),
        Arguments.of("Content-Length: x", "x"),
        Arguments.of("Content-Length: 1\r\nContent-Length: 2", "xx"));
  }

  @ParameterizedTest(name = "SEC-5: {0}")
  @ValueSource(
      strings = {
        "x\r\nSet-Cookie: a=b\r\nX-Injected: 1\r\n\r\n<html>",
        "\r\n\r\n",
        "\n",
        "x\nLocation: http://evil.example/",
        "\u560a\u560dX-Injected: 1"
      })
  default void challenge_makesNoHeader_whateverIsInIt(String challenge) {
    Held held = endpoint().pending();
    CallbackReply reply = endpoint().hub.verification(held.request()).challenge(challenge).send();
    assertThat(reply.status()).as("%s", reply).isEqualTo(400);
    assertThat(reply.headers().map()).doesNotContainKeys("set-cookie", "x-injected", "location");
  }
}
