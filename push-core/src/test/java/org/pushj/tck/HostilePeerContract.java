package org.pushj.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HttpTransport.Request;
import org.pushj.spi.HttpTransport.Response;
import org.pushj.spi.UrlPolicy;

/** What a transport must do when its peer is broken or means it ill. */
@Timeout(60)
abstract class HostilePeerContract {
  static final Duration AMPLE = Duration.ofSeconds(30);
  static final int LIMIT = 100_000;
  private static final Duration SHORT = Duration.ofMillis(400);

  HttpTransport transport;

  /** Makes a transport that asks this policy before each request. */
  protected abstract HttpTransport transport(UrlPolicy policy);

  @BeforeEach
  void makeTransport() {
    transport = transport(UrlPolicy.allowPrivate());
  }

  @Test
  void send_saysNoSuchThing_whenTheServerTakesTheRequestAndHangsUp() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.answeringOnce("")) {
      Request request = new Request("POST", peer.uri("/"), Map.of(), new byte[1], AMPLE, LIMIT);
      IOException e = assertThrows(IOException.class, () -> transport.send(request));
      assertFalse(e instanceof ConnectFailedException, "the request was sent");
    }
  }

  @ParameterizedTest
  @DisplayName(
      "SEC-4: a peer whose answer is not HTTP is left, even if it keeps the connection open")
  @ValueSource(
      strings = {
        "\r\n",
        "no HTTP at all\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n"
      })
  void send_fails_whenTheAnswerIsNoHttp(String answer) throws Exception {
    ScriptedPeer.Script script =
        exchange -> {
          exchange.send(answer);
          exchange.hold();
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      failure(new Request("GET", peer.uri("/"), Map.of(), null, Duration.ofSeconds(1), LIMIT));
      assertTrue(peer.losesItsClients());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\nhalf",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "Transfer-Encoding: chunked\r\n\r\n10\r\nhalf"
      })
  void body_fails_whenItIsCutOff(String answer) throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.answeringOnce("HTTP/1.1 200 OK\r\n" + answer)) {
      failure(get(peer.uri("/")));
    }
  }

  @Test
  @DisplayName("SEC-3: a peer that says nothing is left at the deadline")
  void send_fails_whenTheDeadlinePassesInSilence() throws Exception {
    assertLeftInTime(ScriptedPeer.Exchange::hold);
  }

  @Test
  @DisplayName("SEC-3: a peer that sends its headers byte by byte is left at the deadline")
  void send_fails_whenTheDeadlinePassesInTheHeaders() throws Exception {
    assertLeftInTime(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nX: ");
          exchange.trickle("y");
        });
  }

  @Test
  @DisplayName("SEC-3: a peer that sends its body byte by byte is left at the deadline")
  void body_fails_whenTheDeadlinePasses() throws Exception {
    assertLeftInTime(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n");
          exchange.trickle("y");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"})
  void sendAndBody_failAndKeepTheFlag_whenInterrupted(String before) throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    ScriptedPeer.Script script =
        exchange -> {
          exchange.send(before);
          underWay.countDown();
          exchange.hold();
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      FutureTask<Boolean> task =
          new FutureTask<>(
              () -> {
                failure(get(peer.uri("/")));
                return Thread.currentThread().isInterrupted();
              });
      Thread thread = new Thread(task);
      thread.start();
      underWay.await();
      thread.interrupt();
      assertTrue(task.get(), "the interrupt flag is set");
      assertTrue(peer.losesItsClients());
    }
  }

  @Test
  void body_isReadWhole_whenItIsAsLongAsTheLimit() throws Exception {
    String body = "x".repeat(LIMIT);
    try (ScriptedPeer peer =
            ScriptedPeer.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: " + LIMIT + "\r\n\r\n" + body);
        Response response = transport.send(get(peer.uri("/")))) {
      assertEquals(body, text(response));
    }
  }

  @ParameterizedTest
  @DisplayName("SEC-1: a body over the limit is left, whether its length is declared or not")
  @ValueSource(
      strings = {"Content-Length: 99999999999", "Transfer-Encoding: chunked", "Connection: close"})
  void body_fails_whenItIsLongerThanTheLimit(String framing) throws Exception {
    ScriptedPeer.Script script =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n");
          exchange.flood("4\r\nmore\r\n");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      failure(get(peer.uri("/")));
      assertTrue(peer.losesItsClients());
    }
  }

  @Test
  @DisplayName("SEC-1: a header section without end is left")
  void send_fails_whenTheHeadersDoNotEnd() throws Exception {
    ScriptedPeer.Script script =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\n");
          exchange.flood("X-More: and more\r\n");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      failure(new Request("GET", peer.uri("/"), Map.of(), null, Duration.ofSeconds(5), LIMIT));
      assertTrue(peer.losesItsClients());
    }
  }

  @Test
  @DisplayName("SEC-1: the limit holds for what a body decompresses to")
  void body_fails_whenItDecompressesToMoreThanTheLimit() throws Exception {
    byte[] gzip = gzip(new byte[LIMIT + 1]);
    try (ScriptedPeer peer = ScriptedPeer.start(exchange -> sendGzip(exchange, gzip))) {
      failure(get(peer.uri("/")));
    }
  }

  @Test
  void body_fails_whenTheCompressedBytesAreCutOff() throws Exception {
    byte[] gzip = gzip("plain text".getBytes(UTF_8));
    try (ScriptedPeer peer =
        ScriptedPeer.start(exchange -> sendGzip(exchange, Arrays.copyOf(gzip, gzip.length - 9)))) {
      failure(get(peer.uri("/")));
    }
  }

  @Test
  void close_letsTheConnectionGo_whenTheBodyIsNotRead() throws Exception {
    ScriptedPeer.Script script =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
          exchange.flood("more");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      Response response = transport.send(get(peer.uri("/")));
      response.close();
      assertTrue(peer.losesItsClients());
      assertThrows(IOException.class, () -> text(response));
    }
  }

  static Request get(URI uri) {
    return new Request("GET", uri, Map.of(), null, AMPLE, LIMIT);
  }

  static String text(Response response) throws IOException {
    return new String(response.body().readAllBytes(), UTF_8);
  }

  final String exchangeText(Request request) throws IOException {
    try (Response response = transport.send(request)) {
      return text(response);
    }
  }

  final IOException failure(Request request) {
    return assertThrows(IOException.class, () -> exchangeText(request));
  }

  private void assertLeftInTime(ScriptedPeer.Script script) throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      long start = System.nanoTime();
      failure(new Request("GET", peer.uri("/"), Map.of(), null, SHORT, LIMIT));
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(
          taken.compareTo(SHORT) >= 0 && taken.compareTo(SHORT.multipliedBy(20)) < 0,
          () -> "took " + taken);
      assertTrue(peer.losesItsClients());
    }
  }

  static void sendGzip(ScriptedPeer.Exchange exchange, byte[] gzip) throws IOException {
    exchange.send(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + gzip.length + "\r\n\r\n");
    exchange.send(gzip);
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(coded)) {
      out.write(plain);
    }
    return coded.toByteArray();
  }
}
