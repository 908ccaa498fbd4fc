package org.pushj.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.Exchanges.AMPLE;
import static org.pushj.tck.Exchanges.LIMIT;
import static org.pushj.tck.Exchanges.SHORT;
import static org.pushj.tck.Exchanges.failure;
import static org.pushj.tck.Exchanges.get;
import static org.pushj.tck.Exchanges.gzip;
import static org.pushj.tck.Exchanges.sendGzip;
import static org.pushj.tck.Exchanges.text;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
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
interface HostilePeerContract {

  /** Makes a transport that asks this policy before each request. */
  HttpTransport transport(UrlPolicy policy);

  @Test
  default void send_saysNoSuchThing_whenTheServerTakesTheRequestAndHangsUp() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.answeringOnce("")) {
      Request request = new Request("POST", peer.uri("/"), Map.of(), new byte[1], AMPLE, LIMIT);
      HttpTransport transport = open();
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
  default void send_fails_whenTheAnswerIsNoHttp(String answer) throws Exception {
    ScriptedPeer.Script script =
        exchange -> {
          exchange.send(answer);
          exchange.hold();
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      failure(
          open(), new Request("GET", peer.uri("/"), Map.of(), null, Duration.ofSeconds(1), LIMIT));
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
  default void body_fails_whenItIsCutOff(String answer) throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.answeringOnce("HTTP/1.1 200 OK\r\n" + answer)) {
      failure(open(), get(peer.uri("/")));
    }
  }

  @Test
  @DisplayName("SEC-3: a peer that says nothing is left at the deadline")
  default void send_fails_whenTheDeadlinePassesInSilence() throws Exception {
    assertLeftInTime(ScriptedPeer.Exchange::hold);
  }

  @Test
  @DisplayName("SEC-3: a peer that sends its headers byte by byte is left at the deadline")
  default void send_fails_whenTheDeadlinePassesInTheHeaders() throws Exception {
    assertLeftInTime(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nX: ");
          exchange.trickle("y");
        });
  }

  @Test
  @DisplayName("SEC-3: a peer that sends its body byte by byte is left at the deadline")
  default void body_fails_whenTheDeadlinePasses() throws Exception {
    assertLeftInTime(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n");
          exchange.trickle("y");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"})
  default void sendAndBody_failAndKeepTheFlag_whenInterrupted(String before) throws Exception {
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
                failure(open(), get(peer.uri("/")));
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
  default void body_isReadWhole_whenItIsAsLongAsTheLimit() throws Exception {
    String body = "x".repeat(LIMIT);
    try (ScriptedPeer peer =
            ScriptedPeer.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: " + LIMIT + "\r\n\r\n" + body);
        Response response = open().send(get(peer.uri("/")))) {
      assertEquals(body, text(response));
    }
  }

  @ParameterizedTest
  @DisplayName("SEC-1: a body over the limit is left, whether its length is declared or not")
  @ValueSource(
      strings = {"Content-Length: 99999999999", "Transfer-Encoding: chunked", "Connection: close"})
  default void body_fails_whenItIsLongerThanTheLimit(String framing) throws Exception {
    ScriptedPeer.Script script =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n");
          exchange.flood("4\r\nmore\r\n");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      failure(open(), get(peer.uri("/")));
      assertTrue(peer.losesItsClients());
    }
  }

  @Test
  @DisplayName("SEC-1: a header section without end is left")
  default void send_fails_whenTheHeadersDoNotEnd() throws Exception {
    ScriptedPeer.Script script =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\n");
          exchange.flood("X-More: and more\r\n");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      failure(
          open(), new Request("GET", peer.uri("/"), Map.of(), null, Duration.ofSeconds(5), LIMIT));
      assertTrue(peer.losesItsClients());
    }
  }

  @Test
  @DisplayName("SEC-1: the limit holds for what a body decompresses to")
  default void body_fails_whenItDecompressesToMoreThanTheLimit() throws Exception {
    byte[] gzip = gzip(new byte[LIMIT + 1]);
    try (ScriptedPeer peer = ScriptedPeer.start(exchange -> sendGzip(exchange, gzip))) {
      failure(open(), get(peer.uri("/")));
    }
  }

  @Test
  default void body_fails_whenTheCompressedBytesAreCutOff() throws Exception {
    byte[] gzip = gzip("plain text".getBytes(UTF_8));
    try (ScriptedPeer peer =
        ScriptedPeer.start(exchange -> sendGzip(exchange, Arrays.copyOf(gzip, gzip.length - 9)))) {
      failure(open(), get(peer.uri("/")));
    }
  }

  @Test
  default void close_letsTheConnectionGo_whenTheBodyIsNotRead() throws Exception {
    ScriptedPeer.Script script =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
          exchange.flood("more");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      Response response = open().send(get(peer.uri("/")));
      response.close();
      assertTrue(peer.losesItsClients());
      assertThrows(IOException.class, () -> text(response));
    }
  }

  private void assertLeftInTime(ScriptedPeer.Script script) throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      long start = System.nanoTime();
      failure(open(), new Request("GET", peer.uri("/"), Map.of(), null, SHORT, LIMIT));
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(
          taken.compareTo(SHORT) >= 0 && taken.compareTo(SHORT.multipliedBy(20)) < 0,
          () -> "took " + taken);
      assertTrue(peer.losesItsClients());
    }
  }

  private HttpTransport open() {
    return transport(UrlPolicy.allowPrivate());
  }
}
