package org.pushj.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** Hubs of PubSubHubbub 0.3 are understood. */
class OldHubTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName(
      "LEG-1, LEG-2: a synchronous hub insists on hub.verify, and needs one request to begin and"
          + " one to end")
  void synchronousHub_needsOneRequest() {
    world.hub.behaviour(HubBehaviour.synchronous().insistingOnVerify());
    Subscription subscription = world.subscriber.subscribe(world.feed());
    assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.subscriber.unsubscribe(subscription.id())).isTrue();
    assertThat(world.subscriber.find(subscription.id())).isEmpty();
    assertThat(world.hub.requests()).hasSize(2);
  }

  @Test
  @DisplayName("LEG-3: no hub.verify_token is sent, so whatever comes back as one does not matter")
  void verification_isConfirmed_whateverItsVerifyToken() {
    world.hub.behaviour(
        (hub, request) -> {
          CallbackReply reply =
              hub.verification(request).parameter("hub.verify_token", "of nobody").send();
          return FakeResponse.of(reply.isConfirmed() ? 204 : 409);
        });
    Subscription subscription = world.subscriber.subscribe(world.feed());
    assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.subscriber.unsubscribe(subscription.id())).isTrue();
    assertThat(world.subscriber.find(subscription.id())).isEmpty();
    assertThat(world.hub.requests())
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.values("hub.verify_token")).isEmpty());
  }

  @Test
  @DisplayName("LEG-2: a synchronous hub whose verification fails answers 409")
  void synchronousHub_refuses_whenItsVerificationFails() {
    world.hub.behaviour(
        (hub, request) -> {
          boolean confirmed =
              hub.verification(request).topic(request.topic() + "?x").send().isConfirmed();
          return FakeResponse.of(confirmed ? 204 : 409);
        });
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("409");
  }

  @Test
  @DisplayName("LEG-2: a hub that answers 204 to unsubscribe without asking back has ended it")
  void unsubscribe_isGone_whenTheHubAnswers204() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.answer(FakeResponse.of(204)));
    assertThat(world.subscriber.unsubscribe(active.subscription().id())).isTrue();
    assertThat(world.subscriber.find(active.subscription().id())).isEmpty();
  }

  @Test
  @DisplayName("SUB-6: neither 204 nor 200 alone makes a subscription active")
  void subscribe_staysPending_whenTheHubAnswers204WithoutAsking() {
    world.hub.behaviour(HubBehaviour.answer(FakeResponse.of(204)));
    assertThat(world.subscriber.subscribe(world.feed()).state())
        .isEqualTo(SubscriptionState.PENDING);
  }
}
