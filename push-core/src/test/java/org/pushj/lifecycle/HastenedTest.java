package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.lifecycle.Parts.BASE;
import static org.pushj.lifecycle.Parts.BEFORE;
import static org.pushj.lifecycle.Parts.HERE;
import static org.pushj.lifecycle.Parts.NOW;
import static org.pushj.lifecycle.Parts.REQUEST;
import static org.pushj.lifecycle.Parts.THERE;
import static org.pushj.lifecycle.Parts.former;
import static org.pushj.lifecycle.Parts.granted;
import static org.pushj.lifecycle.Parts.subscribe;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pushj.Grant;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.settings.RenewalPolicy;
import org.pushj.settings.RetryPolicy;

/**
 * What is to be asked sooner than the lease says is not forgotten for the end of a former grant.
 */
class HastenedTest {
  private static final Duration CLAIM = Duration.ofMinutes(5);
  private static final Grant LONG = new Grant(HERE, Lease.of(BEFORE, Duration.ofDays(20)));

  private final Lifecycle machine =
      new Lifecycle(
          RenewalPolicy.defaults(), RetryPolicy.defaults(), BASE, false, Duration.ofHours(1));

  @Test
  void hub_thatMayNotKnowOfItsVerification_isAskedBeforeTheOldOneIsLeft() {
    Subscription moved =
        next(
            subscription(granted(THERE, 5), subscribe(HERE), null, NOW.plus(CLAIM)),
            verifies(HERE, "864000"),
            NOW);
    Grant.Former left = Objects.requireNonNull(moved.former());
    assertThat(left.dueAt()).isEqualTo(NOW);

    Subscription unsure = next(moved, new Timer.Hastened(NOW), NOW);

    assertThat(due(unsure, NOW)).hasSize(1).first().isInstanceOf(Effect.LookUp.class);
    assertThat(unsure.former().isToBeEndedAt(NOW)).isTrue();
  }

  @Test
  void move_begins_whenTheEndOfAFormerGrantIsOverdue() {
    Instant overdue = NOW.minusSeconds(60);
    Subscription hastened =
        next(
            subscription(LONG, null, former(BEFORE, overdue), overdue),
            new Timer.Hastened(NOW),
            NOW);
    assertThat(due(hastened, NOW)).hasSize(1).first().isInstanceOf(Effect.LookUp.class);
  }

  @Test
  void hub_isAskedAgainAfterItWasSpared_whenTheEndOfAFormerGrantFallsDueMeanwhile() {
    Instant soon = NOW.plusSeconds(20);
    Subscription hastened =
        next(subscription(LONG, null, former(BEFORE, soon), soon), new Timer.Hastened(NOW), NOW);
    Instant spared = NOW.plus(Duration.ofHours(1));
    Subscription claimed = hastened.withDueAt(NOW.plus(CLAIM));

    Subscription postponed = next(claimed, new LookUpOutcome.Blocked(spared, NOW.plus(CLAIM)), NOW);

    Instant later = Objects.requireNonNull(postponed.dueAt());
    assertThat(later).isAfterOrEqualTo(spared);
    assertThat(due(postponed, later)).hasSize(1).first().isInstanceOf(Effect.LookUp.class);
  }

  @Test
  void hub_thatHasDenied_isAskedAgain_whenTheEndOfAFormerGrantIsDueBefore() {
    Instant soon = NOW.plusSeconds(20);
    Subscription denied =
        next(
            subscription(LONG, null, former(BEFORE, soon), soon),
            new HubCall.Denies(about(HERE), "gone"),
            NOW);
    assertThat(denied.dueAt()).isEqualTo(soon);
    assertThat(due(denied, soon)).first().isInstanceOf(Effect.AskFormer.class);

    Subscription asked = next(claimed(denied, soon), new Timer.Due(soon.plus(CLAIM)), soon);

    assertThat(due(asked, Objects.requireNonNull(asked.dueAt())))
        .first()
        .isInstanceOf(Effect.LookUp.class);
    assertThat(asked.dueAt()).isEqualTo(soon);
  }

  @Test
  void wish_isLookedUp_whenTheEndOfAFormerGrantIsOverdue() {
    Instant overdue = NOW.minusSeconds(5);
    Subscription ending =
        next(
            subscription(LONG, null, former(BEFORE, overdue), overdue),
            Intent.Action.UNSUBSCRIBE,
            NOW);
    Subscription again = next(ending, new Intent.SubscribeLater(REQUEST, NOW), NOW);

    assertThat(due(again, NOW)).hasSize(1).first().isInstanceOf(Effect.LookUp.class);
    assertThat(again.former().isToBeEndedAt(NOW)).isTrue();
  }

  /** As where the hub may not know of its verification, and a stranger makes one more. */
  @Test
  void hub_isAskedAsSoon_whenAShorterLeaseIsVerifiedMeanwhile() {
    Instant soon = NOW.plusSeconds(30);
    Subscription hastened = subscription(recent(), null, null, soon);

    Subscription shortened = next(hastened, verifies(HERE, "432000"), NOW);

    assertThat(shortened.lease().endsAt()).isEqualTo(NOW.plusSeconds(432_000));
    assertThat(shortened.dueAt()).isEqualTo(soon);
  }

  @Test
  void lease_isNotWrittenAnew_forLessThanATenth() {
    Subscription renewed = subscription(recent(), null, null, NOW.plus(Duration.ofDays(5)));

    assertThat(next(renewed, verifies(HERE, "777700"), NOW)).isEqualTo(renewed);
    assertThat(next(renewed, verifies(HERE, "777500"), NOW).lease().endsAt())
        .isEqualTo(NOW.plusSeconds(777_500));
  }

  @Test
  void request_withoutASecret_isNotConfirmed_whereContentMustBeSigned() {
    Lifecycle strict =
        new Lifecycle(
            RenewalPolicy.defaults(), RetryPolicy.defaults(), BASE, true, Duration.ofHours(1));
    Registration unsigned = new Registration(HERE.target(), HERE.callback(), BASE, null);
    Subscription asked = subscription(null, subscribe(unsigned), null, NOW);

    assertThat(strict.on(asked, verifies(unsigned, "600"), NOW).recognized()).isFalse();
    assertThat(machine.on(asked, verifies(unsigned, "600"), NOW).recognized()).isTrue();
  }

  /** A hub that ends a lease without a verification may have done so. */
  @Test
  void hub_isAskedAgain_whenTheAnswerToAnEndThatIsNoLongerWantedDoesNotCome() {
    Subscription renewed = subscription(recent(), null, null, NOW.plus(Duration.ofDays(5)));
    OpenRequest end = new OpenRequest(IntentKind.UNSUBSCRIBE, HERE, NOW);
    HubException unanswered =
        HubException.unanswered(HERE.hub(), "no answer", new IOException("reset"));

    Subscription again =
        next(
            renewed,
            new HubAnswer.Failed(Effect.Ask.toEnd(end), unanswered, Optional.empty()),
            NOW);

    assertThat(again.dueAt()).isEqualTo(NOW);
  }

  @Test
  void move_goesOn_whenSomebodyVerifiesWhatIsOver() {
    Instant asked = NOW.minusSeconds(90);
    Lease minute = Lease.of(NOW.minusSeconds(85), Duration.ofSeconds(60));
    Grant over = new Grant(HERE, minute, NOW.minusSeconds(25), asked, true);
    OpenRequest move = new OpenRequest(IntentKind.SUBSCRIBE, THERE, NOW.minusSeconds(2));
    Subscription moving = subscription(over, move, null, NOW.plusSeconds(898));

    Transition stranger = machine.on(moving, verifies(HERE, "1"), NOW);

    assertThat(stranger.recognized()).isFalse();
    assertThat(machine.on(moving, verifies(THERE, "60"), NOW).recognized()).isTrue();
  }

  @Test
  void lease_beginsAnew_whenItIsVerifiedAfterItsEnd() {
    Instant asked = NOW.minusSeconds(90);
    Lease minute = Lease.of(NOW.minusSeconds(85), Duration.ofSeconds(60));
    Grant over = new Grant(HERE, minute, NOW.minusSeconds(25), asked, false);

    Subscription again = next(subscription(over, null, null, NOW), verifies(HERE, "600"), NOW);

    assertThat(again.lease()).isEqualTo(Lease.of(NOW, Duration.ofSeconds(60)));
    assertThat(again.acceptedUntil()).isEqualTo(NOW.plusSeconds(600));
    assertThat(again.dueAt()).isAfterOrEqualTo(NOW.plusSeconds(60));
  }

  /** A grant of ten days, in the first minutes after the request. */
  private static Grant recent() {
    return new Grant(HERE, Lease.of(NOW.minusSeconds(60), Duration.ofDays(10)));
  }

  private static HubVerification about(Registration registration) {
    return new HubVerification(registration.callback(), registration.topic().toString());
  }

  private static HubCall verifies(Registration registration, String lease) {
    return new HubCall.Verifies(about(registration), IntentKind.SUBSCRIBE, Optional.of(lease));
  }

  private static Subscription subscription(
      Grant grant, OpenRequest open, Grant.Former former, Instant dueAt) {
    return Subscription.builder(new SubscriptionId(new UUID(1, 7)), REQUEST, BEFORE)
        .grant(grant)
        .open(open)
        .former(former)
        .progress(Progress.NONE.withDueAt(dueAt))
        .build();
  }

  private Subscription next(Subscription current, Event event, Instant now) {
    return Objects.requireNonNull(machine.on(current, event, now).next());
  }

  /** Returns the subscription as a node has claimed it. */
  private static Subscription claimed(Subscription current, Instant now) {
    return current.withDueAt(now.plus(CLAIM));
  }

  /** Returns what is done when a node claims the work that is due. */
  private List<Effect> due(Subscription current, Instant now) {
    assertThat(current.dueAt()).isBeforeOrEqualTo(now);
    return machine.on(claimed(current, now), new Timer.Due(now.plus(CLAIM)), now).effects();
  }
}
