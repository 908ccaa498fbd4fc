package org.pushj.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.pushj.tck.HttpTransportContract;
import org.pushj.tck.ScriptedPeer;

class JdkHttpTransportTest implements HttpTransportContract {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final HttpTransport transport = transport(UrlPolicy.allowPrivate());

  @Override
  public HttpTransport transport(UrlPolicy policy) {
    return JdkHttpTransport.builder().urlPolicy(policy).build();
  }

  @Test
  @DisplayName("SEC-8: the answer of a name that has come to lead elsewhere is dropped unread")
  void send_dropsTheAnswer_whenThePolicyRefusesTheNameAfterwards() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    UrlPolicy rebound =
        url -> asked.incrementAndGet() == 1 ? Optional.empty() : Optional.of("private now");
    ScriptedPeer.Script script =
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ninternal");
          exchange.hold();
        };
    try (ScriptedPeer peer = ScriptedPeer.start(script)) {
      URI byName = URI.create("http://localhost:" + peer.port() + "/");
      assertThatThrownBy(() -> transport(rebound).send(get(byName)))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(UrlRefusedException.class)
          .isNotInstanceOf(ConnectFailedException.class)
          .hasMessageContaining("private now");
      assertThat(asked).hasValue(2);
      assertThat(peer.losesItsClients()).isTrue();
    }
  }

  @Test
  void send_asksThePolicyOnce_whenTheHostIsAnAddress() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    UrlPolicy counting =
        url -> {
          asked.incrementAndGet();
          return Optional.empty();
        };
    try (ScriptedPeer peer = ScriptedPeer.answering(EMPTY)) {
      transport(counting).send(get(peer.uri("/"))).close();
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void send_makesNoConnection_whenThePolicyThrows() throws Exception {
    IllegalStateException bug = new IllegalStateException("a bug");
    UrlPolicy broken =
        url -> {
          throw bug;
        };
    try (ScriptedPeer peer = ScriptedPeer.answering(EMPTY)) {
      assertThatThrownBy(() -> transport(broken).send(get(peer.uri("/"))))
          .isInstanceOf(IOException.class)
          .hasCause(bug);
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  @DisplayName("SEC-3: the deadline holds for the resolution of names too")
  void send_fails_whenThePolicyTakesLongerThanTheDeadline() {
    CountDownLatch never = new CountDownLatch(1);
    Request request =
        new Request(
            "GET", URI.create("http://127.0.0.1/"), Map.of(), null, Duration.ofMillis(200), 10);
    assertThatThrownBy(() -> transport(waitingFor(never)).send(request))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessageContaining("200 ms");
    never.countDown();
  }

  @Test
  void send_failsAndKeepsTheFlag_whenInterruptedWhileThePolicyIsAsked() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              Thread.currentThread().interrupt();
              assertThatThrownBy(
                      () -> transport(waitingFor(never)).send(get(URI.create("http://127.0.0.1/"))))
                  .isInstanceOf(IOException.class);
              return Thread.currentThread().isInterrupted();
            });
    new Thread(task).start();
    assertThat(task.get()).isTrue();
    never.countDown();
  }

  @Test
  void send_asksForGzip_whenTheCallerNamesNoCoding() throws Exception {
    assertThat(sent("GET", "/", Map.of())).contains("\r\naccept-encoding: gzip\r\n");
    assertThat(sent("GET", "/", Map.of("accept-encoding", "identity")))
        .contains("\r\naccept-encoding: identity\r\n")
        .doesNotContain("gzip");
  }

  @Test
  void send_speaksPlainHttp11_whenItGets() throws Exception {
    assertThat(sent("GET", "/", Map.of()))
        .startsWith("get / http/1.1\r\n")
        .doesNotContain("upgrade")
        .doesNotContain("http2-settings")
        .doesNotContain("content-length");
  }

  @Test
  void send_encodesThePath_whenItIsNotAscii() throws Exception {
    assertThat(sent("GET", "/\u00fc?\u00e9#fragment", Map.of()))
        .startsWith("get /%c3%bc?%c3%a9 http/1.1\r\n");
  }

  @Test
  void send_usesAConnectionAgain_whenTheBodyWasReadToItsEnd() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody";
    try (ScriptedPeer peer = ScriptedPeer.answering(answer)) {
      for (int i = 0; i < 5; i++) {
        try (Response response = transport.send(get(peer.uri("/")))) {
          assertThat(response.body().readAllBytes()).asString(UTF_8).isEqualTo("body");
        }
      }
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void send_usesNoProxy_whenTheJvmHasOne() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    AtomicInteger asked = new AtomicInteger();
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            asked.incrementAndGet();
            return List.of(Proxy.NO_PROXY);
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
    try (ScriptedPeer peer = ScriptedPeer.answering(EMPTY)) {
      transport(UrlPolicy.allowPrivate()).send(get(peer.uri("/"))).close();
      assertThat(asked).hasValue(0);
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void send_keepsTheMessageShortAndInOneLine_whenThePeerWritesIt() throws Exception {
    String answer = "x".repeat(5000) + "\u0007\r\n\r\n";
    try (ScriptedPeer peer = ScriptedPeer.answeringOnce(answer)) {
      IOException e =
          catchThrowableOfType(IOException.class, () -> transport.send(get(peer.uri("/"))));
      assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\u0007");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1/", "mailto:a@b", "http:///", "relative"})
  @DisplayName("SEC-7: what is no http or https URL is refused, whatever an own policy says")
  void send_refusesTheUrl_whenThePolicyForgetsTo(String url) {
    assertThatThrownBy(() -> transport(any -> Optional.empty()).send(get(URI.create(url))))
        .isInstanceOf(UrlRefusedException.class);
  }

  @Test
  @DisplayName(
      "SEC-8: the policy judges the URL that is sent, also where Unicode has two spellings")
  void send_asksThePolicyAboutTheUrlAsItIsSent_whenItIsNotAscii() {
    // The Kelvin sign becomes the letter K when a URL is made ASCII.
    URI url = URI.create("http://\u212aelvin.example/\u00fc");
    UrlPolicy repeating = asked -> Optional.of("asked about " + asked);
    assertThatThrownBy(() -> transport(repeating).send(get(url)))
        .isInstanceOfSatisfying(UrlRefusedException.class, e -> assertThat(e.url()).isEqualTo(url))
        .hasMessage("asked about http://Kelvin.example/%C3%BC");
  }

  @Test
  void send_refusesTheUrl_whenItHasHalfACharacter() {
    URI url = URI.create("http://127.0.0.1/\ud800");
    assertThatThrownBy(() -> transport.send(get(url))).isInstanceOf(UrlRefusedException.class);
  }

  @Test
  void client_isUsed_whenItIsOnesOwn() throws Exception {
    HttpClient own = HttpClient.newHttpClient();
    try (ScriptedPeer peer = ScriptedPeer.answering(EMPTY);
        Response response =
            JdkHttpTransport.builder()
                .urlPolicy(UrlPolicy.allowPrivate())
                .client(own)
                .build()
                .send(get(peer.uri("/")))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(peer.takeRequest()).contains("Upgrade: h2c");
    }
  }

  @Test
  void client_isRefused_whenItFollowsRedirects() {
    HttpClient own = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdkHttpTransport.builder().client(own))
        .withMessageStartingWith("client: ");
  }

  @Test
  void connectTimeout_isRefused_whenNotPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdkHttpTransport.builder().connectTimeout(Duration.ZERO))
        .withMessageStartingWith("connectTimeout must ");
  }

  @Test
  @DisplayName("SEC-8: by default only public addresses are contacted")
  void build_refusesLoopback_whenNothingIsConfigured() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.answering(EMPTY)) {
      HttpTransport byDefault = JdkHttpTransport.builder().build();
      assertThatThrownBy(() -> byDefault.send(get(peer.uri("/"))))
          .isInstanceOf(UrlRefusedException.class)
          .hasMessageContaining("loopback");
      assertThat(peer.connections()).isZero();
    }
  }

  private static Request get(URI uri) {
    return new Request("GET", uri, Map.of(), null, LONG, 1000);
  }

  private static UrlPolicy waitingFor(CountDownLatch latch) {
    return url -> {
      try {
        latch.await();
        return Optional.empty();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** Sends a request and returns it as it came in, in lower case. */
  private String sent(String method, String path, Map<String, String> headers) throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.answering(EMPTY)) {
      URI uri = new URI(peer.uri("/").toString().replaceFirst("/$", "") + path);
      transport.send(new Request(method, uri, headers, null, LONG, 1000)).close();
      String request = peer.takeRequest();
      assertThat(request.getBytes(ISO_8859_1)).asString(UTF_8).isEqualTo(request);
      return request.toLowerCase(Locale.ROOT);
    }
  }
}
