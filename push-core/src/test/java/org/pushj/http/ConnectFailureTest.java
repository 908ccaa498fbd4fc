package org.pushj.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HttpTransport.Request;
import org.pushj.spi.HttpTransport.Response;
import org.pushj.spi.UrlPolicy;

class ConnectFailureTest {
  private final HttpTransport transport =
      JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build();

  @Test
  void send_saysThatTheConnectionIsRefused_whenNobodyListens() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    for (String scheme : List.of("http", "https")) {
      assertThatThrownBy(() -> transport.send(get(URI.create(scheme + "://127.0.0.1:" + port))))
          .matches(failure -> ((ConnectFailedException) failure).isRefused());
    }
  }

  @Test
  void send_saysThatNothingWasSent_whenTheNameIsUnknown() {
    // A label of 64 letters is too long for DNS: no server is asked.
    URI unknown = URI.create("http://" + "a".repeat(64) + ".example/");
    assertThatThrownBy(() -> transport.send(get(unknown)))
        .isInstanceOf(ConnectFailedException.class)
        .matches(ConnectFailureTest::isNotRefused)
        .hasMessageContaining("no connection to aaaa");
  }

  @Test
  void send_saysThatNothingWasSent_whenTheAddressCannotBeReached() {
    assertThatThrownBy(() -> transport.send(get(URI.create("http://255.255.255.255/"))))
        .matches(ConnectFailureTest::isNotRefused)
        .isInstanceOf(ConnectFailedException.class);
  }

  @Test
  void send_saysThatNothingWasSent_whenThePeerHangsUpDuringTheTlsHandshake() throws Exception {
    Thread hangingUp;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      hangingUp = new Thread(() -> hangUpAlways(server));
      hangingUp.start();
      URI https = URI.create("https://127.0.0.1:" + server.getLocalPort() + "/");
      assertThatThrownBy(() -> transport.send(get(https)))
          .matches(ConnectFailureTest::isNotRefused)
          .isInstanceOf(ConnectFailedException.class);
    }
    hangingUp.join();
  }

  @Test
  void send_saysThatNothingWasSent_whenTheCertificateIsNotTrusted(@TempDir Path dir)
      throws Exception {
    HttpsServer server =
        server(
            SelfSigned.in(dir),
            exchange -> {
              throw new AssertionError("the request was sent");
            });
    try {
      assertThatThrownBy(() -> transport.send(get(uri(server))))
          .isInstanceOf(ConnectFailedException.class)
          .matches(ConnectFailureTest::isNotRefused)
          .hasMessageContaining("PKIX");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void send_getsItsAnswer_whenThePrivateCertificateIsTrusted(@TempDir Path dir) throws Exception {
    SelfSigned certificate = SelfSigned.in(dir);
    HttpsServer server =
        server(
            certificate,
            exchange -> {
              exchange.sendResponseHeaders(204, -1);
              exchange.close();
            });
    try (JdkHttpTransport trusting =
            JdkHttpTransport.builder()
                .urlPolicy(UrlPolicy.allowPrivate())
                .sslContext(certificate.client())
                .build();
        Response response = trusting.send(get(uri(server)))) {
      assertThat(response.status()).isEqualTo(204);
    } finally {
      server.stop(0);
    }
  }

  private static HttpsServer server(SelfSigned certificate, HttpHandler handler) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
    server.createContext("/", handler);
    server.start();
    return server;
  }

  private static URI uri(HttpsServer server) {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private static boolean isNotRefused(Throwable failure) {
    return !((ConnectFailedException) failure).isRefused();
  }

  private static Request get(URI uri) {
    return new Request("GET", uri, Map.of(), null, Duration.ofSeconds(30), 1000);
  }

  private static void hangUpAlways(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        server.accept().close();
      } catch (IOException closed) {
        return;
      }
    }
  }
}
