package org.pushj.examples.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.tck.HubRequest;

/** What the same WAR does on every server. */
@Tag("heavy")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContainerContract {
  private static final Path WAR = Path.of("target/trial.war");
  private static final String NAME = "trial";

  /**
   * How many class loaders of applications may stay, as others hold them for a while: the JDK a
   * type of the last record that it linked (ObjectMethods), H2 the context class loader of the
   * thread that opened the database, and idle threads of Undertow their last request.
   */
  private static final int LEFT = 5;

  private static final int REDEPLOYMENTS = 10;
  private static final String PUSH = PushCallbackServlet.class.getName();

  private Path folder;
  private ServerProcess server;
  private TrialClient trial;
  private SubscriptionLife life;

  /** Prepares the server. */
  abstract ServerProcess server(Path base);

  /** Tells whether an application is deployed, without the servlet, that has a wrong parameter. */
  abstract boolean toleratesWrongParameter();

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
  void subscription_goesOn_whenTheServerIsStartedAgain() throws IOException {
    deploy();
    URI topic = life.topic("/restart");
    HubRequest request = life.subscribe(topic);
    server.close();
    startServer();
    await200();

    assertThat(trial.list()).contains(topic + " ACTIVE");
    life.deliver(request, "after the restart");
    life.deliver(life.renew(topic), "renewed after the restart");
  }

  @Test
  void adminPage_isForTheRoleOnly() throws IOException {
    deploy();
    URI topic = life.topic("/administered");
    life.subscribe(topic);

    String list = "admin/subscriptions";
    HttpResponse<String> page = trial.get(list, ServerProcess.USER, ServerProcess.PASSWORD);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains(topic.toString());
    assertThat(trial.status(list)).isEqualTo(401);
    assertThat(trial.get(list, ServerProcess.USER, "guessed").statusCode()).isEqualTo(401);
  }

  @Test
  void redeployments_leaveNoThreadAndNoClassLoader() throws IOException {
    for (int i = 0; i < REDEPLOYMENTS; i++) {
      deploy();
      life.deliver(life.subscribe(life.topic("/redeployed-" + i)), "redeployed " + i);
      server.undeploy(NAME);
    }

    server.await("the threads end", () -> server.jvm().threads().stream().noneMatch(this::isOurs));
    server.await("the classes go", () -> server.jvm().loaders(PUSH) <= LEFT);
  }

  @Test
  void wrongParameter_isNamed() {
    server.deploy(
        WarCopy.of(
            WAR,
            folder.resolve("wrong.war"),
            "<param-value>true</param-value>",
            "<param-value>yes</param-value>"),
        NAME);

    server.await(
        "the parameter is named",
        () -> server.output().contains("servlet push must be true or false"));
    int deployed = toleratesWrongParameter() ? 200 : server instanceof JettyHomeServer ? 503 : 404;
    server.await("the decision", () -> trial.status("index.html") == deployed);
    assertThat(trial.status("push/x")).isGreaterThanOrEqualTo(400);
  }

  private boolean isOurs(String thread) {
    return thread.startsWith("push") || thread.startsWith("HttpClient");
  }

  private void startServer() {
    server.start(
        Map.of(
            "TRIAL_UPDATES",
            updates().toString(),
            "TRIAL_CALLBACK_BASE",
            server.url(NAME) + "push/"));
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
    server.deploy(WAR, NAME);
    await200();
  }

  private void await200() {
    server.await("the application is there", () -> trial.status("trial") == 200);
  }
}
