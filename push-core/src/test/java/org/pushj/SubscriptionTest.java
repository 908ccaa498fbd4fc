package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

class SubscriptionTest {
  private static final Duration LEASE = Duration.ofDays(10);
  private static final Instant LEASE_END = ManualClock.START.plus(LEASE);
  private static final Progress LAPSED = Progress.NONE.afterLapse();
  private static final Progress GIVEN_UP = Progress.NONE.afterGivingUp();
  private static final String TOPIC = "https://topic.example/one";
  private static final String HUB = "https://hub.example/one";

  @ParameterizedTest
  @CsvSource({
    "false, false, ENDED",
    "true, false, UNSUBSCRIBING",
    "false, true, UNSUBSCRIBING",
    "true, true, UNSUBSCRIBING"
  })
  void state_isThatOfTheEnd_whenItIsNotWanted(
      boolean granted, boolean open, SubscriptionState state) {
    for (Progress progress : new Progress[] {Progress.NONE, LAPSED, GIVEN_UP, denied(GIVEN_UP)}) {
      assertThat(with(granted, open, progress).unwanted().build().state()).isEqualTo(state);
    }
  }

  @ParameterizedTest
  @EnumSource(Problem.Kind.class)
  void state_isGivenUp_whateverElseHolds(Problem.Kind kind) {
    for (boolean granted : new boolean[] {true, false}) {
      for (boolean open : new boolean[] {true, false}) {
        Progress progress = GIVEN_UP.withProblem(Problem.of(kind, ""));
        assertThat(with(granted, open, progress).build().state())
            .isEqualTo(SubscriptionState.GIVEN_UP);
        assertThat(with(granted, open, progress.afterLapse()).build().state())
            .isEqualTo(SubscriptionState.GIVEN_UP);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    ", PENDING, ACTIVE, EXPIRED, PENDING",
    "NO_HUB, FAILED, ACTIVE, FAILED, FAILED",
    "REFUSED, FAILED, ACTIVE, FAILED, FAILED",
    "HUB_ERROR, FAILED, ACTIVE, FAILED, FAILED",
    "UNANSWERED, FAILED, ACTIVE, FAILED, FAILED",
    "UNVERIFIED, PENDING, ACTIVE, EXPIRED, PENDING",
    "DENIED, DENIED, DENIED, FAILED, FAILED",
    "HUB_FAILS, PENDING, ACTIVE, EXPIRED, PENDING"
  })
  void state_followsFromGrantProblemAndRequest(
      Problem.Kind kind,
      SubscriptionState neverGranted,
      SubscriptionState granted,
      SubscriptionState lapsed,
      SubscriptionState askedSinceTheLapse) {
    Problem problem = kind == null ? null : Problem.of(kind, "");
    Progress progress = Progress.NONE.withProblem(problem);
    Progress late = LAPSED.withProblem(problem);
    assertThat(with(false, false, progress).build().state()).isEqualTo(neverGranted);
    assertThat(with(false, true, progress).build().state()).isEqualTo(neverGranted);
    assertThat(with(true, false, progress).build().state()).isEqualTo(granted);
    assertThat(with(true, true, progress).build().state()).isEqualTo(granted);
    assertThat(with(true, false, late).build().state()).isEqualTo(lapsed);
    assertThat(asked(late, LEASE_END.minusMillis(1)).state()).isEqualTo(lapsed);
    assertThat(asked(late, LEASE_END).state()).isEqualTo(askedSinceTheLapse);
  }

  @ParameterizedTest
  @EnumSource(Problem.Kind.class)
  void state_doesNotFollowFromAProblem_afterWhichSomethingElseHappened(Problem.Kind kind) {
    Problem past = Problem.of(kind, "").passed();
    Progress progress = Progress.NONE.withProblem(past);
    Progress late = LAPSED.withProblem(past);
    assertThat(with(false, true, progress).build().state()).isEqualTo(SubscriptionState.PENDING);
    assertThat(with(true, false, progress).build().state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(with(true, false, late).build().state()).isEqualTo(SubscriptionState.EXPIRED);
    assertThat(asked(late, LEASE_END).state()).isEqualTo(SubscriptionState.PENDING);
  }

  @ParameterizedTest
  @EnumSource(SubscriptionState.class)
  void stateAt_isExpiredAfterTheLease_ofWhatWasActiveAlone(SubscriptionState state) {
    Subscription subscription = SubscriptionBuilder.active().state(state).build();
    assertThat(subscription.stateAt(LEASE_END.minusMillis(1))).isEqualTo(state);
    assertThat(subscription.stateAt(LEASE_END))
        .isEqualTo(
            state == SubscriptionState.ACTIVE ? SubscriptionState.EXPIRED : subscription.state());
  }

  @ParameterizedTest
  @EnumSource(value = SubscriptionState.class, mode = Mode.EXCLUDE, names = "ENDED")
  void key_isThatOfTheRequest_untilTheEnd(SubscriptionState state) {
    SubscriptionBuilder builder = SubscriptionBuilder.active().topic(HUB).hub(HUB).state(state);
    assertThat(builder.resource(TOPIC).build().key()).isEqualTo(TOPIC);
    SubscriptionRequest atHub =
        SubscriptionRequest.of(URI.create(TOPIC)).withHub(URI.create(HUB)).withAttribute("a", "b");
    assertThat(builder.request(atHub).build().key()).isEqualTo(TOPIC + " " + HUB);
  }

  @Test
  void topic_isTheResource_untilATargetIsFound() {
    Subscription request =
        SubscriptionBuilder.active().lease((Lease) null).notFound().resource(TOPIC).build();
    assertThat(request.topic()).isEqualTo(URI.create(TOPIC));
    assertThat(request.hub()).isNull();
  }

  @Test
  void key_isFree_afterTheEnd() {
    assertThat(SubscriptionBuilder.active().state(SubscriptionState.ENDED).build().key()).isNull();
  }

  @Test
  void target_isThatOfTheGrant_whateverWasFoundBefore() {
    Subscription active = SubscriptionBuilder.active().topic(TOPIC).hub(HUB).build();
    Target other = new Target(URI.create(HUB), URI.create(TOPIC));
    assertThat(active.toBuilder().target(other).build()).isEqualTo(active);
    assertThat(active.toBuilder().grant(null).target(other).build().target()).isEqualTo(other);
  }

  private static SubscriptionBuilder with(boolean granted, boolean open, Progress progress) {
    SubscriptionBuilder builder = SubscriptionBuilder.active().progress(progress);
    if (!granted) {
      builder.lease((Lease) null);
    }
    return open ? builder.openRequest(IntentKind.SUBSCRIBE, CallbackToken.random()) : builder;
  }

  private static Subscription asked(Progress progress, Instant since) {
    Subscription granted = with(true, false, progress).build();
    return granted.toBuilder()
        .open(new OpenRequest(IntentKind.SUBSCRIBE, granted.registration().orElseThrow(), since))
        .build();
  }

  private static Progress denied(Progress progress) {
    return progress.withProblem(Problem.of(Problem.Kind.DENIED, ""));
  }
}
