package org.pushj.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.http.JdkHttpTransport;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.HubCredentials.Credentials;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubClientContract;
import org.pushj.tck.HubRequest;

class FormHubClientTest implements HubClientContract {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final URI TOPIC = URI.create("https://blog.example/feed?a=b&c");

  private final FakeHub hub = FakeHub.start();
  private final HttpTransport transport =
      JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build();

  @AfterEach
  void end() {
    hub.close();
  }

  @Test
  void credentials_areAddedForTheirHub() {
    HubCredentials credentials =
        asked -> new Credentials(Map.of("Authorization", "Basic eDp5"), Map.of("key", "k&1"));
    client(credentials).publish(ping(hub.url()));
    HubRequest request = hub.awaitRequest("publish", 1, SOON);
    assertThat(request.http().header("Authorization")).contains("Basic eDp5");
    assertThat(request.values("key")).containsExactly("k&1");
  }

  @Test
  void credentials_stayWithinTheOrigin_whenTheHubRedirects() {
    HubCredentials credentials = HubCredentials.basic("127.0.0.1", "user", "password");
    try (FakeHub other = FakeHub.start()) {
      hub.behaviour(
          (it, request) ->
              request.http().path().equals("/hub")
                  ? FakeResponse.of(307).header("Location", "/here")
                  : FakeResponse.of(308).header("Location", other.url().toString()));
      client(credentials).publish(ping(hub.url()));
      assertThat(hub.requests())
          .hasSize(2)
          .allMatch(request -> request.http().header("Authorization").isPresent());
      assertThat(other.awaitRequest("publish", 1, SOON).http().header("Authorization")).isEmpty();
    }
  }

  @Test
  void credentials_leaveTheFormAForm_inWhateverCaseTheySayOtherwise() {
    HubCredentials credentials =
        asked -> new Credentials(Map.of("content-type", "text/plain", "x-key", "k"), Map.of());
    client(credentials).publish(ping(hub.url()));
    HubRequest request = hub.awaitRequest("publish", 1, SOON);
    assertThat(request.http().header("Content-Type")).contains("application/x-www-form-urlencoded");
    assertThat(request.http().header("x-key")).contains("k");
  }

  @Test
  void publish_fails_whenTheCredentialsCannotBeSent() {
    HubCredentials credentials = asked -> new Credentials(Map.of("X-Key", "l\u00f6we"), Map.of());
    HubException failed =
        catchThrowableOfType(
            HubException.class, () -> client(credentials).publish(ping(hub.url())));
    assertThat(failed).hasMessageContaining("X-Key").message().doesNotContain("l\u00f6we");
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void publish_fails_whenTheCredentialsCannotBeHad() {
    HubCredentials credentials =
        asked -> {
          throw new IllegalStateException("the vault is closed");
        };
    HubException failed =
        catchThrowableOfType(
            HubException.class, () -> client(credentials).publish(ping(hub.url())));
    assertThat(failed).hasRootCauseMessage("the vault is closed");
  }

  @Test
  void credentials_showNothing() {
    Credentials credentials =
        HubCredentials.basic("hub.example", "user", "pass")
            .forHub(URI.create("https://HUB.example/"));
    assertThat(credentials.headers()).hasSize(1);
    assertThat(credentials.toString()).contains("Authorization").doesNotContain("dXNlcjpwYXNz");
    assertThat(
            HubCredentials.basic("hub.example", "user", "pass")
                .forHub(URI.create("https://other.example/")))
        .isEqualTo(Credentials.NONE);
    assertThatThrownBy(() -> HubCredentials.basic("hub.example", "us:er", "pass"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user");
  }

  @ParameterizedTest
  @DisplayName("SEC-12: of an answer only text for people is shown")
  @CsvSource({
    "text/plain; charset=utf-8, no such topic, : no such topic",
    "TEXT/PLAIN, '<b>no</b>', : <b>no</b>",
    "text/html, '<html><title>Error</title><p class=\"x\">no <b>such</b> topic', : Error no such"
        + " topic",
    "application/json, '{\"cluster\": \"internal\"}', ''",
    "application/octet-stream, internal, ''"
  })
  void refusal_showsWhatTheHubSaid_whenItIsTextForPeople(String type, String body, String shown) {
    hub.behaviour(HubBehaviour.answer(FakeResponse.of(400).body(type, body)));
    HubException failed =
        catchThrowableOfType(
            HubException.class, () -> client(HubCredentials.none()).publish(ping(hub.url())));
    assertThat(failed).hasMessageEndingWith("answered 400 to the publish request" + shown);
    assertThat(": " + failed.body()).isEqualTo(shown.isEmpty() ? ": " : shown);
  }

  @Test
  void refusal_isShort_whenTheHubSaysALot() {
    hub.behaviour(HubBehaviour.refuse(400, "no ".repeat(10_000)));
    HubException failed =
        catchThrowableOfType(
            HubException.class, () -> client(HubCredentials.none()).publish(ping(hub.url())));
    assertThat(failed).message().hasSizeLessThan(300).endsWith("...");
  }

  @Test
  void publish_keepsTheStatus_whenTheTextCannotBeRead() {
    hub.behaviour(
        HubBehaviour.answer(
            FakeResponse.of(502)
                .header("Content-Encoding", "gzip")
                .body("text/plain", "this is no gzip")));
    HubException failed =
        catchThrowableOfType(
            HubException.class, () -> client(HubCredentials.none()).publish(ping(hub.url())));
    assertThat(failed.status()).hasValue(502);
    assertThat(failed.isUndecided()).isTrue();
  }

  @Test
  void userAgent_isSent() {
    client(HubCredentials.none()).publish(ping(hub.url()));
    HubRequest request = hub.awaitRequest("publish", 1, SOON);
    assertThat(request.http().header("User-Agent")).contains("test/1");
  }

  @ParameterizedTest
  @CsvSource({"false, ACCEPTED", "true, VERIFIED"})
  void noContent_verifiesASubscription_whenTheProfileSaysSo(
      boolean verifies, HubClient.Reply reply) {
    hub.behaviour(HubBehaviour.answer(FakeResponse.of(204)));
    HubProfile profile = HubProfile.w3c().toBuilder().noContentVerifies(verifies).build();
    HubClient.Ask ask =
        new HubClient.Ask(
            IntentKind.SUBSCRIBE,
            hub.url(),
            hub.url(),
            TOPIC,
            URI.create("https://me.example/1"),
            null,
            null);
    assertThat(client(HubCredentials.none(), HubProfiles.defaults().with(any -> true, profile)))
        .extracting(client -> client.ask(ask))
        .isEqualTo(reply);
  }

  @Test
  void hubs_differAsTheirProfilesSay() {
    HubProfiles profiles = HubProfiles.defaults().with("wso2.example", HubProfile.wso2());
    HubClient client = client(HubCredentials.none(), profiles);
    URI picky = URI.create("http://wso2.example/");
    URI other = URI.create("http://hub.example/");
    assertThat(client.topicsPerPing(picky)).isEqualTo(1);
    assertThat(client.topicsPerPing(other)).isEqualTo(10);
    assertThat(client.renewsUnderNewCallback(picky)).isTrue();
    assertThat(client.renewsUnderNewCallback(other)).isFalse();
  }

  @Test
  void everyMethod_fails_whenTheProfileCannotBeLookedUp() {
    HubProfiles failing =
        HubProfiles.defaults()
            .with(
                any -> {
                  throw new IllegalStateException("the list is closed");
                },
                HubProfile.w3c());
    HubClient client = client(HubCredentials.none(), failing);
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> client.publish(ping(hub.url())),
            () -> client.topicsPerPing(hub.url()),
            () -> client.renewsUnderNewCallback(hub.url()))) {
      HubException failed = catchThrowableOfType(HubException.class, call);
      assertThat(failed).hasRootCauseMessage("the list is closed");
      assertThat(failed.isUndecided()).isFalse();
      assertThat(failed.hub()).isEqualTo(hub.url());
    }
    assertThat(hub.requests()).isEmpty();
  }

  @Override
  public HubClient hubClient(Duration deadline) {
    return new FormHubClient(
        transport,
        HubCredentials.none(),
        HubProfiles.defaults(),
        "test/1",
        deadline,
        InstantSource.system());
  }

  private static HubClient.Ping ping(URI hub) {
    return new HubClient.Ping(hub, hub, List.of(TOPIC));
  }

  private HubClient client(HubCredentials credentials) {
    return client(credentials, HubProfiles.defaults());
  }

  private HubClient client(HubCredentials credentials, HubProfiles profiles) {
    return new FormHubClient(
        transport, credentials, profiles, "test/1", Duration.ofSeconds(5), InstantSource.system());
  }
}
