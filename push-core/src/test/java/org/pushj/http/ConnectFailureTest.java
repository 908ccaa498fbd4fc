package org.pushj.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HttpTransport.Request;
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
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(dir.resolve("keys.p12"))));
    server.createContext(
        "/",
        exchange -> {
          throw new AssertionError("the request was sent");
        });
    server.start();
    try {
      URI https = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
      assertThatThrownBy(() -> transport.send(get(https)))
          .isInstanceOf(ConnectFailedException.class)
          .matches(ConnectFailureTest::isNotRefused)
          .hasMessageContaining("PKIX");
    } finally {
      server.stop(0);
    }
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

  /** Returns the TLS settings of a server whose certificate nobody has signed. */
  private static SSLContext selfSigned(Path store) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(made.waitFor()).isZero();
    char[] password = "changeit".toCharArray();
    KeyStore keys = KeyStore.getInstance(store.toFile(), password);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
