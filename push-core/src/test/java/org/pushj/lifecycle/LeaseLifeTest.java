package org.pushj.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.spi.HubCredentials;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;

class LeaseLifeTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest(name = "DEN-1: reason {0}")
  @NullSource
  @ValueSource(strings = {"", "topic \"x\" is <not> allowed \u00fc", "two\r\nlines"})
  void denial_isSeen_beforeTheSubscriptionWasActive(String reason) {
    world.hub.behaviour(HubBehaviour.deny(reason));
    Subscription subscription = world.subscriber.subscribe(world.feed());
    HubRequest request = world.hub.awaitRequest("subscribe", 1, World.SOON);
    assertThat(world.hub.awaitReply(request, 1, World.SOON).status()).isEqualTo(200);
    Subscription denied = world.now(subscription);
    assertThat(denied.state()).isEqualTo(SubscriptionState.DENIED);
    assertThat(denied.problem()).startsWith("denied by the hub").doesNotContain("\n");
    world.listener.awaitEvent(Kind.DENIED, World.SOON);
    assertThat(world.hub.verify(request).status()).isEqualTo(404);
    assertThat(world.deliver(request)).isEqualTo(404);
  }

  @Test
  @DisplayName("SEC-12: a denial that repeats our secret or credentials shows neither")
  void denial_showsNothingSecret_thoughItRepeatsWhatTheHubWasSent() {
    HubCredentials.Credentials credentials =
        HubCredentials.Credentials.basic("reader", "open sesame")
            .and(
                new HubCredentials.Credentials(
                    Map.of("X-Key", "swordfish"), Map.of("key", "k&1+rosebud")));
    try (RecordedLog log = new RecordedLog(Level.DEBUG);
        World strict = new World(settings -> settings.credentials(hub -> credentials))) {
      Held held = strict.held();
      String form = held.request().http().text();
      String said = form + held.request().http().headers().map() + " open sesame";
      String secret = held.request().value("hub.secret").orElseThrow();
      assertThat(form).contains("hub.secret=" + secret, "key=k%261%2Brosebud");
      assertThat(strict.hub.deny(held.request(), said).status()).isEqualTo(200);
      strict.settle();

      Subscription denied = strict.now(held.subscription());
      String token = held.request().callback();
      assertThat(denied.problem()).contains("hub.mode=subscribe");
      assertThat(denied.problem() + denied.historyText() + log.text() + strict.events())
          .doesNotContain(
              "open sesame",
              "swordfish",
              "k&1+rosebud",
              "k%261%2Brosebud",
              secret,
              credentials.headers().get("Authorization").substring("Basic ".length()),
              token.substring(token.lastIndexOf('/') + 1));
    }
  }

  @Test
  @DisplayName("DEN-1: a denial of an active subscription is seen, and its lease goes on")
  void denial_leavesTheLease_whenTheSubscriptionIsActive() {
    Held active = world.active();
    assertThat(world.hub.deny(active.request(), null).status()).isEqualTo(200);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.DENIED);
    assertThat(world.hub.verify(active.request()).isConfirmed()).isTrue();
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.DENIED);
    assertThat(world.deliver(active.request())).isEqualTo(200);
    world.clock.advance(FakeHub.DEFAULT_LEASE);
    assertThat(world.deliver(active.request())).isEqualTo(503);
  }

  @Test
  @DisplayName("VER-14: of several denials of an active subscription only the first is kept")
  void denial_costsNoWriteAndNoEvent_whenItIsRepeated() {
    Held active = world.active();
    assertThat(world.hub.deny(active.request(), "one").status()).isEqualTo(200);
    world.listener.awaitEvent(Kind.DENIED, World.SOON);
    Subscription denied = world.now(active.subscription());

    assertThat(world.hub.deny(active.request(), "two").status()).isEqualTo(200);
    assertThat(world.hub.deny(active.request(), "three").status()).isEqualTo(200);
    assertThat(world.now(active.subscription())).isEqualTo(denied);
    assertThat(world.listener.events(Kind.DENIED)).hasSize(1);
  }

  @Test
  @DisplayName("DEN-1: a denial of another topic is 404 and changes nothing")
  void denial_isRefused_whenTheTopicIsAnother() {
    Held active = world.active();
    assertThat(
            world
                .hub
                .verification(active.request())
                .mode("denied")
                .topic("http://other.example/")
                .send()
                .status())
        .isEqualTo(404);
    assertThat(
            world
                .hub
                .verification(active.request())
                .mode("denied")
                .without("hub.topic")
                .send()
                .status())
        .isEqualTo(400);
    assertThat(world.now(active.subscription())).isEqualTo(active.subscription());
  }

  @Test
  @DisplayName("REN-1: a verified renewal has the new lease")
  void renewal_bringsTheNewLease() {
    Held active = world.active();
    world.clock.advance(Duration.ofDays(6));
    world.hub.grant(Duration.ofDays(20));
    Subscription renewed = world.subscriber.renew(active.subscription().id()).orElseThrow();
    assertThat(renewed.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(renewed.lease().endsAt()).isEqualTo(world.clock.instant().plus(Duration.ofDays(20)));
    HubRequest again = world.hub.awaitRequest("subscribe", 2, World.SOON);
    assertThat(again.topic()).isEqualTo(active.request().topic());
    assertThat(again.callback()).isEqualTo(active.request().callback());
    world.listener.awaitEvent(Kind.RENEWED, World.SOON);
  }

  @Test
  @DisplayName("REN-2: until the renewal is verified the running lease goes on")
  void renewal_leavesTheLease_untilItIsVerified() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    Subscription renewing = world.subscriber.renew(active.subscription().id()).orElseThrow();
    assertThat(renewing.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(renewing.lease()).isEqualTo(active.subscription().lease());
    assertThat(world.deliver(active.request())).isEqualTo(200);
  }

  @ParameterizedTest(name = "REN-2: a renewal that fails with {0}")
  @ValueSource(ints = {400, 403, 410, 500, 503})
  void renewal_leavesTheLease_whenTheHubRefuses(int status) {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.refuse(status, "no more"));
    assertThatThrownBy(() -> world.subscriber.renew(active.subscription().id()))
        .isInstanceOf(HubException.class);
    Subscription kept = world.now(active.subscription());
    assertThat(kept.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(kept.lease()).isEqualTo(active.subscription().lease());
    assertThat(kept.problem()).contains(Integer.toString(status));
    assertThat(world.deliver(active.request())).isEqualTo(200);
  }

  @Test
  @DisplayName("REN-2: a denied renewal leaves the lease, and can be asked for again")
  void renewal_leavesTheLease_whenTheHubDenies() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.deny("already registered"));
    world.subscriber.renew(active.subscription().id());
    HubRequest request = world.hub.awaitRequest("subscribe", 2, World.SOON);
    world.hub.awaitReply(request, 1, World.SOON);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.DENIED);
    assertThat(world.deliver(active.request())).isEqualTo(200);
    world.hub.behaviour(HubBehaviour.inline());
    assertThat(world.subscriber.renew(active.subscription().id()).orElseThrow().state())
        .isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  @DisplayName("REN-2: a renewal goes to the hub that is known when the topic's page is down")
  void renewal_asksTheKnownHub_whenDiscoveryFails() {
    Held active = world.active();
    world.site.page("/feed", FakeResponse.of(500));
    Subscription renewed = world.subscriber.renew(active.subscription().id()).orElseThrow();
    assertThat(renewed.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.hub.requests("subscribe")).hasSize(2);
  }

  @Test
  @DisplayName("REN-3: a renewal follows the topic to its new place and hub")
  void renewal_moves_whenTheTopicHasMoved() {
    Held active = world.active();
    try (FakeHub target = FakeHub.start()) {
      target.behaviour(HubBehaviour.hold());
      URI moved = world.site.advertise("/moved", target.url());
      world.site.redirect("/feed", 301, moved.toString());
      Subscription moving = world.subscriber.renew(active.subscription().id()).orElseThrow();
      HubRequest request = target.awaitRequest("subscribe", 1, World.SOON);
      assertThat(request.topic()).isEqualTo(moved.toString());
      assertThat(request.callback()).isNotEqualTo(active.request().callback());
      assertThat(request.secret()).isNotEqualTo(active.request().secret());
      assertThat(moving.topic()).isEqualTo(active.subscription().topic());
      assertThat(world.deliver(active.request())).isEqualTo(200);
      assertThat(target.deliver(request, "early".getBytes(UTF_8), "text/plain").status())
          .isEqualTo(404);

      assertThat(target.verify(request).isConfirmed()).isTrue();
      Subscription there = world.now(active.subscription());
      assertThat(there.topic()).isEqualTo(moved);
      assertThat(there.hub()).isEqualTo(target.url());
      assertThat(there.request().resource()).isEqualTo(active.subscription().request().resource());
      assertThat(target.deliver(request, "new".getBytes(UTF_8), "text/plain").status())
          .isEqualTo(200);
      assertThat(world.deliver(active.request())).isEqualTo(200);
      assertThat(world.subscriber.runDueWork()).isPositive();
      HubRequest end = world.hub.awaitRequest("unsubscribe", 1, World.SOON);
      assertThat(end.topic()).isEqualTo(active.request().topic());
      assertThat(end.callback()).isEqualTo(active.request().callback());
      assertThat(world.deliver(active.request())).isEqualTo(410);
      assertThat(world.now(active.subscription()).former().isAliveAt(world.clock.instant()))
          .isFalse();
    }
  }

  @Test
  void renewal_moves_alsoWhenAnotherSubscriptionGetsTheNewPlaceMeanwhile() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    URI other = world.site.advertise("/other", world.hub.url());
    world.site.redirect("/feed", 301, other.toString());
    world.subscriber.renew(active.subscription().id());
    HubRequest move = world.hub.awaitRequest("subscribe", 2, World.SOON);
    world.hub.behaviour(HubBehaviour.inline());
    Subscription there = world.subscriber.subscribe(other);
    assertThat(world.hub.verify(move).isConfirmed()).isTrue();
    Subscription moved = world.now(active.subscription());
    assertThat(moved.target()).isEqualTo(there.target());
    assertThat(world.deliver(move)).isEqualTo(200);
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.deliver(world.lastRequest())).isEqualTo(200);
  }

  @Test
  void renewal_isEmpty_whenThereIsNoSuchSubscription() {
    assertThat(world.subscriber.renew(SubscriptionId.next(world.clock.instant()))).isEmpty();
    assertThat(world.subscriber.unsubscribe(SubscriptionId.next(world.clock.instant()))).isFalse();
  }

  @Test
  @DisplayName("EXP-1: after the lease hubs are asked to come again and the state is expired")
  void lease_ends() {
    Held active = world.active();
    world.clock.advance(FakeHub.DEFAULT_LEASE.minusMillis(1));
    assertThat(world.deliver(active.request())).isEqualTo(200);
    world.clock.advance(Duration.ofMillis(1));
    CallbackReply late = world.hub.deliver(active.request(), "late".getBytes(UTF_8), "text/plain");
    assertThat(late.status()).isEqualTo(503);
    assertThat(late.header("Retry-After")).contains("60");
    assertThat(world.now(active.subscription()).stateAt(world.clock.instant()))
        .isEqualTo(SubscriptionState.EXPIRED);
    assertThat(world.listener.updates()).hasSize(1);
  }
}
