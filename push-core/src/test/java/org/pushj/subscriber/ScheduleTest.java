package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.CallbackToken;
import org.pushj.FormerGrant;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.PendingIntent;
import org.pushj.RetryPolicy;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

class ScheduleTest {
  private static final Instant NOW = ManualClock.START;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final Schedule schedule = new Schedule(RenewalPolicy.defaults(), RetryPolicy.defaults());

  @Test
  void renewals_areSpreadEvenly_whenSubscriptionsAreMadeAtOnce() {
    int[] buckets = new int[100];
    Duration span = Duration.ofDays(12).dividedBy(6);
    for (int i = 0; i < 10_000; i++) {
      Subscription made =
          SubscriptionBuilder.active()
              .id(SubscriptionId.next(NOW))
              .lease(DAY.multipliedBy(12))
              .build();
      Instant due = schedule.settled(made, NOW).dueAt();
      Duration into = Duration.between(NOW.plus(DAY.multipliedBy(6)), due);
      assertThat(into).isBetween(Duration.ZERO, span);
      buckets[(int) Math.min(99, into.toMillis() * 100 / span.toMillis())]++;
    }
    assertEachBetween(50, 160, buckets);
  }

  @Test
  void retries_areSpreadEvenly_whenManyFailAtOnce() {
    for (int attempts : new int[] {1, 5, 20}) {
      int[] buckets = new int[20];
      Duration most = Duration.ofMillis(Math.min(60_000L << (attempts - 1), 14_400_000L));
      for (int i = 0; i < 2000; i++) {
        Subscription failed =
            SubscriptionBuilder.active().id(SubscriptionId.next(NOW)).attempts(attempts).build();
        Instant due = schedule.failed(failed, NOW, Optional.empty()).dueAt();
        Duration beyond = Duration.between(NOW.plus(most.dividedBy(2)), due);
        assertThat(beyond).isBetween(Duration.ZERO, most.dividedBy(2));
        buckets[(int) Math.min(19, beyond.toMillis() * 40 / most.toMillis())]++;
      }
      assertEachBetween(55, 160, buckets);
    }
  }

  @Test
  void time_followsFromTheId_soThatEveryNodeFindsTheSame() {
    Subscription active = active(DAY.multipliedBy(10)).build();
    Schedule other = new Schedule(RenewalPolicy.defaults(), RetryPolicy.defaults());
    assertThat(schedule.settled(active, NOW)).isEqualTo(other.settled(active, NOW));
  }

  @Test
  void asked_isLookedAtWhenItShouldBeVerified_andLaterEachTime() {
    Subscription pending = SubscriptionBuilder.pending().build();
    assertThat(schedule.asked(pending, NOW).dueAt()).isEqualTo(NOW.plus(QUARTER));
    assertThat(schedule.asked(pending.withAttempts(2), NOW).dueAt()).isEqualTo(NOW.plus(QUARTER));
    assertThat(schedule.asked(pending.withAttempts(9), NOW).dueAt())
        .isBetween(NOW.plus(Duration.ofHours(2)), NOW.plus(Duration.ofHours(4)));
  }

  @Test
  void failed_waitsLongerEachTime_orAsTheHubWishes() {
    Subscription failed = active(DAY.multipliedBy(10)).attempts(1).build();
    assertThat(schedule.failed(failed, NOW, Optional.empty()).dueAt())
        .isBetween(NOW.plus(MINUTE.dividedBy(2)), NOW.plus(MINUTE));
    assertThat(schedule.failed(failed, NOW, Optional.of(DAY)).dueAt()).isEqualTo(NOW.plus(DAY));
    assertThat(schedule.failed(failed, NOW, Optional.of(Duration.ofMillis(1))).dueAt())
        .isAfter(NOW.plus(Duration.ofSeconds(29)));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 60, 300})
  void failed_waitsAtMostHalfOfWhatIsLeftOfTheLease(int minutesLeft) {
    Duration left = MINUTE.multipliedBy(minutesLeft);
    Subscription failing = active(DAY).attempts(20).build();
    Instant now = failing.lease().endsAt().minus(left);
    assertThat(schedule.failed(failing, now, Optional.empty()).dueAt())
        .isBetween(now.plus(left.dividedBy(4)), now.plus(left.dividedBy(2)));
    assertThat(schedule.failed(failing, now, Optional.of(left)).dueAt())
        .isEqualTo(failing.lease().endsAt());
  }

  @Test
  void postponed_isNotBeforeTheHubMayBeAsked_andSpreadAfterIt() {
    Subscription failed = active(DAY.multipliedBy(10)).attempts(1).build();
    Instant until = NOW.plus(Duration.ofHours(1));
    assertThat(schedule.postponed(failed, NOW, until).dueAt())
        .isBetween(until.plus(MINUTE.dividedBy(2)), until.plus(MINUTE));
    assertThat(schedule.postponed(failed, NOW, NOW.plusSeconds(1)).dueAt())
        .isBetween(NOW.plus(MINUTE.dividedBy(2)), NOW.plus(MINUTE));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5, 60, 600})
  void endOfTheLease_isDue_whateverElseIs(long seconds) {
    Subscription active = active(Duration.ofSeconds(seconds)).attempts(15).build();
    Instant end = active.lease().endsAt();
    Instant until = NOW.plus(DAY);
    assertThat(schedule.asked(active, NOW).dueAt()).isEqualTo(end);
    assertThat(schedule.failed(active, NOW, Optional.of(DAY)).dueAt()).isEqualTo(end);
    assertThat(schedule.postponed(active, NOW, until).dueAt()).isEqualTo(end);
    assertThat(schedule.settled(active, NOW).dueAt()).isBeforeOrEqualTo(end);
    assertThat(schedule.settled(active.withAttempts(0), NOW).dueAt()).isBeforeOrEqualTo(end);
  }

  @Test
  void endOfTheLease_isNotDueAgain_onceItHasCome() {
    Subscription ended = active(DAY).attempts(1).build();
    Instant now = NOW.plus(DAY);
    assertThat(schedule.failed(ended, now, Optional.of(DAY)).dueAt()).isEqualTo(now.plus(DAY));
    assertThat(schedule.asked(ended, now).dueAt()).isEqualTo(now.plus(QUARTER));
  }

  @Test
  void expired_isRenewedAtOnce_butWhereThatFailed_orWouldBeTooOften() {
    Instant end = NOW.plus(DAY);
    Subscription ended = active(DAY).build();
    assertThat(schedule.expired(ended, end).dueAt()).isEqualTo(end);
    assertThat(schedule.expired(ended.withAttempts(1), end).dueAt())
        .isBetween(end.plus(MINUTE.dividedBy(2)), end.plus(MINUTE));
    Subscription open =
        active(DAY).openRequest(IntentKind.SUBSCRIBE, CallbackToken.random()).build();
    assertThat(schedule.expired(open, end).dueAt()).isAfter(end);
    Subscription tiny = active(Duration.ofSeconds(1)).build();
    assertThat(schedule.expired(tiny, NOW.plusSeconds(1)).dueAt()).isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void settled_isDueAtOnce_whenAFormerGrantIsToBeGivenUp() {
    FormerGrant former = former(CallbackToken.random(), null, NOW.plus(DAY));
    Subscription moved = active(DAY.multipliedBy(10)).former(former).build();
    assertThat(schedule.settled(moved, NOW).dueAt()).isEqualTo(NOW);
    assertThat(schedule.settled(moved.withFormer(moved.former().asked(NOW)), NOW).dueAt())
        .isBetween(NOW.plus(DAY.multipliedBy(5)), NOW.plus(DAY.multipliedBy(7)));
    assertThat(Schedule.isToBeGivenUp(moved, NOW.plus(DAY))).isFalse();
    CallbackToken own = moved.callback();
    Subscription rotated =
        active(DAY).callback(own).former(former(own, null, NOW.plus(DAY))).build();
    assertThat(Schedule.isToBeGivenUp(rotated, NOW)).isFalse();
  }

  @Test
  void settled_waitsForTheOpenRequest_whenThereIsOne() {
    Subscription open =
        active(DAY.multipliedBy(10))
            .createdAt(NOW.minus(MINUTE))
            .openRequest(IntentKind.SUBSCRIBE, CallbackToken.random())
            .build();
    assertThat(schedule.settled(open, NOW).dueAt()).isEqualTo(NOW.minus(MINUTE).plus(QUARTER));
  }

  @Test
  void notGivenUp_isTriedInAnHour_orWithTheNextOtherWork() {
    FormerGrant former = former(CallbackToken.random(), null, NOW.plus(DAY));
    Subscription moved = active(DAY.multipliedBy(10)).former(former).build();
    Instant inAnHour = NOW.plus(Duration.ofHours(1));
    assertThat(schedule.notGivenUp(moved, NOW).dueAt()).isEqualTo(inAnHour);
    assertThat(schedule.notGivenUp(moved.withAttempts(1), NOW).dueAt()).isEqualTo(NOW);
    assertThat(schedule.notGivenUp(moved, moved.lease().endsAt()).dueAt())
        .isEqualTo(moved.lease().endsAt());
    Subscription asked =
        active(DAY).former(former).createdAt(NOW).openRequest(open(NOW.minus(MINUTE))).build();
    assertThat(schedule.notGivenUp(asked, NOW).dueAt()).isEqualTo(NOW.minus(MINUTE).plus(QUARTER));
    Subscription tiny = active(Duration.ofSeconds(20)).former(former).build();
    assertThat(schedule.notGivenUp(tiny, NOW).dueAt()).isEqualTo(tiny.lease().endsAt());
  }

  private static void assertEachBetween(int least, int most, int[] counts) {
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(least, most));
  }

  private static SubscriptionBuilder active(Duration lease) {
    return SubscriptionBuilder.active().state(SubscriptionState.ACTIVE).lease(Lease.of(NOW, lease));
  }

  private static PendingIntent open(Instant since) {
    return new PendingIntent(
        IntentKind.SUBSCRIBE,
        URI.create("https://topic.example/"),
        SubscriptionBuilder.HUB,
        CallbackToken.random(),
        SubscriptionBuilder.CALLBACK_BASE,
        Secret.random(),
        since);
  }

  private static FormerGrant former(CallbackToken callback, Instant askedAt, Instant endsAt) {
    return new FormerGrant(
        URI.create("https://topic.example/former"),
        SubscriptionBuilder.HUB,
        callback,
        SubscriptionBuilder.CALLBACK_BASE,
        null,
        endsAt,
        askedAt);
  }
}
