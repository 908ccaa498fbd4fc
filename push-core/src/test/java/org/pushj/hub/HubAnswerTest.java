package org.pushj.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** What a hub may answer to a request, but that it takes it. */
class HubAnswerTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest(name = "SUB-6: {0}")
  @ValueSource(ints = {400, 403, 404, 410, 429, 500, 503})
  void subscribe_failsForGood_whenTheHubRefuses(int status) {
    world.hub.behaviour(HubBehaviour.refuse(status, "this hub does not want \"you\""));
    HubException refused =
        catchThrowableOfType(HubException.class, () -> world.subscriber.subscribe(world.feed()));
    assertThat(refused.status()).hasValue(status);
    assertThat(refused.hub()).isEqualTo(world.hub.url());
    assertThat(refused.body()).contains("does not want");
    Subscription stored = world.onlyOne();
    assertThat(stored.state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(stored.problem()).contains(Integer.toString(status)).contains("does not want");
    HubRequest request = world.hub.requests().get(0);
    assertThat(world.hub.verify(request).status()).isEqualTo(404);
    world.listener.awaitEvent(RecordingListener.Kind.FAILED, World.SOON);
  }

  @Test
  void hubs_showsThoseThatFail_andUntilWhenTheyAreLeftAlone() {
    assertThat(world.subscriber.operations().statistics().hubs()).isEmpty();
    world.hub.behaviour(HubBehaviour.answer(FakeResponse.of(429).header("Retry-After", "120")));
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class);
    assertThat(world.subscriber.operations().statistics().hubs())
        .singleElement()
        .satisfies(
            hub -> {
              assertThat(world.hub.url().toString()).startsWith(hub.hub().toString());
              assertThat(hub.failures()).isEqualTo(1);
              assertThat(hub.openUntil()).isEqualTo(world.clock.instant().plusSeconds(120));
            });
  }

  @ParameterizedTest(name = "SUB-6: {0}")
  @ValueSource(ints = {200, 201, 303, 502, 504})
  void subscribe_fails_andCanStillBeVerified_whenTheAnswerProvesNothing(int status) {
    world.hub.behaviour(HubBehaviour.refuse(status, "this may be a gateway"));
    HubException failed =
        catchThrowableOfType(HubException.class, () -> world.subscriber.subscribe(world.feed()));
    assertThat(failed.status()).hasValue(status);
    assertThat(failed.body()).contains("a gateway");
    Subscription stored = world.onlyOne();
    assertThat(stored.state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(stored.problem()).contains(Integer.toString(status)).contains("a gateway");
    assertThat(world.hub.verify(world.hub.requests().get(0)).isConfirmed()).isTrue();
    assertThat(world.now(stored).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  @DisplayName("VER-3: a hub that gave no answer may still verify")
  void subscribe_fails_andCanStillBeVerified_whenTheHubGivesNoAnswer() {
    try (World hasty = new World(settings -> settings.hubDeadline(Duration.ofMillis(300)))) {
      hasty.hub.behaviour(HubBehaviour.silence());
      assertThatThrownBy(() -> hasty.subscriber.subscribe(hasty.feed()))
          .isInstanceOf(HubException.class);
      Subscription failed = hasty.subscriber.operations().list(SubscriptionQuery.all()).get(0);
      assertThat(failed.state()).isEqualTo(SubscriptionState.FAILED);
      assertThat(hasty.hub.verify(hasty.hub.requests().get(0)).isConfirmed()).isTrue();
      assertThat(hasty.now(failed).state()).isEqualTo(SubscriptionState.ACTIVE);
      assertThat(hasty.now(failed).problem()).startsWith("no answer");
      assertThat(hasty.now(failed).isFailing()).isTrue();
    }
  }

  @Test
  @DisplayName("SEC-3: a hub that says nothing is given up at the deadline")
  void subscribe_fails_whenTheHubSaysNothing() {
    try (World hasty = new World(settings -> settings.hubDeadline(Duration.ofMillis(300)))) {
      for (HubBehaviour slow : List.of(HubBehaviour.silence(), HubBehaviour.refuse(400, "x"))) {
        hasty.hub.behaviour(slow);
        assertThatThrownBy(() -> hasty.subscriber.subscribe(hasty.feed()))
            .isInstanceOf(HubException.class);
      }
    }
  }

  @Test
  @DisplayName(
      "SEC-3: the text of a hub that dribbles is given up at the deadline, its status counts")
  void subscribe_fails_whenTheHubDribblesItsRefusal() {
    try (World hasty = new World(settings -> settings.hubDeadline(Duration.ofMillis(300)))) {
      hasty.hub.behaviour(HubBehaviour.answer(FakeResponse.of(403).dribbled()));
      HubException refused =
          catchThrowableOfType(HubException.class, () -> hasty.subscriber.subscribe(hasty.feed()));
      assertThat(refused.status()).hasValue(403);
    }
  }

  @Test
  @DisplayName("SUB-6: what a hub says never holds our secret")
  void refusal_doesNotRepeatTheSecret_whenTheHubDoes() {
    world.hub.behaviour(
        (hub, request) ->
            FakeResponse.of(400).body("text/plain", "bad: " + request.secret().orElseThrow()));
    HubException refused =
        catchThrowableOfType(HubException.class, () -> world.subscriber.subscribe(world.feed()));
    String secret = world.hub.requests().get(0).secret().orElseThrow();
    assertThat(refused.body()).contains("***").doesNotContain(secret);
    assertThat(refused).hasMessageContaining("***").hasMessageNotContaining(secret);
    assertThat(world.onlyOne().problem()).doesNotContain(secret);
  }

  @ParameterizedTest(name = "SUB-7: {0}")
  @ValueSource(ints = {307, 308})
  void subscribe_asksThere_whenTheHubRedirects(int status) {
    try (FakeHub other = FakeHub.start()) {
      world.hub.behaviour(HubBehaviour.redirect(status, other.url("/a?b=c").toString()));
      Subscription subscription = world.subscriber.subscribe(world.feed());
      HubRequest first = world.hub.awaitRequest("subscribe", 1, World.SOON);
      HubRequest second = other.awaitRequest("subscribe", 1, World.SOON);
      assertThat(second.http().body()).isEqualTo(first.http().body());
      assertThat(second.http().rawQuery()).contains("b=c");
      assertThat(world.now(subscription).state()).isEqualTo(SubscriptionState.ACTIVE);
    }
  }

  @Test
  @DisplayName("SUB-7: relative redirects in a chain, for unsubscribing too")
  void unsubscribe_followsRedirects() {
    Held active = world.active();
    world.hub.behaviour(
        (hub, request) ->
            switch (request.http().path()) {
              case "/hub" -> FakeResponse.of(307).header("Location", "one");
              case "/one" -> FakeResponse.of(308).header("Location", "/two?x=1");
              default -> HubBehaviour.inline().treat(hub, request);
            });
    assertThat(world.subscriber.unsubscribe(active.subscription().id())).isTrue();
    assertThat(world.subscriber.find(active.subscription().id())).isEmpty();
    assertThat(world.hub.requests("unsubscribe")).hasSize(3);
  }

  @Test
  @DisplayName("SEC-3: a hub that redirects for ever is given up")
  void subscribe_fails_whenRedirectsDoNotEnd() {
    world.hub.behaviour(HubBehaviour.redirect(307, "/hub"));
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("5 times");
    assertThat(world.hub.requests()).hasSize(6);
  }

  @ParameterizedTest(name = "SEC-7: {0}")
  @ValueSource(
      strings = {"", "http://[", "ftp://127.0.0.1/", "file:///etc/passwd", "http://hub.example/"})
  void subscribe_fails_whenTheRedirectLeadsNowhereSafe(String location) {
    world.hub.behaviour(HubBehaviour.redirect(307, location));
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class);
    assertThat(world.hub.requests()).hasSize(1);
  }

  @Test
  void subscribe_triesAgain_whenItFailedBefore() {
    world.hub.behaviour(HubBehaviour.refuse(503, "later"));
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class);
    Held again = world.active();
    assertThat(again.subscription().state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.onlyOne().problem()).isNull();
  }
}
