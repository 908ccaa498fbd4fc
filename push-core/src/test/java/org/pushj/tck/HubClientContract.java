package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.Secret;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HubClient;

/**
 * What every {@link HubClient} must do. Implement this interface in a test class, beside others if
 * you like, and say how a client is made:
 *
 * <pre>{@code
 * class OwnHubClientTest implements HubClientContract {
 *   @Override
 *   public HubClient hubClient(Duration deadline) {
 *     return new OwnHubClient(deadline);
 *   }
 * }
 * }</pre>
 *
 * <p>The tests speak to a {@link FakeHub} at 127.0.0.1 and to nothing else, as to a hub of which
 * nothing particular is known.
 *
 * @since 0.1
 */
public interface HubClientContract {
  /** How long a client may take where nothing is slow. */
  Duration AMPLE = Duration.ofSeconds(10);

  /** The topic of the requests. */
  URI TOPIC = URI.create("https://blog.example/feed?a=b&c=%2F");

  /** The last path segment of {@link #CALLBACK}, which no message may repeat. */
  String TOKEN = "0123456789abcdefghijABCDEFGHIJ-_";

  /** The callback of the requests. */
  URI CALLBACK = URI.create("https://reader.example/push/" + TOKEN);

  /** The secret of the requests, which no message may repeat. */
  Secret SECRET = new Secret("the secret of the contract");

  /**
   * Makes a client that may contact loopback addresses.
   *
   * @param deadline how long a request may take, including redirects
   */
  HubClient hubClient(Duration deadline);

  @Test
  default void ask_sendsTheForm() {
    try (FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold())) {
      HubClient.Ask ask = ask(IntentKind.SUBSCRIBE, hub.url("/hub?key=%2F"));
      assertEquals(HubClient.Reply.ACCEPTED, hubClient(AMPLE).ask(ask));
      HubRequest request = hub.awaitRequest("subscribe", 1, AMPLE);
      assertEquals("POST", request.http().method());
      assertEquals(Optional.of("key=%2F"), request.http().rawQuery());
      assertEquals(
          Optional.of("application/x-www-form-urlencoded"),
          request.http().header("Content-Type").map(type -> type.split(";", -1)[0]));
      assertEquals(List.of(TOPIC.toString()), request.values("hub.topic"));
      assertEquals(List.of(CALLBACK.toString()), request.values("hub.callback"));
      assertEquals(List.of(SECRET.value()), request.values("hub.secret"));
      assertEquals(List.of("86400"), request.values("hub.lease_seconds"));
    }
  }

  @Test
  default void ask_leavesSecretAndLeaseOut_whenThereIsNone() {
    try (FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold())) {
      hubClient(AMPLE)
          .ask(
              new HubClient.Ask(
                  IntentKind.SUBSCRIBE, hub.url(), hub.url(), TOPIC, CALLBACK, null, null));
      HubRequest request = hub.awaitRequest("subscribe", 1, AMPLE);
      assertEquals(Optional.empty(), request.secret());
      assertEquals(Optional.empty(), request.leaseSeconds());
    }
  }

  @Test
  default void ask_sendsNeitherSecretNorLease_whenItUnsubscribes() {
    try (FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold())) {
      assertEquals(
          HubClient.Reply.ACCEPTED, hubClient(AMPLE).ask(ask(IntentKind.UNSUBSCRIBE, hub.url())));
      HubRequest request = hub.awaitRequest("unsubscribe", 1, AMPLE);
      assertEquals(TOPIC.toString(), request.topic());
      assertEquals(CALLBACK.toString(), request.callback());
      assertEquals(Optional.empty(), request.secret());
      assertEquals(Optional.empty(), request.leaseSeconds());
    }
  }

  @Test
  @DisplayName("LEG-2: 204 ends a subscription, but starts none that was not verified")
  default void ask_isVerifiedByNoContent_whenItUnsubscribes() {
    try (FakeHub hub = FakeHub.start()) {
      hub.behaviour(HubBehaviour.answer(FakeResponse.of(204)));
      HubClient client = hubClient(AMPLE);
      assertEquals(HubClient.Reply.VERIFIED, client.ask(ask(IntentKind.UNSUBSCRIBE, hub.url())));
      assertEquals(HubClient.Reply.ACCEPTED, client.ask(ask(IntentKind.SUBSCRIBE, hub.url())));
    }
  }

  @ParameterizedTest(name = "SUB-6: {0}")
  @ValueSource(ints = {400, 401, 403, 404, 410, 429, 500, 503})
  default void ask_isOver_whenTheHubRefuses(int status) {
    HubException refused = failure(HubBehaviour.refuse(status, "go away"));
    assertEquals(OptionalInt.of(status), refused.status());
    assertEquals("go away", refused.body());
    assertFalse(refused.isUndecided());
    assertEquals(List.of(400, 403, 404, 410).contains(status), refused.isPermanent());
  }

  @ParameterizedTest(name = "SUB-6: {0}")
  @ValueSource(ints = {200, 201, 203, 301, 302, 303, 307, 308, 502, 504})
  default void ask_staysOpen_whenTheAnswerProvesNothing(int status) {
    HubException failed = failure(HubBehaviour.answer(FakeResponse.of(status)));
    assertEquals(OptionalInt.of(status), failed.status());
    assertTrue(failed.isUndecided());
    assertFalse(failed.isPermanent());
  }

  @Test
  @DisplayName("SEC-3: a hub that does not answer is given up at the deadline")
  default void ask_staysOpen_whenTheHubIsSilent() {
    try (FakeHub hub = FakeHub.start().behaviour(HubBehaviour.silence())) {
      HubException failed =
          failure(hubClient(Duration.ofMillis(300)), ask(IntentKind.SUBSCRIBE, hub.url()));
      assertEquals(OptionalInt.empty(), failed.status());
      assertTrue(failed.isUndecided());
      assertFalse(failed.isPermanent());
      assertEquals(1, hub.requests().size());
    }
  }

  @Test
  default void ask_saysThatNothingWasSent_whenNobodyListens() {
    FakeHub hub = FakeHub.start();
    URI closed = hub.url();
    hub.close();
    HubException failed = failure(hubClient(AMPLE), ask(IntentKind.SUBSCRIBE, closed));
    assertInstanceOf(ConnectFailedException.class, failed.getCause());
    assertEquals(OptionalInt.empty(), failed.status());
    assertEquals(closed, failed.hub());
  }

  @ParameterizedTest(name = "SUB-7: {0}")
  @ValueSource(ints = {307, 308})
  default void ask_goesToTheNewPlace_whenTheHubRedirects(int status) {
    try (FakeHub hub = FakeHub.start();
        FakeHub other = FakeHub.start().behaviour(HubBehaviour.hold())) {
      hub.behaviour(HubBehaviour.redirect(status, other.url("/a?b=c").toString()));
      assertEquals(
          HubClient.Reply.ACCEPTED, hubClient(AMPLE).ask(ask(IntentKind.SUBSCRIBE, hub.url())));
      HubRequest first = hub.awaitRequest("subscribe", 1, AMPLE);
      HubRequest second = other.awaitRequest("subscribe", 1, AMPLE);
      assertArrayEquals(first.http().body(), second.http().body());
      assertEquals(Optional.of("b=c"), second.http().rawQuery());
    }
  }

  @Test
  @DisplayName("SEC-3: a hub that redirects for ever is given up")
  default void ask_staysOpen_whenRedirectsDoNotEnd() {
    HubException failed = failure(HubBehaviour.redirect(307, "/hub"));
    assertTrue(failed.isUndecided());
  }

  @Test
  @DisplayName("SEC-7: a secret does not follow a redirect over http to another machine")
  default void ask_keepsTheSecret_whenTheRedirectIsNotSafe() {
    HubException failed = failure(HubBehaviour.redirect(307, "http://hub.example/"));
    assertTrue(failed.isUndecided());
  }

  @Test
  @DisplayName("SUB-6: what a hub says never holds our secret or our callback")
  default void failure_tellsNoSecret_whenTheHubRepeatsIt() {
    HubException refused =
        failure(
            (hub, request) ->
                FakeResponse.of(400)
                    .body("text/plain", "bad: " + request.secret().orElse("") + " " + CALLBACK));
    for (String text : List.of(refused.body(), String.valueOf(refused.getMessage()))) {
      assertTrue(text.contains("bad: "), text);
      assertFalse(text.contains(SECRET.value()), text);
      assertFalse(text.contains(TOKEN), text);
    }
  }

  @Test
  default void failure_tellsWhenToComeAgain_whenTheHubDoes() {
    HubException refused =
        failure(HubBehaviour.answer(FakeResponse.of(503).header("Retry-After", "120")));
    assertEquals(Optional.of(Duration.ofMinutes(2)), refused.retryAfter());
  }

  @Test
  @DisplayName("PUB-2: a publish request names the topic as hub.url and hub.topic")
  default void publish_namesTheTopicTwice() {
    try (FakeHub hub = FakeHub.start()) {
      hubClient(AMPLE).publish(ping(hub.url()));
      HubRequest request = hub.awaitRequest("publish", 1, AMPLE);
      assertEquals(List.of(TOPIC.toString()), request.values("hub.url"));
      assertEquals(List.of(TOPIC.toString()), request.values("hub.topic"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  default void publish_succeeds_whenTheHubAnswers2xx(int status) {
    try (FakeHub hub = FakeHub.start()) {
      hub.behaviour(HubBehaviour.answer(FakeResponse.of(status)));
      hubClient(AMPLE).publish(ping(hub.url()));
      assertEquals(1, hub.requests("publish").size());
    }
  }

  @Test
  default void publish_fails_whenTheHubAnswersNo2xx() {
    try (FakeHub hub = FakeHub.start()) {
      hub.behaviour(HubBehaviour.refuse(403, "go away".repeat(1000)));
      HubClient client = hubClient(AMPLE);
      HubException refused =
          assertThrows(HubException.class, () -> client.publish(ping(hub.url())));
      assertEquals(OptionalInt.of(403), refused.status());
      assertEquals(HubException.BODY_LIMIT_BYTES, refused.body().length());
      assertTrue(refused.body().startsWith("go away"), refused.body());
      assertFalse(refused.isUndecided());
    }
  }

  @Test
  default void publish_fails_whenNobodyListens() {
    FakeHub hub = FakeHub.start();
    URI closed = hub.url();
    hub.close();
    HubClient client = hubClient(AMPLE);
    HubException failed = assertThrows(HubException.class, () -> client.publish(ping(closed)));
    assertInstanceOf(ConnectFailedException.class, failed.getCause());
    assertEquals(OptionalInt.empty(), failed.status());
    assertEquals(closed, failed.hub());
  }

  @Test
  default void publish_leavesTheContentOut_whenTheHubIsNotKnownToTakeIt() {
    try (FakeHub hub = FakeHub.start()) {
      HubClient.Ping.Content content = new HubClient.Ping.Content(new byte[] {1, 2}, "image/png");
      hubClient(AMPLE).publish(new HubClient.Ping(hub.url(), hub.url(), List.of(TOPIC), content));
      HubRequest request = hub.awaitRequest("publish", 1, AMPLE);
      assertEquals(List.of("hub.mode", "hub.url", "hub.topic"), request.names());
    }
  }

  @Test
  default void hub_isToldOfOneTopicAtLeast() {
    try (FakeHub hub = FakeHub.start()) {
      HubClient client = hubClient(AMPLE);
      assertTrue(client.topicsPerPing(hub.url()) >= 1);
      assertFalse(client.renewsUnderNewCallback(hub.url()));
    }
  }

  private HubException failure(HubBehaviour behaviour) {
    try (FakeHub hub = FakeHub.start().behaviour(behaviour)) {
      return failure(hubClient(AMPLE), ask(IntentKind.SUBSCRIBE, hub.url()));
    }
  }

  private static HubException failure(HubClient client, HubClient.Ask ask) {
    return assertThrows(HubException.class, () -> client.ask(ask));
  }

  private static HubClient.Ask ask(IntentKind kind, URI hub) {
    return new HubClient.Ask(kind, hub, hub, TOPIC, CALLBACK, SECRET, Duration.ofDays(1));
  }

  private static HubClient.Ping ping(URI hub) {
    return new HubClient.Ping(hub, hub, List.of(TOPIC));
  }
}
