package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.example.reader.PrivateCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.DiscoveryException;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;

/** The configurer that the guide to web.xml shows. */
class PrivateCaTest {
  private static final String PASSWORD = "changeit";

  @Test
  void configurer_letsACertificateBeTrusted(@TempDir Path folder) throws Exception {
    Path keys = keys(folder);
    HttpsServer site = site(keys);
    try (FakeHub hub = FakeHub.start();
        CallbackServer callbacks = CallbackServer.start();
        PrivateCa configurer = new PrivateCa()) {
      URI feed = URI.create("https://127.0.0.1:" + site.getAddress().getPort() + "/");
      site.createContext("/", exchange -> advertise(exchange, feed, hub.url()));
      try (Subscriber wary = builder(callbacks).build()) {
        assertThatThrownBy(() -> wary.subscribe(feed)).isInstanceOf(DiscoveryException.class);
      }
      SubscriberBuilder builder = builder(callbacks);
      configurer.configure(builder, Map.of("trustStore", keys.toString()));
      try (Subscriber trusting = builder.build()) {
        callbacks.serve(trusting.callbackHandler());
        assertThat(trusting.subscribe(feed).topic()).isEqualTo(feed);
      }
    } finally {
      site.stop(0);
    }
  }

  private static SubscriberBuilder builder(CallbackServer callbacks) {
    return Subscriber.builder()
        .callbackBase(callbacks.base())
        .listener(update -> {})
        .urlPolicy(UrlPolicy.allowPrivate());
  }

  private static void advertise(HttpExchange exchange, URI self, URI hub) throws IOException {
    try (exchange) {
      String links = "<%s>; rel=\"self\", <%s>; rel=\"hub\"".formatted(self, hub);
      exchange.getResponseHeaders().set("Link", links);
      byte[] body = "news".getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static HttpsServer site(Path keys) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(
        KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer site =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.setHttpsConfigurator(new HttpsConfigurator(context));
    site.start();
    return site;
  }

  private static Path keys(Path folder) throws Exception {
    Path keys = folder.resolve("keys.p12");
    String command =
        "-genkeypair -keyalg EC -dname CN=127.0.0.1 -ext SAN=IP:127.0.0.1 -storetype PKCS12"
            + " -storepass changeit -keystore "
            + keys;
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made =
        new ProcessBuilder((keytool + " " + command).split(" "))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(made.waitFor()).isZero();
    return keys;
  }
}
