package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

class UnsubscribingTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("UNS-1, UNS-2: unsubscribing until verified, gone afterwards")
  void unsubscribe_isGone_onceTheHubHasVerified() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    assertThat(world.subscriber.unsubscribe(active.subscription().id())).isTrue();
    HubRequest request = world.hub.awaitRequest("unsubscribe", 1, World.SOON);
    assertThat(request.topic()).isEqualTo(active.request().topic());
    assertThat(request.callback()).isEqualTo(active.request().callback());
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.UNSUBSCRIBING);
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertThat(world.hub.verification(active.request()).send().status()).isEqualTo(404);

    assertThat(world.hub.verify(request).isConfirmed()).isTrue();
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
    world.listener.awaitEvent(Kind.UNSUBSCRIBED, World.SOON);
  }

  @Test
  @DisplayName("UNS-2: the end is remembered for a day, for hubs that verify it twice")
  void end_isConfirmedAgain_forADay() {
    Held active = world.active();
    world.subscriber.unsubscribe(active.subscription().id());
    HubRequest request = world.hub.awaitRequest("unsubscribe", 1, World.SOON);
    world.pass(Duration.ofDays(1).minusMillis(1));
    assertThat(world.hub.verify(request).isConfirmed()).isTrue();
    assertThat(world.hub.verify(active.request()).status()).isEqualTo(404);
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertThat(world.subscriber.find(active.subscription().id())).isEmpty();
    assertThat(world.store.findById(active.subscription().id()).orElseThrow().state())
        .isEqualTo(SubscriptionState.ENDED);
    world.pass(Duration.ofMillis(1));
    assertThat(world.hub.verify(request).status()).isEqualTo(404);
    assertThat(world.deliver(active.request())).isEqualTo(404);
    assertThat(world.store.findById(active.subscription().id())).isEmpty();
    world.listener.awaitEvent(Kind.UNSUBSCRIBED, World.SOON);
    assertThat(world.events(Kind.UNSUBSCRIBED)).hasSize(1);
  }

  @Test
  void unsubscribe_keepsTheIntent_whenTheHubRefuses() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.refuse(403, "stay"));
    assertThat(world.subscriber.unsubscribe(active.subscription().id())).isTrue();
    Subscription refused = world.now(active.subscription());
    assertThat(refused.state()).isEqualTo(SubscriptionState.UNSUBSCRIBING);
    assertThat(refused.problem()).contains("403");
    assertThat(refused.attempts()).isEqualTo(1);
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);

    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofMinutes(1));
    assertThat(world.hub.requests("unsubscribe")).hasSize(2);
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
    world.listener.awaitEvent(Kind.UNSUBSCRIBED, World.SOON);
  }

  @Test
  void renew_changesNothing_whenTheSubscriptionIsNoLongerWanted() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.subscriber.unsubscribe(active.subscription().id());
    Subscription unwanted = world.now(active.subscription());
    world.subscriber.renew(active.subscription().id());
    assertThat(world.now(active.subscription())).isEqualTo(unwanted);
    assertThat(world.hub.requests("subscribe")).hasSize(1);
  }

  @Test
  void unsubscribe_asksNoHub_whenTheLeaseHasEnded() {
    Held active = world.active();
    world.clock.advance(FakeHub.DEFAULT_LEASE);
    assertThat(world.subscriber.unsubscribe(active.subscription().id())).isTrue();
    assertThat(world.subscriber.find(active.subscription().id())).isEmpty();
    assertThat(world.hub.requests("unsubscribe")).isEmpty();
  }

  @Test
  @DisplayName("UNS-1: what is still pending is unsubscribed at the hub too")
  void unsubscribe_asksTheHub_whenNothingIsVerifiedYet() {
    Held held = world.held();
    assertThat(world.subscriber.unsubscribe(held.subscription().id())).isTrue();
    HubRequest request = world.hub.awaitRequest("unsubscribe", 1, World.SOON);
    assertThat(world.now(held.subscription()).state()).isEqualTo(SubscriptionState.UNSUBSCRIBING);
    assertThat(world.hub.verify(held.request()).status()).isEqualTo(404);
    assertThat(world.hub.verify(request).isConfirmed()).isTrue();
    assertThat(world.subscriber.find(held.subscription().id())).isEmpty();
  }

  @Test
  void unsubscribe_isGone_whenNothingIsVerifiedAndTheHubRefuses() {
    Held held = world.held();
    world.hub.behaviour(HubBehaviour.refuse(404, "unknown"));
    assertThat(world.subscriber.unsubscribe(held.subscription().id())).isTrue();
    assertThat(world.subscriber.find(held.subscription().id())).isEmpty();
  }

  @Test
  void subscribe_takesTheIntentToUnsubscribeBack() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.subscriber.unsubscribe(active.subscription().id());
    HubRequest unsubscribe = world.hub.awaitRequest("unsubscribe", 1, World.SOON);
    assertThat(world.active().subscription().id()).isEqualTo(active.subscription().id());
    assertThat(world.hub.verify(unsubscribe).status()).isEqualTo(404);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
  }
}
