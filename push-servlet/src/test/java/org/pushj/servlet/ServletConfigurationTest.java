package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.example.reader.ReaderListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.SignatureAlgorithm;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

/** Init parameters, in deployments on Jetty. */
class ServletConfigurationTest {
  private static final String POSITIVE = "a whole number from 1 to 2147483647";

  private final AtomicReference<ServletContext> context = new AtomicReference<>();
  private JettyContainer container;

  @BeforeEach
  void start() throws Exception {
    container = new JettyContainer();
  }

  @AfterEach
  void stop() throws Exception {
    container.close();
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "callbackBase, '', an http or https URL",
    "callbackBase, reader.example/push, an http or https URL",
    "callbackBase, ftp://reader.example/, an http or https URL",
    "callbackBase, https://reader.example/?a=b, an http or https URL",
    "callbackBase, https://reader example/, an http or https URL",
    "listener, '', that implements org.pushj.UpdateListener",
    "listener, org.example.Missing, that implements org.pushj.UpdateListener",
    "listener, java.lang.String, that implements org.pushj.UpdateListener",
    "subscriptionListener, java.lang.String, that implements org.pushj.SubscriptionListener",
    "store, java.lang.String, that implements org.pushj.spi.SubscriptionStore",
    "hubClient, java.lang.String, that implements org.pushj.spi.HubClient",
    "topicDiscoverer, java.lang.String, that implements org.pushj.spi.TopicDiscoverer",
    "signatureVerifier, java.lang.String, that implements org.pushj.spi.SignatureVerifier",
    "linkHeaderParser, java.lang.String, that implements org.pushj.spi.LinkHeaderParser",
    "allowHosts, http://hub.example/, one or more host names",
    "allowHosts, hub.example:x, one or more host names",
    "allowPrivate, yes, true or false",
    "allowPrivate, TRUE, true or false",
    "allowPrivate, '', true or false",
    "takeOldChallenges, 1, true or false",
    "start, no, true or false",
    "leaseSeconds, 0, " + POSITIVE,
    "leaseSeconds, 1h, " + POSITIVE,
    "leaseSeconds, 2147483648, " + POSITIVE,
    "maxUpdateBytes, -1, " + POSITIVE,
    "maxUpdateBytes, 10 MiB, " + POSITIVE,
    "bodyTimeoutSeconds, 0, " + POSITIVE,
    "bodyTimeoutSeconds, 1.5, " + POSITIVE,
    "userAgent, '', visible ASCII characters",
    "userAgent, Z\u00fcrich/1, visible ASCII characters",
    "minimumSignature, md5, one of sha1",
    "minimumSignature, '', one of sha1"
  })
  void deployment_fails_whenAParameterIsInvalid(String name, String value, String allowed) {
    Map<String, String> parameters = valid();
    parameters.put(name, value);
    assertThat(failure(parameters))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("init-param " + name + " of the servlet push")
        .hasMessageContaining("\"" + value + "\"")
        .hasMessageContaining(allowed);
  }

  @Test
  void deployment_fails_whenTheCallbackBaseIsTooLong() {
    Map<String, String> parameters = valid();
    parameters.put("callbackBase", "https://reader.example/" + "x".repeat(230));
    assertThat(failure(parameters))
        .hasMessageContaining("init-param callbackBase")
        .hasMessageContaining("at most 250 characters");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "org.example.reader.HiddenListener",
        "org.pushj.servlet.Configured$NotEmpty",
        "org.pushj.servlet.Configured$Abstract",
        "org.pushj.servlet.Configured$Failing"
      })
  void deployment_fails_whenAClassCannotBeInstantiated(String listener) {
    Map<String, String> parameters = valid();
    parameters.put("listener", listener);
    Throwable failure = failure(parameters);
    assertThat(failure)
        .hasMessageContaining("init-param listener")
        .hasMessageContaining(listener)
        .hasMessageContaining("a public no-argument constructor")
        .hasMessageContaining("Exception");
    assertThat(failure.getSuppressed()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"callbackBase", "listener"})
  void deployment_fails_whenAParameterIsMissing(String name) {
    Map<String, String> parameters = valid();
    parameters.remove(name);
    assertThat(failure(parameters))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("init-param " + name + " of the servlet push is missing")
        .hasMessageContaining("it must be a");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "callbackbase, callbackBase",
    "calbackBase, callbackBase",
    "callback, callbackBase",
    "hubs, hub",
    "maxUpdate, maxUpdateBytes",
    "leaseSecs, leaseSeconds",
    "lease, leaseSeconds",
    "attemptsMax, attempts"
  })
  void deployment_fails_whenAParameterIsUnknown(String name, String nearest) {
    Map<String, String> parameters = valid();
    parameters.put(name, "x");
    assertThat(failure(parameters))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("init-param " + name + " of the servlet push is unknown")
        .hasMessageContaining(
            "is unknown; did you mean %s? Allowed are allowHosts, allowPrivate, attempts, batch,"
                .formatted(nearest))
        .hasMessageEndingWith("topicDiscoverer, transport, unverifiedAfterSeconds, userAgent");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"x", "colour", "somethingElse"})
  void deployment_namesNoOtherParameter_whenNoneIsNear(String name) {
    Map<String, String> parameters = valid();
    parameters.put(name, "x");
    assertThat(failure(parameters))
        .hasMessageContaining("is unknown; allowed are allowHosts, allowPrivate, attempts, batch,")
        .hasMessageEndingWith("topicDiscoverer, transport, unverifiedAfterSeconds, userAgent");
  }

  @Test
  void deployment_fails_whenTheServletWasCreatedWithASubscriber() {
    Throwable failure =
        failure(
            new PushCallbackServlet(request -> null),
            Map.of("callbackBase", "https://reader.example/"));
    assertThat(failure)
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("init-param callbackBase")
        .hasMessageEndingWith("allowed are bodyTimeoutSeconds");
  }

  @Test
  void deployment_fails_whenTheWebXmlOfAWarIsInvalid(@TempDir Path folder) throws Exception {
    Path war = new War().with("callbackBase", "https://reader.example/").writeTo(folder);
    assertThatThrownBy(() -> container.deploy("/app", war))
        .hasStackTraceContaining("The init-param listener of the servlet push is missing");
  }

  @Test
  void deployment_fails_whenTwoServletsBuildASubscriber() {
    Throwable failure =
        catchThrowable(
            () ->
                container.deploy(
                    "",
                    (classes, servlets) -> {
                      register(servlets, "one", new PushCallbackServlet(), valid());
                      register(servlets, "two", new PushCallbackServlet(), valid());
                    }));
    assertThat(failure)
        .isInstanceOf(ServletException.class)
        .hasMessage(
            "Only one servlet of an application may build a subscriber; two is a second one");
  }

  @Test
  void subscriber_isInTheContext_untilTheServletIsDestroyed() throws Exception {
    deploy(new PushCallbackServlet(), valid());
    assertThat(context.get().getAttribute(PushCallbackServlet.SUBSCRIBER))
        .isInstanceOf(Subscriber.class);
    Subscriber built = subscriber();
    container.close();
    assertThat(context.get().getAttribute(PushCallbackServlet.SUBSCRIBER)).isNull();
    assertThatThrownBy(built::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void subscriber_renewsByItself_unlessStartIsFalse() throws Exception {
    Configured.Claimed.claims.clear();
    Map<String, String> parameters = valid();
    parameters.put("store", Configured.Claimed.class.getName());
    parameters.put("start", "false");
    deploy(new PushCallbackServlet(), parameters);
    subscriber().runDueWork();
    assertThat(Configured.Claimed.claims).containsExactly(Thread.currentThread().getName());
    container.close();

    Configured.Claimed.claims.clear();
    container = new JettyContainer();
    parameters.remove("start");
    deploy(new PushCallbackServlet(), parameters);
    assertThat(Configured.Claimed.claims.poll(10, TimeUnit.SECONDS)).isEqualTo("push-due-1");
  }

  @Test
  void subscriber_followsTheParameters() throws Exception {
    Map<String, String> parameters = valid();
    parameters.put("callbackBase", " http://127.0.0.1:" + container.port() + "/push ");
    Configured.Listening.verified.clear();
    parameters.put("subscriptionListener", Configured.Listening.class.getName());
    parameters.put("store", Configured.Storing.class.getName());
    parameters.put("allowPrivate", "true");
    parameters.put("leaseSeconds", "4321");
    parameters.put("userAgent", "reader/2 (+https://reader.example/)");
    parameters.put("maxUpdateBytes", "10");
    parameters.put("minimumSignature", "sha384");
    parameters.put("bodyTimeoutSeconds", "1");
    deploy(new PushCallbackServlet(), parameters);
    try (FakeHub hub = FakeHub.start()) {
      Subscription subscription = subscriber().subscribe(request(hub));
      HubRequest request = hub.awaitRequest("subscribe", 1, Duration.ofSeconds(10));
      assertThat(request.leaseSeconds()).contains("4321");
      assertThat(request.http().headers().firstValue("User-Agent"))
          .contains("reader/2 (+https://reader.example/)");
      assertThat(Configured.Listening.verified.poll(10, TimeUnit.SECONDS))
          .extracting(Subscription::id)
          .isEqualTo(subscription.id());
      assertThat(Configured.Storing.latest.get().findById(subscription.id())).isPresent();
      assertThat(hub.delivery(request).content(new byte[11]).send().status()).isEqualTo(413);
      assertThat(hub.delivery(request).signedWith(SignatureAlgorithm.SHA256).send().status())
          .isEqualTo(403);
      assertThat(hub.delivery(request).signedWith(SignatureAlgorithm.SHA384).send().status())
          .isEqualTo(200);
    }
  }

  @Test
  void subscriber_subscribesWithASecretOnly_whenThatIsRequired() throws Exception {
    Map<String, String> parameters = valid();
    parameters.put("requireSigned", "true");
    parameters.put("allowPrivate", "true");
    deploy(new PushCallbackServlet(), parameters);
    try (FakeHub hub = FakeHub.start()) {
      assertThatThrownBy(() -> subscriber().subscribe(request(hub).unsigned()))
          .isInstanceOf(HubException.class)
          .hasMessageContaining("requires signed content");
      assertThat(hub.requests()).isEmpty();
    }
  }

  @Test
  void subscriber_contactsOnlyPublicAddresses_byDefault() throws Exception {
    deploy(new PushCallbackServlet(), valid());
    try (FakeHub hub = FakeHub.start()) {
      assertThatThrownBy(() -> subscriber().subscribe(request(hub)))
          .isInstanceOf(HubException.class);
      assertThat(hub.requests()).isEmpty();
      assertThat(subscriber().operations().list(SubscriptionQuery.all())).isEmpty();
    }
  }

  @Test
  void subscriber_contactsAHostThatTheParametersName() throws Exception {
    try (FakeHub hub = FakeHub.start()) {
      Map<String, String> parameters = valid();
      hub.behaviour(HubBehaviour.hold());
      parameters.put("allowHosts", "hub.example, 127.0.0.1:" + hub.url().getPort());
      deploy(new PushCallbackServlet(), parameters);
      subscriber().subscribe(request(hub));
      assertThat(hub.requests()).hasSize(1);
    }
  }

  private Subscriber subscriber() {
    return (Subscriber) context.get().getAttribute(PushCallbackServlet.SUBSCRIBER);
  }

  private static SubscriptionRequest request(FakeHub hub) {
    return SubscriptionRequest.of(URI.create("http://topic.example/")).withHub(hub.url());
  }

  private static Map<String, String> valid() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("callbackBase", "https://reader.example/push/");
    parameters.put("listener", ReaderListener.class.getName());
    return parameters;
  }

  private Throwable failure(Map<String, String> parameters) {
    return failure(new PushCallbackServlet(), parameters);
  }

  private Throwable failure(PushCallbackServlet servlet, Map<String, String> parameters) {
    return catchThrowable(() -> deploy(servlet, parameters));
  }

  private void deploy(PushCallbackServlet servlet, Map<String, String> parameters)
      throws Exception {
    container.deploy(
        "",
        (classes, servlets) -> {
          context.set(servlets);
          register(servlets, "push", servlet, parameters);
        });
  }

  private static void register(
      ServletContext servlets,
      String name,
      PushCallbackServlet servlet,
      Map<String, String> parameters) {
    ServletRegistration.Dynamic push = servlets.addServlet(name, servlet);
    push.addMapping("/" + name + "/*");
    push.setLoadOnStartup(1);
    push.setAsyncSupported(true);
    push.setInitParameters(parameters);
  }
}
