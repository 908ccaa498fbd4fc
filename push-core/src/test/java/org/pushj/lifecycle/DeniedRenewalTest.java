package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.SubscriptionState;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** A hub that denies what it holds already, as WSO2's does, is asked under a new callback. */
class DeniedRenewalTest {
  private static final Duration LEASE = Duration.ofDays(2);
  private static final Duration STEP = Duration.ofMinutes(1);

  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void renewal_usesAFreshCallbackAndSecret_afterADenial_andTheOldLeaseGoesOn() {
    world.hub.grant(LEASE);
    Held active = world.active();
    known.add(active.request().callback());
    world.hub.behaviour(this::denyWhatIsKnown);
    while (world.hub.requests("subscribe").size() < 2) {
      world.pass(STEP);
    }
    HubRequest denied = world.lastRequest();
    assertThat(denied.callback()).isEqualTo(active.request().callback());
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.DENIED);
    assertThat(world.deliver(active.request())).isEqualTo(200);

    while (world.hub.requests("subscribe").size() < 3) {
      assertThat(world.deliver(active.request())).isEqualTo(200);
      world.pass(STEP);
    }
    HubRequest fresh = world.lastRequest();
    assertThat(fresh.callback()).isNotEqualTo(denied.callback());
    assertThat(fresh.secret()).isPresent().isNotEqualTo(denied.secret());
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
    world.assertHeard(Kind.RENEWED, 1);
    assertThat(world.deliver(fresh)).isEqualTo(200);

    world.pass(Duration.ofDays(20), Duration.ofMinutes(10));
    assertThat(world.listener.events(Kind.EXPIRED)).isEmpty();
    assertThat(world.deliver(world.lastRequest())).isEqualTo(200);
    assertThat(world.onlyOne().id()).isEqualTo(active.subscription().id());
  }

  @Test
  void lease_goesOn_whileTheHubHoldsTheFreshRequest() {
    world.hub.grant(LEASE);
    Held active = world.active();
    known.add(active.request().callback());
    world.hub.behaviour(
        (hub, request) ->
            known.contains(request.callback())
                ? denyWhatIsKnown(hub, request)
                : HubBehaviour.hold().treat(hub, request));
    world.pass(LEASE.minus(STEP), STEP);
    HubRequest fresh = world.lastRequest();
    assertThat(fresh.callback()).isNotEqualTo(active.request().callback());
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.deliver(fresh)).isEqualTo(404);

    assertThat(world.hub.verify(fresh).isConfirmed()).isTrue();
    assertThat(world.deliver(fresh)).isEqualTo(200);
    world.pass(STEP);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  /** The hub tells of the denial before its answer is here. */
  private FakeResponse denyWhatIsKnown(FakeHub hub, HubRequest request) {
    if (request.mode().equals("subscribe") && !known.add(request.callback())) {
      hub.deny(request, "already subscribed");
      return FakeResponse.of(202);
    }
    return HubBehaviour.inline().treat(hub, request);
  }
}
