package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pushj.world.World.registration;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** The way from one topic, hub or callback to another: the new one first, then the old one ends. */
class MoveTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WHEN_DUE = Duration.ofDays(7);

  private final World world = new World();
  private final FakeHub target = FakeHub.start();

  @AfterEach
  void end() {
    target.close();
    world.close();
  }

  @Test
  void move_asksTheOldHubToEnd_onceTheNewOneIsCommitted() {
    Held active = world.active();
    List<String> order = new ArrayList<>();
    target.behaviour(
        (hub, request) -> {
          order.add("new " + request.mode());
          assertThat(world.now(active.subscription()).hub()).isEqualTo(world.hub.url());
          return HubBehaviour.inline().treat(hub, request);
        });
    world.hub.behaviour(
        (hub, request) -> {
          order.add("old " + request.mode());
          Subscription stored = world.now(active.subscription());
          assertThat(stored.hub()).isEqualTo(target.url());
          assertThat(stored.former().askedAt()).isEqualTo(world.clock.instant());
          return HubBehaviour.inline().treat(hub, request);
        });
    world.site.advertise("/feed", target.url());
    world.pass(WHEN_DUE);

    assertThat(order).containsExactly("new subscribe", "old unsubscribe");
    assertThat(world.now(active.subscription()).former().endsAt()).isEqualTo(world.clock.instant());
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertThat(world.events(Kind.RENEWED)).hasSize(1);
    assertThat(world.events(Kind.UNSUBSCRIBED)).isEmpty();
    assertThat(world.subscriber.runDueWork()).isZero();
  }

  @Test
  void move_followsANewSelfLink_atTheSameHub() {
    Held active = world.active();
    URI self = world.site.url("/feed?canonical");
    world.site.page("/feed", FakeResponse.of(200).link(self, "self").link(world.hub.url(), "hub"));
    world.pass(WHEN_DUE);
    Subscription moved = world.now(active.subscription());
    assertThat(moved.topic()).isEqualTo(self);
    assertThat(registration(moved).callback())
        .isNotEqualTo(registration(active.subscription()).callback());
    assertThat(moved.lease().startsAt()).isEqualTo(world.clock.instant());
    HubRequest end = world.hub.awaitRequest("unsubscribe", 1, World.SOON);
    assertThat(end.topic()).isEqualTo(active.request().topic());
    assertThat(end.callback()).isEqualTo(active.request().callback());
  }

  @Test
  void oldHub_mayVerifyTheEnd_onceItWasAskedForIt() {
    Held active = world.active();
    world.site.advertise("/feed", target.url());
    target.behaviour(HubBehaviour.hold());
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(WHEN_DUE);
    assertThat(endAtOldHub(active)).isEqualTo(404);
    target.verify(target.awaitRequest("subscribe", 1, World.SOON));
    assertThat(endAtOldHub(active)).isEqualTo(404);
    assertThat(world.hub.requests("unsubscribe")).isEmpty();
    assertThat(world.deliver(active.request())).isEqualTo(200);

    world.subscriber.runDueWork();
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.hub.verify(active.request()).status()).isEqualTo(404);
    assertThat(world.hub.deny(active.request(), "gone").status()).isEqualTo(404);
    assertThat(endAtOldHub(active)).isEqualTo(200);
    assertThat(world.deliver(active.request())).isEqualTo(410);
    Subscription moved = world.now(active.subscription());
    assertThat(endAtOldHub(active)).isEqualTo(200);
    assertThat(world.now(active.subscription())).isEqualTo(moved);
    assertThat(moved.state()).isEqualTo(SubscriptionState.ACTIVE);

    world.pass(WHEN_DUE);
    assertThat(world.now(active.subscription()).former()).isNull();
    assertThat(endAtOldHub(active)).isEqualTo(404);
    assertThat(world.deliver(active.request())).isEqualTo(404);
  }

  @Test
  void oldHub_mayDeliver_untilItsLeaseEnds() {
    Held active = world.active();
    move(HubBehaviour.hold());
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
    world.pass(Duration.ofDays(3).minusMillis(1));
    assertThat(world.deliver(active.request())).isEqualTo(200);
    world.pass(Duration.ofMillis(1));
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertThat(world.deliver(target.requests("subscribe").get(0))).isEqualTo(200);
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
    assertThat(world.events(Kind.EXPIRED)).isEmpty();
  }

  @Test
  void oldHub_isAskedAgainAnHourLater_whenItRefuses() {
    Held active = world.active();
    move(HubBehaviour.refuse(500, "broken"));
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
    world.pass(HOUR.minusMillis(1));
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
    assertThat(world.deliver(active.request())).isEqualTo(200);
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofMillis(1));
    assertThat(world.hub.requests("unsubscribe")).hasSize(2);
    Subscription moved = world.now(active.subscription());
    assertThat(moved.former().isAliveAt(world.clock.instant())).isFalse();
    assertThat(moved.attempts()).isZero();
    world.pass(WHEN_DUE);
    assertThat(target.requests("subscribe")).hasSize(2);
  }

  @Test
  void oldHub_thatRefusesForLong_keepsNoRenewalFromBeingMade() {
    Held active = world.active();
    target.grant(HOUR);
    move(HubBehaviour.refuse(500, "broken"));
    world.pass(Duration.ofHours(12), Duration.ofMinutes(5));
    assertThat(target.requests("subscribe")).hasSizeBetween(18, 26);
    assertThat(world.hub.requests("unsubscribe")).hasSizeBetween(4, 8);
    assertThat(world.events(Kind.EXPIRED)).isEmpty();
    target.behaviour(HubBehaviour.refuse(500, "broken"));
    world.pass(HOUR.multipliedBy(2), Duration.ofMinutes(5));
    assertThat(world.events(Kind.EXPIRED)).hasSize(1);
    target.behaviour(HubBehaviour.inline());
    world.pass(HOUR.multipliedBy(5), Duration.ofMinutes(5));
    assertThat(world.now(active.subscription()).isAliveAt(world.clock.instant())).isTrue();
  }

  @Test
  void oldHub_isAskedAgain_whenContentComesWhileItRefuses() {
    world.active();
    move(
        (hub, request) -> {
          assertThat(world.deliver(target.requests("subscribe").get(0))).isEqualTo(200);
          return FakeResponse.of(500);
        });
    world.pass(HOUR);
    assertThat(world.hub.requests("unsubscribe")).hasSize(2);
  }

  @Test
  void oldHub_isAskedNoMore_afterItHasRefusedForGood() {
    world.active();
    move(HubBehaviour.refuse(404, "unknown"));
    world.pass(Duration.ofDays(2), HOUR);
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
  }

  @Test
  void oldHub_isSpared_whileItsCircuitBreakerIsOpen() {
    world.active();
    move((hub, request) -> FakeResponse.of(503).header("Retry-After", "43200"));
    world.pass(Duration.ofHours(11), HOUR);
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
    world.pass(Duration.ofHours(2), HOUR);
    assertThat(world.hub.requests("unsubscribe")).hasSize(2);
  }

  @Test
  void oldHub_isNotTakenForAsked_whileItIsSpared() {
    Held active = world.active();
    world.hub.behaviour((hub, request) -> FakeResponse.of(503).header("Retry-After", "43200"));
    URI other = world.site.advertise("/other", world.hub.url());
    assertThatThrownBy(() -> world.subscriber.subscribe(other)).isInstanceOf(HubException.class);
    world.site.advertise("/feed", target.url());
    world.hub.behaviour(HubBehaviour.inline());
    world.subscriber.renew(active.subscription().id());
    world.settle();
    world.subscriber.runDueWork();
    assertThat(world.now(active.subscription()).hub()).isEqualTo(target.url());
    assertThat(world.hub.requests("unsubscribe")).isEmpty();
    assertThat(endAtOldHub(active)).isEqualTo(404);
    assertThat(world.deliver(active.request())).isEqualTo(200);

    world.pass(Duration.ofHours(13), HOUR);
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
    assertThat(world.deliver(active.request())).isEqualTo(410);
  }

  @Test
  void oldHub_isAskedToEnd_alsoAfterTheApplicationHasUnsubscribed() {
    Held active = world.active();
    move(HubBehaviour.refuse(500, "broken"));
    world.subscriber.unsubscribe(active.subscription().id());
    world.settle();
    assertThat(stored(active).state()).isEqualTo(SubscriptionState.ENDED);
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(HOUR);
    assertThat(world.hub.requests("unsubscribe")).hasSize(2);
    assertThat(stored(active).former().endsAt()).isEqualTo(world.clock.instant());
    world.pass(Duration.ofDays(2), HOUR);
    assertThat(world.store.findById(active.subscription().id())).isEmpty();
    assertThat(world.hub.requests("unsubscribe")).hasSize(2);
  }

  @Test
  void oldHub_isConfirmed_whenItVerifiesTheEndLate() {
    Held active = world.active();
    move((hub, request) -> FakeResponse.of(500));
    assertThat(endAtOldHub(active)).isEqualTo(200);
    world.pass(Duration.ofDays(1), HOUR);
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
  }

  @Test
  void newHub_thatNeverVerifies_hurtsNothing() {
    Held active = world.active();
    target.behaviour(HubBehaviour.hold());
    world.site.advertise("/feed", target.url());
    world.pass(WHEN_DUE);
    world.pass(Duration.ofDays(2), Duration.ofMinutes(15));
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.hub.requests("unsubscribe")).isEmpty();
    assertThat(target.requests("subscribe")).hasSizeBetween(5, 40);
    assertThat(world.hub.verify(active.request()).isConfirmed()).isTrue();
    assertThat(world.now(active.subscription()).open().hub()).isEqualTo(target.url());
  }

  @Test
  void move_isMade_alsoWhereAnotherSubscriptionHasTheNewTopicAndHub() {
    Held active = world.active();
    URI other = world.site.advertise("/other", world.hub.url());
    Subscription there = world.subscriber.subscribe(other);
    world.site.redirect("/feed", 301, other.toString());
    world.pass(WHEN_DUE);
    Subscription moved = world.now(active.subscription());
    assertThat(moved.target()).isEqualTo(world.now(there).target());
    assertThat(registration(moved).callback())
        .isNotEqualTo(registration(world.now(there)).callback());
    assertThat(world.hub.requests("unsubscribe"))
        .extracting(HubRequest::callback)
        .containsExactly(active.request().callback());
  }

  @Test
  void callbackBase_thatHasChanged_isToldToTheHubsOneAfterTheOther() {
    for (int i = 0; i < 3; i++) {
      world.subscriber.subscribe(world.site.advertise("/" + i, world.hub.url()));
    }
    List<HubRequest> before = world.hub.requests("subscribe");
    try (CallbackServer elsewhere = CallbackServer.start()) {
      Subscriber moved = world.another(settings -> settings.callbackBase(elsewhere.base()));
      elsewhere.serve(world.exchanges.counted(moved.callbackHandler()));
      for (int i = 1; i <= 3; i++) {
        moved.runDueWork();
        HubRequest begin = world.hub.awaitRequest("subscribe", 3 + i, World.SOON);
        HubRequest end = world.hub.awaitRequest("unsubscribe", i, World.SOON);
        assertThat(world.hub.requests()).hasSize(3 + 2 * i).endsWith(begin, end);
        assertThat(begin.callback()).startsWith(elsewhere.base().toString());
        assertThat(end.topic()).isEqualTo(begin.topic());
        assertThat(before).extracting(HubRequest::callback).contains(end.callback());
        assertThat(world.deliver(begin)).isEqualTo(200);
        assertThat(world.deliver(end)).isEqualTo(410);
        world.clock.advance(Duration.ofMillis(50));
      }
      assertThat(moved.runDueWork()).isZero();
      assertThat(world.events(Kind.RENEWED)).hasSize(3);
    }
  }

  /** Moves to the new hub, and lets the old one treat the request to end like this. */
  private void move(HubBehaviour end) {
    world.site.advertise("/feed", target.url());
    world.hub.behaviour(end);
    world.pass(WHEN_DUE);
    assertThat(target.requests("subscribe")).hasSize(1);
  }

  private Subscription stored(Held held) {
    return world.store.findById(held.subscription().id()).orElseThrow();
  }

  private int endAtOldHub(Held active) {
    return world.hub.verification(active.request()).mode("unsubscribe").send().status();
  }
}
