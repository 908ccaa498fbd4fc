package org.pushj.examples.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.examples.guard.FreePort;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.tck.HubRequest;

/** Behind nginx, which ends TLS and has another path than the application. */
class NginxIT {
  private static final Map<String, String> FORWARDED =
      Map.of("X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "http");

  private final int port = FreePort.next();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private NginxProxy nginx;
  private URI base;
  private UndertowApplication application;
  private SSLContext before;
  private SubscriptionLife life;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    assumeTrue(NginxProxy.program().isPresent(), "nginx is not installed");
    nginx = NginxProxy.start(folder, port);
    base = URI.create("https://localhost:" + nginx.port() + "/feeds/push/");
    application =
        UndertowApplication.start(
            port, base, new InMemorySubscriptionStore(), update -> received.add(update.text()));
    // The hub trusts the proxy.
    before = SSLContext.getDefault();
    SSLContext.setDefault(nginx.trusting());
    URI direct = URI.create("http://127.0.0.1:" + port + "/trial/");
    life = new SubscriptionLife(new TrialClient(direct, FORWARDED), () -> received);
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest any = HttpRequest.newBuilder(base).timeout(Duration.ofSeconds(5)).build();
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> client.send(any, BodyHandlers.discarding()).statusCode() > 0);
  }

  @AfterEach
  void end() {
    if (nginx != null) {
      nginx.close();
    }
    if (application != null) {
      application.close();
    }
    if (before != null) {
      SSLContext.setDefault(before);
    }
    if (life != null) {
      life.close();
    }
  }

  @Test
  void subscription_goesByTheCallbackBaseAlone() throws Exception {
    URI topic = life.topic("/proxied");

    HubRequest request = life.subscribe(topic);
    assertThat(request.callback()).startsWith(base.toString());
    life.forge(request);
    life.deliver(request, "first");
    HubRequest renewed = life.renew(topic);
    assertThat(renewed.callback()).startsWith(base.toString());
    life.deliver(renewed, "second");
    life.unsubscribe(topic, renewed);
  }
}
