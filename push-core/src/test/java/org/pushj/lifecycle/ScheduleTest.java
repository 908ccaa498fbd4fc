package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.lifecycle.Parts.HERE;
import static org.pushj.lifecycle.Parts.NOW;
import static org.pushj.lifecycle.Parts.REQUEST;
import static org.pushj.lifecycle.Parts.former;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.lifecycle.Schedule.Pause;
import org.pushj.settings.RenewalPolicy;
import org.pushj.settings.RetryPolicy;

/** When work is due, of a hundred subscriptions, so that the spread shows. */
class ScheduleTest {
  /** So many attempts that the delay grows no more. */
  private static final int MANY = 20;

  private final Schedule schedule = new Schedule(RenewalPolicy.defaults(), RetryPolicy.defaults());

  @Test
  void retry_waits_shortenedByUpToAHalf() {
    assertSpread(minutes(1), minutes(2), failed(null, 2, false, Pause.NONE));
    assertSpread(minutes(2), minutes(4), failed(null, 3, false, Pause.NONE));
    assertSpread(minutes(120), minutes(240), failed(null, MANY, false, Pause.NONE));
    assertSpread(minutes(720), minutes(1440), failed(null, MANY, true, Pause.NONE));
  }

  @Test
  void retry_waits_forAQuarterToAHalfOfTheRestOfTheLease() {
    assertSpread(minutes(15), minutes(30), failed(lease(minutes(60)), MANY, false, Pause.NONE));
    assertSpread(minutes(15), minutes(30), failed(lease(minutes(60)), MANY, true, Pause.NONE));
    assertSpread(minutes(120), minutes(240), failed(lease(days(5)), MANY, false, Pause.NONE));
  }

  /** However short the rest is, and however long a hub asks to wait. */
  @Test
  void endOfALease_isDue() {
    Pause pause = new Pause(Optional.of(days(1)), Optional.empty());
    assertThat(failed(lease(Duration.ofSeconds(20)), MANY, false, pause))
        .containsOnly(Duration.ofSeconds(20).toMillis());
  }

  @Test
  void retryAfter_isObeyed_whereTheLeaseLeavesTheTime() {
    Pause pause = new Pause(Optional.of(days(1)), Optional.empty());
    assertThat(failed(lease(days(5)), 1, false, pause)).containsOnly(days(1).toMillis());
    assertSpread(minutes(0.5), minutes(1), failed(lease(days(2)), 1, false, pause));
    assertSpread(minutes(0.5), minutes(1), failed(null, 1, false, pause));
  }

  @Test
  void sparedHub_isAskedSoonAfter() {
    Pause pause = new Pause(Optional.empty(), Optional.of(NOW.plus(minutes(30))));
    assertSpread(minutes(30), minutes(31), failed(lease(days(5)), MANY, false, pause));
    assertSpread(
        minutes(30),
        minutes(31),
        waits(each -> schedule.postponed(each, NOW, NOW.plus(minutes(30))), lease(days(5)), 0));
  }

  @Test
  void renewal_isDue_whenBetweenAHalfAndAThirdIsLeft() {
    assertSpread(days(3), days(4), waits(each -> schedule.settled(each, NOW), lease(days(6)), 0));
    assertThat(waits(each -> schedule.settled(each, NOW), lease(days(90)), 0))
        .containsOnly(days(7).toMillis());
    assertThat(waits(each -> schedule.settled(each, NOW), lease(minutes(1.5)), 0))
        .containsOnly(minutes(1).toMillis());
  }

  @Test
  void endOfAFormerGrant_isDue_unlessARetryIs() {
    Instant soon = NOW.plusSeconds(1);
    Subscription both = subscription(0, lease(days(6)), 0).former(former(null, soon)).build();
    assertThat(schedule.settled(both, NOW).dueAt()).isEqualTo(soon);
    Subscription failing = subscription(0, lease(days(6)), 1).former(former(null, soon)).build();
    assertThat(schedule.failed(failing, NOW, Pause.NONE, false).dueAt()).isAfter(soon);
    Subscription over =
        subscription(0, lease(days(6)), 0).former(new Grant.Former(HERE, NOW, null, soon)).build();
    assertThat(schedule.settled(over, NOW).dueAt()).isAfter(soon);
  }

  /** Returns after how many milliseconds a request that has failed is due again. */
  private long[] failed(@Nullable Lease lease, int attempts, boolean permanent, Pause pause) {
    return waits(each -> schedule.failed(each, NOW, pause, permanent), lease, attempts);
  }

  private static long[] waits(
      UnaryOperator<Subscription> scheduled, @Nullable Lease lease, int attempts) {
    return LongStream.range(0, 100)
        .map(
            id -> {
              Subscription next = scheduled.apply(subscription(id, lease, attempts).build());
              return Duration.between(NOW, Objects.requireNonNull(next.dueAt())).toMillis();
            })
        .toArray();
  }

  private static Subscription.Builder subscription(long id, @Nullable Lease lease, int attempts) {
    Problem problem = Problem.of(Problem.Kind.HUB_ERROR, "busy");
    return Subscription.builder(
            new SubscriptionId(new UUID(0, 1_000_003 * id)), REQUEST, NOW.minus(days(1)))
        .target(HERE.target())
        .grant(lease == null ? null : new Grant(HERE, lease))
        .progress(
            attempts == 0
                ? Progress.NONE
                : new Progress(attempts, problem, null, false, false, null));
  }

  private static Lease lease(Duration rest) {
    return Lease.of(NOW, rest);
  }

  /** Between two times, and over most of what is between them. */
  private static void assertSpread(Duration least, Duration most, long[] waits) {
    long quarter = most.minus(least).toMillis() / 4;
    assertThat(Arrays.stream(waits).boxed())
        .allMatch(wait -> wait >= least.toMillis() && wait <= most.toMillis() + 1)
        .anyMatch(wait -> wait < least.toMillis() + quarter)
        .anyMatch(wait -> wait > most.toMillis() - quarter);
  }

  private static Duration minutes(double minutes) {
    return Duration.ofMillis((long) (minutes * 60_000));
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
