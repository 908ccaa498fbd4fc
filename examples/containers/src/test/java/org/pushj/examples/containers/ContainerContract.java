package org.pushj.examples.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.tck.HubRequest;

/** What the same WAR does on every server. */
@Tag("heavy")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContainerContract {
  private static final Path WAR = Path.of("target/trial.war");
  private static final String NAME = "trial";
  private static final int REDEPLOYMENTS = 10;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Path folder;
  private ServerProcess server;
  private TrialClient trial;
  private SubscriptionLife life;

  /** Prepares the server. */
  abstract ServerProcess server(Path base);

  /** Tells whether an application is deployed, without the servlet, that has a wrong parameter. */
  abstract boolean toleratesWrongParameter();

  /** Returns what the server logs of such an application. */
  String wrongParameterMessage() {
    return "servlet push must be true or false";
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    this.folder = folder;
    server = server(folder.resolve("server"));
    trial = new TrialClient(server.url(NAME));
    life = new SubscriptionLife(trial, this::received);
    startServer();
  }

  @AfterAll
  void stop() {
    server.close();
    life.close();
  }

  @AfterEach
  void clean() {
    server.undeploy(NAME);
  }

  @Test
  void subscription_takesSignedUpdates_untilItIsEnded() throws IOException {
    deploy();
    URI topic = life.topic("/life");

    HubRequest request = life.subscribe(topic);
    life.forge(request);
    life.deliver(request, "first");
    HubRequest renewed = life.renew(topic);
    life.deliver(renewed, "second");
    life.unsubscribe(topic, renewed);
  }

  @Test
  void redeployments_leaveNoThread() throws IOException {
    for (int i = 0; i < REDEPLOYMENTS; i++) {
      deploy();
      life.deliver(life.subscribe(life.topic("/redeployed-" + i)), "redeployed " + i);
      server.undeploy(NAME);
    }

    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(server.jvm().threads())
                    .isNotEmpty()
                    .noneMatch(name -> name.startsWith("push")));
  }

  @Test
  void wrongParameter_isNamed() {
    server.deploy(war("<param-value>true</param-value>", "<param-value>yes</param-value>"), NAME);

    server.await("the parameter is named", () -> server.output().contains(wrongParameterMessage()));
    int deployed = toleratesWrongParameter() ? 200 : server instanceof JettyHomeServer ? 503 : 404;
    server.await("the decision", () -> trial.status("index.html") == deployed);
    assertThat(trial.status("push/x")).isGreaterThanOrEqualTo(400);
  }

  private void startServer() {
    server.start(Map.of("TRIAL_UPDATES", updates().toString()));
  }

  private Path updates() {
    return folder.resolve("updates.txt");
  }

  private List<String> received() {
    try {
      return Files.exists(updates()) ? Files.readAllLines(updates()) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void deploy() {
    server.deploy(war("", ""), NAME);
    server.await("the application is there", () -> trial.status("trial") == 200);
  }

  private Path war(String part, String other) {
    Path mine =
        WarCopy.of(
            WAR,
            folder.resolve("mine.war"),
            "http://127.0.0.1:8080/trial/push/",
            server.url(NAME) + "push/");
    return part.isEmpty() ? mine : WarCopy.of(mine, folder.resolve("other.war"), part, other);
  }
}
