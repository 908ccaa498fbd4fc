package org.pushj.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** Some hubs refuse a lease that was asked for, and grant one of their own to who asks for none. */
class RefusedLeaseTest {
  private final World world = new World(settings -> settings.lease(Duration.ofDays(30)));

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 422})
  void subscribe_asksOnceMoreWithoutTheLease_whenTheHubRefusesIt(int status) {
    world.hub.behaviour(HubBehaviour.inline().refusingLeases(status));
    Subscription subscription = world.subscriber.subscribe(world.feed());
    assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(subscription.lease().endsAt())
        .isEqualTo(world.clock.instant().plus(FakeHub.DEFAULT_LEASE));
    List<HubRequest> requests = world.hub.requests("subscribe");
    assertThat(requests)
        .extracting(request -> request.leaseSeconds().orElse("none"))
        .containsExactly("2592000", "none");
    assertThat(requests.get(1).callback()).isEqualTo(requests.get(0).callback());
    assertThat(requests.get(1).secret()).isEqualTo(requests.get(0).secret());
  }

  @Test
  void subscribe_fails_whenTheHubRefusesWithoutALeaseToo() {
    world.hub.behaviour(
        (hub, request) ->
            FakeResponse.of(request.leaseSeconds().isPresent() ? 400 : 410)
                .body("text/plain", "no"));
    HubException refused =
        catchThrowableOfType(HubException.class, () -> world.subscriber.subscribe(world.feed()));
    assertThat(refused.status()).hasValue(410);
    assertThat(world.hub.requests()).hasSize(2);
    Subscription stored = world.subscriber.operations().list(SubscriptionQuery.all()).get(0);
    assertThat(stored.state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(stored.problem()).contains("410");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void subscribe_asksOnce_whenTheHubHasNoTime(int status) {
    world.hub.behaviour(HubBehaviour.refuse(status, "later"));
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class);
    assertThat(world.hub.requests()).hasSize(1);
  }

  @Test
  void subscribe_asksOnce_whenItAskedForNoLease() {
    try (World plain = new World()) {
      plain.hub.behaviour(HubBehaviour.refuse(400, "no"));
      assertThatThrownBy(() -> plain.subscriber.subscribe(plain.feed()))
          .isInstanceOf(HubException.class);
      assertThat(plain.hub.requests()).hasSize(1);
    }
  }

  @Test
  void subscribe_asksOnce_whenTheHubDeniedMeanwhile() {
    world.hub.behaviour(
        (hub, request) -> {
          hub.deny(request, "not you");
          return FakeResponse.of(403);
        });
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class);
    assertThat(world.hub.requests()).hasSize(1);
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all()).get(0).state())
        .isEqualTo(SubscriptionState.DENIED);
  }

  @Test
  void unsubscribe_asksOnce_whenTheHubRefuses() {
    Held active = world.held(SubscriptionRequest.of(world.feed()).withLease(Duration.ofDays(1)));
    world.hub.verify(active.request());
    world.hub.behaviour(HubBehaviour.refuse(400, "no"));
    assertThat(world.subscriber.unsubscribe(active.subscription().id())).isTrue();
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
  }
}
