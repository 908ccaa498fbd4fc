package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.PushHealth;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** A stranger who knows a callback can neither hide a refusal nor delay what the hub does. */
class StrangerTest {
  private static final Duration WHEN_DUE = Duration.ofDays(7);
  private static final Duration HOUR = Duration.ofHours(1);

  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429, 500, 503})
  void refusal_counts_whenAStrangerHasVerifiedBeforeIt(int status) {
    Held active = world.active();
    world.hub.behaviour(
        (hub, request) -> {
          assertThat(hub.verification(request).lease("99999999").send().isConfirmed()).isTrue();
          return FakeResponse.of(status);
        });
    world.pass(WHEN_DUE);
    assertThat(world.now(active.subscription()).attempts()).isEqualTo(1);
    assertThat(world.deliver(active.request())).isEqualTo(200);

    world.hub.behaviour(HubBehaviour.inline());
    world.pass(HOUR, Duration.ofMinutes(1));
    assertThat(world.hub.requests("subscribe")).hasSize(3);
    assertThat(world.now(active.subscription()).attempts()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hubThatIsDown_isAskedAgain_whenAStrangerVerifies(boolean beforeTheAnswer) {
    Held active = world.active();
    world.hub.behaviour(
        (hub, request) -> {
          if (beforeTheAnswer) {
            hub.verification(request).lease("99999999").send();
          }
          return FakeResponse.of(502);
        });
    world.pass(WHEN_DUE);
    Subscription down = active.subscription();
    for (int hour = 0; hour < 24; hour++) {
      world.hub.verification(active.request()).lease("99999999").send();
      world.pass(HOUR, Duration.ofMinutes(1));
    }
    int asked = world.hub.requests("subscribe").size();
    // As a hub that is spared after five failures is: at most once an hour.
    assertThat(asked).isBetween(6, 40);
    assertThat(world.now(down).isFailing()).isTrue();
    assertThat(world.deliver(active.request())).isEqualTo(200);

    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofHours(5), Duration.ofMinutes(10));
    assertThat(world.hub.requests("subscribe")).hasSize(asked + 1);
    assertThat(world.now(down).isFailing()).isFalse();
    assertThat(world.now(down).dueAt()).isAfter(world.clock.instant().plus(Duration.ofDays(4)));
  }

  /** A hub that answers 200 for 202 was reached. */
  @Test
  void hubWithAnotherStatus_isAskedNoMoreOften_ifItVerifies() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.answer(FakeResponse.of(200)));
    world.pass(WHEN_DUE);
    assertThat(world.hub.verify(world.lastRequest()).isConfirmed()).isTrue();
    world.pass(Duration.ofDays(1), HOUR);
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    assertThat(world.now(active.subscription()).isFailing()).isFalse();
  }

  @Test
  void hubThatRefuses_isAskedAsRarely_whenAStrangerVerifiesEachTime() {
    Held active = world.active();
    world.hub.behaviour(
        (hub, request) -> {
          hub.verification(active.request()).lease("99999999").send();
          return FakeResponse.of(403);
        });
    world.pass(WHEN_DUE);
    world.pass(Duration.ofDays(1), Duration.ofMinutes(1));
    assertThat(world.hub.requests("subscribe")).hasSizeBetween(4, 24);
    assertThat(world.now(active.subscription()).attempts()).isGreaterThan(2);
  }

  @Test
  void hubThatTakesNoLease_isAskedWithoutOne_whenAStrangerVerifiesEachTime() {
    SubscriptionRequest request =
        SubscriptionRequest.of(world.feed()).withLease(Duration.ofDays(20));
    HubBehaviour honest = HubBehaviour.inline().refusingLeases(400);
    world.hub.behaviour(honest);
    Subscription subscription = world.subscriber.subscribe(request);
    HubRequest known = world.lastRequest();
    world.hub.behaviour(
        (hub, asked) -> {
          hub.verification(known).lease("864000").send();
          return honest.treat(hub, asked);
        });
    int before = world.hub.requests("subscribe").size();
    world.pass(Duration.ofDays(30), HOUR);
    List<HubRequest> asked = world.hub.requests("subscribe");
    assertThat(asked.subList(before, asked.size()))
        .hasSizeLessThan(24)
        .anyMatch(each -> each.leaseSeconds().isEmpty());
    assertThat(world.now(subscription).attempts()).isZero();
  }

  @Test
  void verificationOfTheHub_isConfirmed_andAskedForNoLater_afterAStrangersDenial() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.refuse(500, "broken"));
    world.pass(WHEN_DUE);
    world.pass(Duration.ofDays(4), Duration.ofMinutes(15));
    world.hub.behaviour(HubBehaviour.hold());
    int before = world.hub.requests("subscribe").size();
    while (world.hub.requests("subscribe").size() == before) {
      world.pass(Duration.ofMinutes(5));
    }
    HubRequest asked = world.lastRequest();
    assertThat(asked.callback()).isEqualTo(active.request().callback());
    Instant due = world.now(active.subscription()).dueAt();

    world.hub.deny(active.request(), "a stranger says so");
    assertThat(world.now(active.subscription()).dueAt()).isBeforeOrEqualTo(due);
    assertThat(world.hub.verify(asked).isConfirmed()).isTrue();
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  void nextRequest_hasAnotherCallback_afterADenialAtTheOneOfNow() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(WHEN_DUE);
    assertThat(world.lastRequest().callback()).isEqualTo(active.request().callback());
    world.hub.deny(active.request(), "whoever says so");
    world.pass(HOUR, Duration.ofMinutes(1));
    HubRequest again = world.lastRequest();
    assertThat(again.callback()).isNotEqualTo(active.request().callback());
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.hub.verify(again).isConfirmed()).isTrue();
  }

  @Test
  void endOfOurLease_isTold_whereAStrangerHasExtendedTheAcceptance() {
    Held active = world.active();
    world.pass(HOUR);
    world.hub.verification(active.request()).lease("315360000").send();
    world.hub.behaviour(HubBehaviour.refuse(403, "no"));
    world.pass(Duration.ofDays(30), HOUR);
    assertThat(world.events(Kind.EXPIRED)).hasSize(1);
    assertThat(world.subscriber.operations().health().status())
        .isEqualTo(PushHealth.Status.DEGRADED);
    assertThat(world.deliver(active.request())).isEqualTo(200);

    world.pass(Duration.ofDays(20), HOUR);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.GIVEN_UP);
    assertThat(world.deliver(active.request())).isEqualTo(200);

    world.hub.behaviour(HubBehaviour.inline());
    world.subscriber.renew(active.subscription().id());
    world.settle();
    assertThat(world.events(Kind.RESUMED)).hasSize(1);
  }
}
