package org.pushj.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.Exchanges.AMPLE;
import static org.pushj.tck.Exchanges.LIMIT;
import static org.pushj.tck.Exchanges.exchangeText;
import static org.pushj.tck.Exchanges.get;
import static org.pushj.tck.Exchanges.gzip;
import static org.pushj.tck.Exchanges.sendGzip;
import static org.pushj.tck.Exchanges.text;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HttpTransport.Request;
import org.pushj.spi.HttpTransport.Response;
import org.pushj.spi.UrlPolicy;
import org.pushj.spi.UrlRefusedException;

/**
 * What every {@link HttpTransport} must do. The test class of a transport implements this interface
 * and says how one is made:
 *
 * <pre>{@code
 * class OwnTransportTest implements HttpTransportContract {
 *   @Override
 *   public HttpTransport transport(UrlPolicy policy) {
 *     return new OwnTransport(policy);
 *   }
 * }
 * }</pre>
 *
 * <p>The suite speaks to servers of its own at 127.0.0.1 and to nothing else. It needs JUnit and
 * the JDK. Numbers such as SEC-8 are those of the requirements of the conformance suite.
 *
 * @since 0.1
 */
public interface HttpTransportContract extends HostilePeerContract {

  @Test
  default void send_returnsStatusHeadersAndBody_whenTheServerAnswers() throws Exception {
    String answer = "HTTP/1.1 404 No\r\nX-One: a\r\nx-one: b\r\nContent-Length: 4\r\n\r\nbody";
    try (ScriptedPeer peer = ScriptedPeer.answering(answer);
        Response response = open().send(get(peer.uri("/feed?x=%20y")))) {
      assertEquals(404, response.status());
      assertEquals(List.of("a", "b"), response.headers().allValues("X-ONE"));
      assertEquals("body", text(response));
      assertTrue(peer.takeRequest().startsWith("GET /feed?x=%20y HTTP/1.1\r\n"));
    }
  }

  @Test
  default void send_sendsHeadersAndBodyUnchanged_whenItPosts() throws Exception {
    try (ScriptedPeer peer =
        ScriptedPeer.answering("HTTP/1.1 202 Yes\r\nContent-Length: 0\r\n\r\n")) {
      Map<String, String> headers = Map.of("Content-Type", "text/plain;x=\"y\"", "X-Own", "1");
      byte[] body = "a=1&\u00fc".getBytes(UTF_8);
      try (Response response =
          open().send(new Request("POST", peer.uri("/hub"), headers, body, AMPLE, LIMIT))) {
        assertEquals(202, response.status());
        assertEquals("", text(response));
      }
      String sent = peer.takeRequest();
      assertTrue(sent.startsWith("POST /hub HTTP/1.1\r\n"), sent);
      assertTrue(
          sent.toLowerCase(Locale.ROOT).contains("\r\ncontent-type: text/plain;x=\"y\"\r\n"), sent);
      assertTrue(sent.toLowerCase(Locale.ROOT).contains("\r\nx-own: 1\r\n"), sent);
      assertTrue(sent.endsWith("\r\n\r\n" + new String(body, ISO_8859_1)), sent);
    }
  }

  @Test
  default void send_returns_whenTheHeadersAreThereAndTheBodyIsNot() throws Exception {
    CountDownLatch returned = new CountDownLatch(1);
    ScriptedPeer.Script script =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
          returned.await();
          exchange.send("late");
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script);
        Response response = open().send(get(peer.uri("/")))) {
      returned.countDown();
      assertEquals("late", text(response));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  default void send_returnsTheRedirect_whenRedirected(int status) throws Exception {
    String answer = "HTTP/1.1 " + status + " Away\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedPeer peer = ScriptedPeer.answering(answer);
        Response response = open().send(get(peer.uri("/a")))) {
      assertEquals(status, response.status());
      assertEquals(Optional.of("/b"), response.headers().firstValue("Location"));
      assertEquals(1, peer.connections());
    }
  }

  @Test
  default void send_bringsNoCookie_whenTheServerHasSetOne() throws Exception {
    try (ScriptedPeer peer =
        ScriptedPeer.answering("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n")) {
      HttpTransport transport = open();
      for (int i = 0; i < 2; i++) {
        transport.send(get(peer.uri("/"))).close();
        assertFalse(peer.takeRequest().toLowerCase(Locale.ROOT).contains("\r\ncookie:"));
      }
    }
  }

  @Test
  @DisplayName("SEC-5: what is in a header value never becomes a header of its own")
  default void send_refuses_whenAHeaderHoldsALineBreak() throws Exception {
    try (ScriptedPeer peer =
        ScriptedPeer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      Map<String, String> headers = Map.of("X-Own", "1\r\nX-Other: 2");
      Request request = new Request("GET", peer.uri("/"), headers, null, AMPLE, LIMIT);
      HttpTransport transport = open();
      assertThrows(IllegalArgumentException.class, () -> transport.send(request));
      assertEquals(0, peer.connections());
    }
  }

  @Test
  @DisplayName("SEC-7, SEC-8: no connection is made to a URL that the policy refuses")
  default void send_makesNoConnection_whenThePolicyRefuses() throws Exception {
    try (ScriptedPeer peer =
        ScriptedPeer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      UrlPolicy onlyA =
          url -> url.getPath().equals("/a") ? Optional.empty() : Optional.of("not there");
      HttpTransport guarded = transport(onlyA);
      guarded.send(get(peer.uri("/a"))).close();
      URI refused = peer.uri("/b");
      UrlRefusedException e =
          assertThrows(UrlRefusedException.class, () -> guarded.send(get(refused)));
      assertEquals(refused, e.url());
      assertEquals("not there", e.getMessage());
      assertTrue(peer.takeRequest().startsWith("GET /a "));
      assertEquals(1, peer.connections());
    }
  }

  @Test
  default void send_saysThatNothingWasSent_whenNobodyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Request request = get(URI.create("http://127.0.0.1:" + port + "/"));
    HttpTransport transport = open();
    assertThrows(ConnectFailedException.class, () -> transport.send(request));
  }

  @Test
  default void body_isDecoded_whenTheServerCompressesIt() throws Exception {
    byte[] gzip = gzip("plain text".getBytes(UTF_8));
    try (ScriptedPeer peer = ScriptedPeer.start(exchange -> sendGzip(exchange, gzip));
        Response response = open().send(get(peer.uri("/")))) {
      assertEquals("plain text", text(response));
    }
  }

  @Test
  default void body_fails_whenItsCodingIsUnknown() throws Exception {
    String answer = "HTTP/1.1 202 Yes\r\nContent-Encoding: sealed\r\nContent-Length: 1\r\n\r\nx";
    try (ScriptedPeer peer = ScriptedPeer.answering(answer);
        Response response = open().send(get(peer.uri("/")))) {
      assertEquals(202, response.status());
      assertThrows(IOException.class, () -> text(response));
    }
  }

  @Test
  default void send_keepsExchangesApart_whenCalledByManyThreads() throws Exception {
    ScriptedPeer.Script echo =
        exchange -> {
          String path = exchange.request().split(" ", 3)[1];
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path);
        };
    try (ScriptedPeer peer = ScriptedPeer.start(echo)) {
      HttpTransport transport = open();
      List<FutureTask<String>> tasks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        URI uri = peer.uri("/" + i);
        FutureTask<String> task = new FutureTask<>(() -> exchangeText(transport, get(uri)));
        tasks.add(task);
        new Thread(task).start();
      }
      for (int i = 0; i < tasks.size(); i++) {
        assertEquals("/" + i, tasks.get(i).get());
      }
    }
  }

  private HttpTransport open() {
    return transport(UrlPolicy.allowPrivate());
  }
}
