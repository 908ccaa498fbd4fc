package org.pushj.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.http.JdkHttpTransport;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials.Credentials;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.ScriptedPeer;

/** The credentials that a hub is sent are in no text for people, though the hub repeats them. */
@DisplayName("SEC-12: credentials are never shown")
class UntoldCredentialsTest {
  private static final String PASSWORD = "open sesame";
  private static final String KEY = "k&1+rosebud";
  private static final Credentials CREDENTIALS =
      Credentials.basic("reader", PASSWORD)
          .and(new Credentials(Map.of("X-Key", "swordfish"), Map.of("key", KEY)));
  private static final String BASIC =
      String.valueOf(CREDENTIALS.headers().get("Authorization")).substring("Basic ".length());
  private static final List<String> SECRETS =
      List.of(BASIC, PASSWORD, "swordfish", KEY, URLEncoder.encode(KEY, UTF_8));

  private final HttpTransport transport =
      JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build();

  static Stream<String> secrets() {
    return SECRETS.stream();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void refusal_tellsNoCredentials_whenTheHubRepeatsThem(String secret) {
    for (int before : List.of(0, 180, 195, 1015)) {
      String body = "-".repeat(before) + secret + " <" + secret + ">";
      try (FakeHub hub = FakeHub.start()) {
        hub.behaviour(HubBehaviour.answer(FakeResponse.of(403).body("text/plain", body)));
        assertTellsNothing(failure(hub.url()), secret);
      }
    }
  }

  @Test
  void refusal_tellsNoCredentials_whenTheHubRepeatsTheWholeRequest() {
    try (FakeHub hub = FakeHub.start()) {
      hub.behaviour(
          (it, request) ->
              FakeResponse.of(403)
                  .body("text/plain", request.http().text() + request.http().headers().map()));
      HubException failed = failure(hub.url());
      SECRETS.forEach(secret -> assertTellsNothing(failed, secret));
      assertThat(failed.body()).contains("hub.mode=publish", "&key=***");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 120, 190})
  void failure_tellsNoCredentials_whenTheAnswerIsNoHttp(int before) throws Exception {
    String answer = "-".repeat(before) + "Basic " + BASIC + "\r\n\r\n";
    try (ScriptedPeer peer = ScriptedPeer.answering(answer)) {
      assertTellsNothing(failure(peer.uri("/hub")), BASIC);
    }
  }

  @Test
  void failure_tellsNoCredentials_whenTheHubRedirectsToThem() {
    try (FakeHub hub = FakeHub.start()) {
      hub.behaviour(
          (it, request) ->
              request.http().path().equals("/hub")
                  ? FakeResponse.of(307).header("Location", "/" + "-".repeat(150) + BASIC)
                  : FakeResponse.silence());
      assertTellsNothing(failure(hub.url()), BASIC);
    }
  }

  @Test
  void request_showsNoValue() {
    HttpTransport.Request request =
        new HttpTransport.Request(
            "POST",
            URI.create("https://hub.example/hub?key=" + KEY),
            CREDENTIALS.headers(),
            KEY.getBytes(UTF_8),
            Duration.ofSeconds(1),
            1);
    assertThat(request).hasToString("POST https://hub.example/hub?... with [Authorization, X-Key]");
  }

  /** Looks at all that a log could have: the message, those of the causes, and the text. */
  private static void assertTellsNothing(HubException failed, String secret) {
    StringWriter trace = new StringWriter();
    failed.printStackTrace(new PrintWriter(trace));
    assertThat(trace + failed.body()).doesNotContain(secret, secret.substring(0, 6));
  }

  private HubException failure(URI hub) {
    HubClient client =
        new FormHubClient(
            transport,
            asked -> CREDENTIALS,
            HubProfiles.defaults(),
            "test/1",
            Duration.ofSeconds(1),
            InstantSource.system());
    HubClient.Ping ping =
        new HubClient.Ping(hub, hub, List.of(URI.create("https://blog.example/feed")));
    return catchThrowableOfType(HubException.class, () -> client.publish(ping));
  }
}
