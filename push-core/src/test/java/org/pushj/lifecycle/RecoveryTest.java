package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener.Event;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** What becomes of subscriptions that were denied, that failed, or whose lease has ended. */
class RecoveryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void denied_isAskedForAgain_whileItsLeaseGoesOn() {
    Held active = world.active();
    world.hub.behaviour(denying());
    world.pass(Duration.ofDays(7));
    Subscription denied = world.now(active.subscription());
    assertThat(denied.state()).isEqualTo(SubscriptionState.DENIED);
    assertThat(denied.attempts()).isEqualTo(1);
    assertThat(world.deliver(active.request())).isEqualTo(200);

    world.pass(Duration.ofHours(10), MINUTE);
    assertThat(world.hub.requests("subscribe")).hasSizeBetween(7, 20);
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofHours(12), MINUTE);
    Subscription again = world.now(active.subscription());
    assertThat(again.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(again.problem()).isNull();
    assertThat(again.attempts()).isZero();
    assertThat(world.events(Kind.EXPIRED)).isEmpty();
    assertThat(world.events(Kind.RENEWED)).hasSize(1);
  }

  @Test
  void denied_isAskedForAgain_whenItWasNeverActive() {
    world.hub.behaviour(denying());
    Subscription subscription = world.subscriber.subscribe(world.feed());
    assertThat(world.now(subscription).state()).isEqualTo(SubscriptionState.DENIED);
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(MINUTE);
    assertThat(world.now(subscription).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.events(Kind.VERIFIED)).hasSize(1);
    assertThat(world.events(Kind.RESUMED)).isEmpty();
  }

  @Test
  void denials_thatNobodyAskedFor_makeTheNextRequestNoLater() {
    Held active = world.active();
    for (int i = 0; i < 100; i++) {
      world.hub.deny(active.request(), "it says " + i);
    }
    assertThat(world.now(active.subscription()).dueAt())
        .isBeforeOrEqualTo(world.clock.instant().plus(MINUTE));
    world.clock.advance(MINUTE.minusMillis(1));
    world.hub.deny(active.request(), "once more");
    world.pass(Duration.ofMillis(1));
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  void denial_isLoggedOnce_untilTheHubGoesOnToSomethingElse() {
    try (RecordedLog log = new RecordedLog()) {
      Held active = world.active();
      world.hub.behaviour(HubBehaviour.refuse(500, "broken"));
      world.pass(Duration.ofDays(7));
      world.hub.behaviour(denying());
      world.pass(Duration.ofHours(12), QUARTER);
      assertThat(world.events(Kind.DENIED)).hasSizeGreaterThan(2);
      assertThat(log.lines(active.subscription().id()))
          .filteredOn(line -> line.contains("is denied by its hub"))
          .hasSize(1);
    }
  }

  @Test
  void failed_isAskedForAgain_whenItWasNeverActive() {
    world.hub.behaviour(HubBehaviour.refuse(500, "broken"));
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class);
    Subscription failed = world.subscriber.operations().list(SubscriptionQuery.all()).get(0);
    assertThat(failed.state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(failed.dueAt()).isNotNull();
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(MINUTE);
    assertThat(world.now(failed).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  void expired_isToldOnce_andResumesWithTheGap() {
    Held active = world.active();
    Instant ends = active.subscription().lease().endsAt();
    world.hub.behaviour(HubBehaviour.refuse(500, "broken"));
    world.pass(Duration.ofDays(9), QUARTER);
    assertThat(world.events(Kind.EXPIRED)).isEmpty();
    world.pass(Duration.ofDays(2), QUARTER);
    assertThat(world.events(Kind.EXPIRED)).hasSize(1);
    assertThat(world.deliver(active.request())).isEqualTo(503);
    assertThat(world.hub.requests("subscribe")).hasSizeLessThan(150);

    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofHours(6), QUARTER);
    assertResumed(active, ends);
  }

  @Test
  void expired_resumesWithTheGap_whenTheProcessIsAnotherOne() {
    Held active = world.active();
    Instant ends = active.subscription().lease().endsAt();
    world.hub.behaviour(HubBehaviour.refuse(500, "broken"));
    world.pass(Duration.ofDays(11), Duration.ofHours(1));
    assertThat(world.events(Kind.EXPIRED)).hasSize(1);
    world.hub.behaviour(HubBehaviour.inline());
    world.clock.advance(Duration.ofHours(5));
    try (Subscriber next = world.another(settings -> settings)) {
      next.runDueWork();
    }
    assertResumed(active, ends);
  }

  @Test
  void expired_isToldOnce_whenTheHubDeniesBeforeAndAfter() {
    Held active = world.active();
    world.hub.behaviour(denying());
    world.pass(Duration.ofDays(12), QUARTER);
    assertThat(world.events(Kind.EXPIRED)).hasSize(1);
    Subscription denied = world.now(active.subscription());
    assertThat(denied.state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(denied.problem()).startsWith("denied by the hub");
    assertThat(world.hub.requests("subscribe")).hasSizeLessThan(70);
  }

  @Test
  void expired_isAskedForAtOnce_whenNothingFailedBefore() {
    Held active = world.active();
    Instant ends = active.subscription().lease().endsAt();
    world.pass(Duration.ofDays(30));
    assertThat(world.events(Kind.EXPIRED)).hasSize(1);
    assertResumed(active, ends);
  }

  @Test
  void ending_isAskedForAgain_andForgottenAfterItsLease() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.subscriber.unsubscribe(active.subscription().id());
    world.pass(QUARTER.minusMillis(1));
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
    world.pass(Duration.ofMillis(1));
    assertThat(world.hub.requests("unsubscribe")).hasSize(2);
    assertThat(world.now(active.subscription()).attempts()).isEqualTo(1);

    world.pass(Duration.ofDays(9), QUARTER);
    assertThat(world.hub.requests("unsubscribe")).hasSizeBetween(20, 100);
    assertThat(world.deliver(active.request())).isEqualTo(410);
    world.pass(Duration.ofDays(1), QUARTER);
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
    world.pass(Duration.ofDays(1), QUARTER);
    assertThat(world.subscriber.find(active.subscription().id())).isEmpty();
    assertThat(world.events(Kind.UNSUBSCRIBED)).hasSize(1);
    assertThat(world.events(Kind.EXPIRED)).isEmpty();
    assertThat(world.hub.requests("subscribe")).hasSize(1);
  }

  @Test
  void ending_keepsTheIntent_whenTheHubRefusesARequestThatNobodyWaitsFor() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.subscriber.unsubscribe(active.subscription().id());
    world.hub.behaviour(HubBehaviour.answer(FakeResponse.of(503).header("Retry-After", "3600")));
    world.pass(QUARTER);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.UNSUBSCRIBING);
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofMinutes(59));
    assertThat(world.subscriber.find(active.subscription().id())).isPresent();
    world.pass(Duration.ofMinutes(2));
    assertThat(world.subscriber.find(active.subscription().id())).isEmpty();
    assertThat(world.hub.requests("unsubscribe")).hasSize(3);
  }

  private void assertResumed(Held active, Instant ended) {
    Subscription now = world.now(active.subscription());
    assertThat(now.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.events(Kind.VERIFIED)).hasSize(2);
    assertThat(world.events(Kind.RESUMED)).hasSize(1);
    Event resumed = world.events(Kind.RESUMED).get(0);
    assertThat(resumed.from()).isEqualTo(ended);
    assertThat(resumed.to()).isEqualTo(now.lease().startsAt());
    assertThat(world.deliver(world.lastRequest())).isEqualTo(200);
    assertThat(now.lease().endsAt()).isEqualTo(resumed.to().plus(FakeHub.DEFAULT_LEASE));
  }

  private static HubBehaviour denying() {
    return (hub, request) -> {
      hub.deny(request, "not now");
      return FakeResponse.of(202);
    };
  }
}
