package org.pushj.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.http.JdkHttpTransport;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.HubCredentials.Credentials;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

class HubClientTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final HubParameters NOTICE =
      HubParameters.publish(List.of(URI.create("https://blog.example/feed?a=b&c")));

  private final FakeHub hub = FakeHub.start();
  private final HttpTransport transport =
      JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build();

  @AfterEach
  void end() {
    hub.close();
  }

  @Test
  @DisplayName("PUB-2: a publish request names the topic as hub.url and hub.topic")
  void publish_namesTheTopicTwice() {
    client(HubCredentials.none()).publish(hub.url(), NOTICE);
    HubRequest request = hub.awaitRequest("publish", 1, SOON);
    assertThat(request.values("hub.url")).containsExactly("https://blog.example/feed?a=b&c");
    assertThat(request.values("hub.topic")).containsExactly("https://blog.example/feed?a=b&c");
    assertThat(request.http().header("User-Agent")).contains("test/1");
  }

  @Test
  void publish_fails_whenTheHubAnswersNo2xx() {
    hub.behaviour(HubBehaviour.refuse(403, "go away".repeat(1000)));
    HubException refused =
        catchThrowableOfType(
            HubException.class, () -> client(HubCredentials.none()).publish(hub.url(), NOTICE));
    assertThat(refused.status()).hasValue(403);
    assertThat(refused.body()).hasSize(HubException.BODY_LIMIT_BYTES).startsWith("go away");
    assertThat(refused.isUndecided()).isFalse();
  }

  @Test
  void credentials_areAddedForTheirHub() {
    HubCredentials credentials =
        asked -> new Credentials(Map.of("Authorization", "Basic eDp5"), Map.of("key", "k&1"));
    client(credentials).publish(hub.url(), NOTICE);
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
      client(credentials).publish(hub.url(), NOTICE);
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
    client(credentials).publish(hub.url(), NOTICE);
    HubRequest request = hub.awaitRequest("publish", 1, SOON);
    assertThat(request.http().header("Content-Type")).contains("application/x-www-form-urlencoded");
    assertThat(request.http().header("x-key")).contains("k");
  }

  @Test
  void publish_fails_whenTheCredentialsCannotBeSent() {
    HubCredentials credentials = asked -> new Credentials(Map.of("X-Key", "l\u00f6we"), Map.of());
    HubException failed =
        catchThrowableOfType(
            HubException.class, () -> client(credentials).publish(hub.url(), NOTICE));
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
            HubException.class, () -> client(credentials).publish(hub.url(), NOTICE));
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

  @Test
  void publish_keepsTheStatus_whenTheTextCannotBeRead() {
    hub.behaviour(
        HubBehaviour.answer(
            FakeResponse.of(502)
                .header("Content-Encoding", "gzip")
                .body("text/plain", "this is no gzip")));
    HubException failed =
        catchThrowableOfType(
            HubException.class, () -> client(HubCredentials.none()).publish(hub.url(), NOTICE));
    assertThat(failed.status()).hasValue(502);
    assertThat(failed.isUndecided()).isFalse();
  }

  @Test
  void publish_fails_whenNobodyListens() {
    URI closed = hub.url();
    hub.close();
    HubException failed =
        catchThrowableOfType(
            HubException.class, () -> client(HubCredentials.none()).publish(closed, NOTICE));
    assertThat(failed.status()).isEmpty();
    assertThat(failed.hub()).isEqualTo(closed);
  }

  private HubClient client(HubCredentials credentials) {
    return new HubClient(transport, credentials, "test/1", Duration.ofSeconds(5));
  }
}
