package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.callback.CallbackRequest;
import org.pushj.spi.HubCredentials.Credentials;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubRequest;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;

/** What no message may tell: the secret and the callback token, though hubs repeat them. */
class UntoldTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 960, 1000, 1020})
  void refusal_tellsNeitherSecretNorToken_whenTheHubRepeatsThem(int before) {
    world.hub.behaviour(
        (hub, request) ->
            FakeResponse.of(409)
                .body("text/plain", "-".repeat(before) + secret(request) + " " + token(request)));
    HubException refused =
        catchThrowableOfType(HubException.class, () -> world.subscriber.subscribe(world.feed()));
    Subscription stored = world.subscriber.operations().list(SubscriptionQuery.all()).get(0);
    HubRequest request = world.hub.awaitRequest("subscribe", 1, World.SOON);
    for (String text : List.of(refused.getMessage(), refused.body(), stored.problem())) {
      assertThat(text).doesNotContain(secret(request).substring(0, 4));
      assertThat(text).doesNotContain(token(request).substring(0, 4));
    }
    assertThat(refused.body()).startsWith(before == 0 ? "*** ***" : "---");
  }

  @Test
  void problem_tellsNoCredentials_whenTheHubRepeatsThem() {
    Credentials credentials =
        new Credentials(Map.of("X-Key", "swordfish"), Map.of("key", "rosebud"));
    world.hub.behaviour(
        (hub, request) ->
            FakeResponse.of(409)
                .body("text/plain", request.http().header("X-Key") + request.http().text()));
    try (RecordedLog log = new RecordedLog(Level.TRACE);
        Subscriber own = world.another(settings -> settings.credentials(hub -> credentials))) {
      assertThatThrownBy(() -> own.subscribe(world.feed())).isInstanceOf(HubException.class);
      String problem = own.operations().list(SubscriptionQuery.all()).get(0).problem();
      assertThat(problem).contains("answered 409").contains("***");
      assertThat(problem + log.text()).doesNotContain("swordfish", "rosebud");
    }
  }

  @Test
  void denial_tellsNeitherSecretNorToken_whenTheHubRepeatsThem() {
    World.Held held = world.held();
    HubRequest request = held.request();
    world.hub.deny(request, "no: " + request.callback() + " " + secret(request));
    String problem = world.now(held.subscription()).problem();
    assertThat(problem).startsWith("denied by the hub: no: ");
    assertThat(problem).doesNotContain(token(request)).doesNotContain(secret(request));
  }

  @Test
  void request_tellsNothingOfWhatItHolds() {
    CallbackRequest request =
        new CallbackRequest(
            "GET",
            "/the-token",
            "hub.challenge=the-challenge",
            HttpHeaders.of(
                Map.of("X-Hub-Signature", List.of("sha1=the-signature")), (name, value) -> true),
            7);
    assertThat(request.toString())
        .contains("GET", "7")
        .doesNotContain("the-token")
        .doesNotContain("the-challenge")
        .doesNotContain("the-signature");
  }

  private static String secret(HubRequest request) {
    return request.secret().orElseThrow();
  }

  private static String token(HubRequest request) {
    String path = request.callback();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
