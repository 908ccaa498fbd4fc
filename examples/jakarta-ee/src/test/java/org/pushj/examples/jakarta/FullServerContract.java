package org.pushj.examples.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.examples.containers.ServerProcess;
import org.pushj.examples.containers.SubscriptionLife;
import org.pushj.examples.containers.TrialClient;
import org.pushj.tck.HubRequest;

/** What the application does on a full server. */
@Tag("heavy")
abstract class FullServerContract {
  private static final Path WAR = Path.of("target/news.war");

  private ServerProcess server;
  private TrialClient client;
  private SubscriptionLife life;

  /** Prepares the server. */
  abstract ServerProcess server(Path base);

  @AfterEach
  void stop() {
    server.close();
    life.close();
  }

  @Test
  void listener_writesOnceInTheTransactionAndThreadsOfTheServer(@TempDir Path folder)
      throws IOException {
    start(folder);
    URI topic = life.topic("/news");

    HubRequest request = life.subscribe(topic);
    life.forge(request);
    life.deliver(request, "first");
    life.deliver(request, "flaky");
    HubRequest renewed = life.renew(topic);
    life.deliver(renewed, "last");
    life.unsubscribe(topic, renewed);

    assertThat(lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).doesNotContain(" on push"))
        .anySatisfy(line -> assertThat(line).startsWith("flaky on "));
    assertThat(server.output()).contains("failed after writing");
    assertThat(new TrialClient(server.management()).status("health/ready")).isEqualTo(200);
  }

  private void start(Path folder) {
    server = server(folder.resolve("server"));
    client = new TrialClient(server.url("news"));
    life = new SubscriptionLife(client, this::texts);
    server.start(Map.of("TRIAL_CALLBACK_BASE", server.url("news") + "push/"));
    server.deploy(WAR, "news");
    server.await("the application is there", () -> client.status("trial") == 200);
  }

  private List<String> texts() {
    return lines().stream().map(line -> line.substring(0, line.indexOf(" on "))).toList();
  }

  private List<String> lines() {
    try {
      return client.lines("news");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
