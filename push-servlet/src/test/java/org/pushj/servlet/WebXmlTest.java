package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.example.reader.ReaderListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.SubscriptionRequest;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubRequest;

/** What init parameters do beyond single values: configurers, executors, sources of values. */
class WebXmlTest {
  /** A row of the guide for a parameter of the servlet itself. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (?!`JpaConfigurer`: )");

  /** A row of the guide for a parameter of push-jpa's configurer. */
  private static final Pattern JPA_ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| `JpaConfigurer`: ");

  private static final Path GUIDE = Path.of("../src-site/markdown/webxml.md");

  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final AtomicReference<ServletContext> context = new AtomicReference<>();
  private final PushCallbackServlet servlet = new PushCallbackServlet();
  private JettyContainer container;

  @BeforeEach
  void start() throws Exception {
    container = new JettyContainer();
    parameters.put("callbackBase", "http://127.0.0.1:" + container.port() + "/push/");
    parameters.put("listener", ReaderListener.class.getName());
    parameters.put("allowPrivate", "true");
    Configured.Configurer.EVENTS.clear();
  }

  @AfterEach
  void stop() {
    container.close();
  }

  @Test
  void configurer_getsTheBuilderAndAllParameters_andEndsLast() throws Exception {
    parameters.remove("listener");
    parameters.put("configurer", Configured.Configurer.class.getName());
    parameters.put("colour", "context:colour");
    deploy();
    assertThat(Configured.Configurer.EVENTS)
        .containsExactly("green of " + parameters.get("callbackBase"), "built with []");
    Subscriber built = subscriber();
    container.close();
    assertThat(Configured.Configurer.EVENTS).hasSize(3).endsWith("closed");
    assertThatThrownBy(built::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void configurers_areSeveral_whereSeveralAreNamed() throws Exception {
    parameters.put(
        "configurer",
        Configured.Configurer.class.getName() + ", " + Configured.Configurer.class.getName());
    parameters.put("colour", "red");
    deploy();
    assertThat(Configured.Configurer.EVENTS).hasSize(4);
  }

  @Test
  void configurer_isClosed_whenTheDeploymentFails() {
    parameters.put("configurer", Configured.Configurer.class.getName());
    parameters.put("colour", "octarine");
    assertThat(failure())
        .isInstanceOf(ServletException.class)
        .hasMessage(
            "The init-params of the servlet push do not make a subscriber: colour must be red or"
                + " green, was octarine");
    assertThat(Configured.Configurer.EVENTS).containsExactly("closed");
  }

  @Test
  void deployment_fails_whenNobodyKnowsAParameter() {
    parameters.put("configurer", Configured.Configurer.class.getName());
    parameters.put("color", "red");
    assertThat(failure())
        .hasMessageContaining("init-param color of the servlet push is unknown")
        .hasMessageContaining("claimSeconds, colour, configurer");
  }

  @Test
  void guide_hasARowForEachParameter() throws Exception {
    parameters.put("color", "red");
    String message = failure().getMessage();
    String[] names = message.substring(message.indexOf("allowed are ") + 12).split(", ");
    List<String> rows =
        ROW.matcher(Files.readString(GUIDE)).results().map(row -> row.group(1)).toList();
    assertThat(names).hasSizeGreaterThan(50);
    assertThat(rows).containsExactlyInAnyOrder(names);
  }

  @Test
  void deployment_fails_whenAParameterNeedsTheConfigurerOfJpa() throws Exception {
    List<String> ofJpa =
        JPA_ROW.matcher(Files.readString(GUIDE)).results().map(row -> row.group(1)).toList();
    assertThat(ofJpa).hasSizeGreaterThan(5).contains("dataSource", "inbox");
    for (String each : ofJpa) {
      parameters.put(each, "x");
      assertThat(failure())
          .isInstanceOf(ServletException.class)
          .hasMessage(
              "The init-param "
                  + each
                  + " of the servlet push needs a configurer: set that init-param to"
                  + " org.pushj.jpa.JpaConfigurer, of push-jpa");
      parameters.remove(each);
    }
  }

  @Test
  void log_warns_whenADeliverySettingHasNoInbox() throws Exception {
    parameters.put("attempts", "3");
    try (LoggedLines log = new LoggedLines()) {
      deploy();
      assertThat(log.all())
          .filteredOn(line -> line.startsWith("WARN"))
          .singleElement()
          .asString()
          .startsWith("WARN Delivery settings, such as attempts, have no effect without an inbox");
    }
  }

  @Test
  void log_hasOneLineOfTheSettings_whereASchedulerDoesTheDueWork() throws Exception {
    Configured.Claimed.claims.clear();
    parameters.put("store", Configured.Claimed.class.getName());
    parameters.put("scheduler", Configured.Scheduler.class.getName());
    parameters.put("dueWorkSeconds", "1");
    try (LoggedLines log = new LoggedLines()) {
      deploy();
      Configured.Claimed.claims.poll(10, TimeUnit.SECONDS);
      Configured.Claimed.claims.poll(10, TimeUnit.SECONDS);
      assertThat(log.all())
          .filteredOn(line -> line.contains("Subscriber is running"))
          .singleElement()
          .asString()
          .startsWith("INFO Subscriber is running: callback base " + parameters.get("callbackBase"))
          .endsWith("background work on, by runDueWork()");
    }
  }

  @Test
  void deployment_fails_whenNeitherParameterNorConfigurerSetsTheListener() {
    parameters.remove("listener");
    parameters.put("configurer", Configured.NoListener.class.getName());
    assertThat(failure()).hasMessageContaining("do not make a subscriber: listener: is required");
  }

  @Test
  void scheduler_doesTheDueWork_untilTheServletIsDestroyed() throws Exception {
    Configured.Claimed.claims.clear();
    parameters.put("store", Configured.Claimed.class.getName());
    parameters.put("scheduler", Configured.Scheduler.class.getName());
    parameters.put("dueWorkSeconds", "1");
    deploy();
    assertThat(Configured.Claimed.claims.poll(10, TimeUnit.SECONDS)).isEqualTo("scheduler of app");
    assertThat(Configured.Claimed.claims.poll(10, TimeUnit.SECONDS)).isEqualTo("scheduler of app");
    container.close();
    Configured.Scheduler scheduler = Configured.Scheduler.latest.get();
    Awaitility.await().until(() -> scheduler.getActiveCount() == 0);
    assertThat(scheduler.getQueue()).isEmpty();
    assertThat(scheduler.isShutdown()).as("it was made for the servlet").isTrue();
  }

  @Test
  void scheduler_goesOn_afterAnError() throws Exception {
    Configured.Erring.claims.clear();
    parameters.put("store", Configured.Erring.class.getName());
    parameters.put("scheduler", Configured.Scheduler.class.getName());
    parameters.put("dueWorkSeconds", "1");
    deploy();
    Awaitility.await().until(() -> Configured.Erring.claims.size() > 1);
  }

  @Test
  void parts_areClosed_whenTheStartEndsWithAnError() {
    parameters.put("configurer", Configured.Configurer.class.getName());
    parameters.put("colour", "red");
    parameters.put("scheduler", Configured.BrokenScheduler.class.getName());
    assertThat(failure()).hasStackTraceContaining("of a scheduler");
    assertThat(Configured.Configurer.EVENTS).endsWith("built with []", "closed");
    assertThat(context.get().getAttribute(PushCallbackServlet.SUBSCRIBER)).isNull();
  }

  @Test
  void configurer_isClosed_afterTheSchedulerHasEnded() throws Exception {
    Configured.Slow.end.set(new CountDownLatch(1));
    parameters.put("store", Configured.Slow.class.getName());
    parameters.put("scheduler", Configured.Scheduler.class.getName());
    parameters.put("dueWorkSeconds", "1");
    parameters.put("configurer", Configured.Configurer.class.getName());
    parameters.put("colour", "red");
    deploy();
    Awaitility.await().until(() -> Configured.Configurer.EVENTS.contains("begins"));
    Thread undeploying = new Thread(servlet::destroy);
    undeploying.start();
    Awaitility.await().until(() -> undeploying.getState() == Thread.State.TIMED_WAITING);
    Configured.Slow.end.get().countDown();
    undeploying.join();
    assertThat(Configured.Configurer.EVENTS).endsWith("begins", "ends", "closed");
  }

  @Test
  void executorAndMonitor_areToldOfVerifications() throws Exception {
    Configured.Listening.verified.clear();
    Configured.Executing.tasks.clear();
    parameters.put("subscriptionListener", Configured.Listening.class.getName());
    parameters.put("executor", Configured.Executing.class.getName());
    parameters.put("monitor", Configured.Metrics.class.getName());
    Configured.Metrics.calls.clear();
    deploy();
    try (FakeHub hub = FakeHub.start()) {
      subscriber()
          .subscribe(
              SubscriptionRequest.of(URI.create("http://topic.example/")).withHub(hub.url()));
      assertThat(Configured.Listening.verified.poll(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(Configured.Executing.tasks).isNotEmpty();
      assertThat(Configured.Metrics.calls).containsExactly("SUBSCRIBE at " + hub.url());
    }
  }

  @Test
  void credentials_areSentToTheirHub() throws Exception {
    parameters.put("credentialsHost", "127.0.0.1");
    parameters.put("credentialsUser", "reader");
    parameters.put("credentialsPassword", "a secret: of mine");
    deploy();
    try (FakeHub hub = FakeHub.start()) {
      subscriber()
          .subscribe(
              SubscriptionRequest.of(URI.create("http://topic.example/")).withHub(hub.url()));
      HubRequest request = hub.awaitRequest("subscribe", 1, Duration.ofSeconds(10));
      assertThat(request.http().headers().firstValue("Authorization"))
          .contains("Basic cmVhZGVyOmEgc2VjcmV0OiBvZiBtaW5l");
    }
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "maxBytesInMemory, 4, maxBytesInMemory must be at least four times",
    "maxBytesInMemory, 0, a whole number from 1 to 9223372036854775807",
    "keepLookupsSeconds, 61, lookupsKept must be between 0 and PT1M",
    "keepLookupsSeconds, -1, a whole number from 0 to 2147483647",
    "lastUpdatePrecisionSeconds, 2592001, lastUpdatePrecision must be between",
    "hub, ftp://hub.example/, an http or https URL",
    "discoveryDeadlineSeconds, 0, a whole number from 1",
    "hubDeadlineSeconds, 3600, 'discoveryDeadline and hubDeadline together'",
    "threads, 0, a whole number from 1",
    "perHub, x, a whole number from 1",
    "perHubPerSecond, 1e9, perHubPerSecond must be 0 or between",
    "perHubPerSecond, x, 'a number, such as 0.5'",
    "batch, 1001, batch must be between 1 and 1000",
    "claimSeconds, 9, claim must be at least PT10S",
    "pollSeconds, 0, a whole number from 1",
    "unverifiedAfterSeconds, 0, a whole number from 1",
    "rotatesCallback, 1, true or false",
    "retryFirstSeconds, 86400, first must be between",
    "retryMaxSeconds, 31536001, max must be between",
    "giveUpAfterSeconds, 31536001, giveUpAfter must be between",
    "deliveryThreads, 0, a whole number from 1",
    "listenerTimeoutSeconds, 3600, listenerTimeout",
    "attempts, 0, a whole number from 1",
    "inOrder, 1, true or false",
    "duplicateWindowSeconds, -1, a whole number from 0",
    "retentionSeconds, -1, a whole number from 0",
    "parkedRetentionSeconds, 0, a whole number from 1",
    "maxWaiting, 0, a whole number from 1",
    "maxWaitingBytes, 0, a whole number from 1",
    "maxParked, 0, a whole number from 1",
    "credentialsHost, 127.0.0.1, init-param credentialsUser of the servlet push is missing",
    "credentialsPassword, '', init-param credentialsHost of the servlet push is missing",
    "configurer, java.lang.String, that implements org.pushj.subscriber.SubscriberConfigurer",
    "transport, java.lang.String, that implements org.pushj.spi.HttpTransport",
    "executor, java.lang.String, that implements java.util.concurrent.Executor",
    "scheduler, java.lang.String, ScheduledExecutorService",
    "dueWorkSeconds, 5, init-param dueWorkSeconds of the servlet push must be set together with"
  })
  void deployment_fails_whenAParameterIsInvalid(String name, String value, String problem) {
    parameters.put(name, value);
    assertThat(failure())
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("of the servlet push")
        .hasMessageContaining(problem);
  }

  @Test
  void deployment_fails_whenASchedulerIsThereAndStartToo() {
    parameters.put("scheduler", Configured.Scheduler.class.getName());
    parameters.put("start", "false");
    assertThat(failure())
        .hasMessageEndingWith(
            "init-param start of the servlet push must not be set together with scheduler");
    Configured.Scheduler.latest.get().shutdownNow();
  }

  @Test
  void message_showsNoSecret() {
    parameters.put("credentialsHost", "127.0.0.1");
    parameters.put("credentialsUser", "read:er");
    parameters.put("credentialsPassword", "hush");
    Throwable failure = failure();
    assertThat(failure).hasMessageContaining("user must not contain a colon");
    assertThat(failure).hasStackTraceContaining("colon");
    assertThat(failure.toString()).doesNotContain("hush");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "env:PATH_THAT_NOBODY_SETS, the environment variable PATH_THAT_NOBODY_SETS",
    "context:nothing, the context-param nothing",
    "jndi:java:comp/env/nothing, the JNDI name java:comp/env/nothing",
    "jndi:ldap://host.example/nothing, the JNDI name ldap://host.example/nothing"
  })
  void deployment_fails_whenTheSourceOfAValueIsNotSet(String value, String source) {
    parameters.put("userAgent", value);
    assertThat(failure())
        .isInstanceOf(ServletException.class)
        .hasMessageStartingWith(
            "The init-param userAgent of the servlet push takes its value from %s, which is not set"
                .formatted(source));
  }

  @Test
  void values_comeFromTheContextAndTheEnvironment() throws Exception {
    parameters.put("leaseSeconds", "context:lease");
    parameters.put("userAgent", "env:PATH");
    deploy();
    try (FakeHub hub = FakeHub.start()) {
      subscriber()
          .subscribe(
              SubscriptionRequest.of(URI.create("http://topic.example/")).withHub(hub.url()));
      HubRequest request = hub.awaitRequest("subscribe", 1, Duration.ofSeconds(10));
      assertThat(request.leaseSeconds()).contains("4321");
      assertThat(request.http().headers().firstValue("User-Agent")).contains(System.getenv("PATH"));
    }
  }

  @Test
  void message_showsTheValueOfASource_whenItIsInvalid() {
    parameters.put("leaseSeconds", "context:colour");
    assertThat(failure())
        .hasMessageContaining("init-param leaseSeconds")
        .hasMessageContaining("was \"green\"");
  }

  @Test
  void request_isAnswered503_whenTheServletIsDestroyed() throws Exception {
    deploy();
    servlet.destroy();
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(parameters.get("callbackBase") + "any")).build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("The callback is out of service.");
  }

  private Subscriber subscriber() {
    return (Subscriber) context.get().getAttribute(PushCallbackServlet.SUBSCRIBER);
  }

  private Throwable failure() {
    return catchThrowable(this::deploy);
  }

  private void deploy() throws Exception {
    container.deploy(
        "",
        (classes, servlets) -> {
          context.set(servlets);
          servlets.setInitParameter("colour", "green");
          servlets.setInitParameter("lease", " 4321 ");
          ServletRegistration.Dynamic push = servlets.addServlet("push", servlet);
          push.addMapping("/push/*");
          push.setLoadOnStartup(1);
          push.setAsyncSupported(true);
          push.setInitParameters(parameters);
        });
  }
}
