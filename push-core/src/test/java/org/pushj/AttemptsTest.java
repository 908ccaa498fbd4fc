package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

/** What counts as a request that did not succeed, and what the state is after several. */
class AttemptsTest {
  private static final Instant NOW = ManualClock.START;
  private static final Instant ENDED = NOW.plus(Duration.ofDays(10));

  private final Subscription active = SubscriptionBuilder.active().build();
  private final Subscription renewing = asked(active, NOW);
  private final Subscription expired = active.expired();

  @Test
  void attempts_countEachRequestThatDidNotSucceed() {
    assertThat(renewing.refused("409", NOW).attempts()).isEqualTo(1);
    assertThat(renewing.unanswered("no answer", NOW).attempts()).isEqualTo(1);
    assertThat(denied(renewing).attempts()).isEqualTo(1);
    Subscription twice = asked(renewing.refused("409", NOW), NOW).refused("410", NOW);
    assertThat(twice.attempts()).isEqualTo(2);
    assertThat(twice.problem()).isEqualTo("410");
    assertThat(asked(twice, NOW).attempts()).isEqualTo(2);
  }

  @Test
  void attempts_areForgotten_whenOneSucceeds_orAnotherWishBegins() {
    Subscription failing = renewing.withAttempts(7).withProblem("503");
    Subscription verified =
        failing.verified(
            new HubVerification(active.callback(), active.topic().toString()),
            Lease.of(NOW, Duration.ofDays(1)));
    assertThat(verified.attempts()).isZero();
    assertThat(verified.problem()).isNull();
    assertThat(failing.unsubscribing(NOW).attempts()).isZero();
    assertThat(failing.unsubscribing(NOW).problem()).isNull();
  }

  @Test
  void attempts_doNotCountADenial_thatAnswersNoRequest() {
    assertThat(denied(active).attempts()).isZero();
    assertThat(denied(active).state()).isEqualTo(SubscriptionState.DENIED);
    assertThat(denied(denied(active)).attempts()).isZero();
    assertThat(denied(active.unsubscribing(NOW)).attempts()).isZero();
  }

  @Test
  void attempts_areRefused_whenThereAreFewerThanNone() {
    assertThatThrownBy(() -> active.withAttempts(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attempts")
        .hasMessageContaining("-1");
  }

  @Test
  void problem_isCut_whenItIsTooLong() {
    String longest = "x".repeat(Subscription.MAX_PROBLEM);
    assertThat(active.withProblem(longest + "y").problem()).isEqualTo(longest);
    assertThat(active.withProblem(longest).problem()).isEqualTo(longest);
  }

  @Test
  void expired_saysSo_andKeepsTheOpenRequestAndTheLease() {
    assertThat(expired.state()).isEqualTo(SubscriptionState.EXPIRED);
    assertThat(expired.lease()).isEqualTo(active.lease());
    assertThat(renewing.expired().pending()).isEqualTo(renewing.pending());
    assertThat(
            new HubVerification(active.callback(), active.topic().toString())
                .isConfirmedBy(expired, IntentKind.SUBSCRIBE, ENDED))
        .isFalse();
  }

  @Test
  void failure_afterTheEndOfTheLease_neverLooksLikeALeaseThatRuns() {
    Subscription again = asked(expired, ENDED);
    assertThat(again.state()).isEqualTo(SubscriptionState.PENDING);
    assertThat(denied(again).state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(denied(expired).state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(again.refused("409", ENDED).state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(again.unanswered("no answer", ENDED).state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(denied(asked(denied(again), ENDED)).state()).isEqualTo(SubscriptionState.FAILED);
  }

  private static Subscription asked(Subscription before, Instant now) {
    return before.subscribing(
        before.request(),
        new PendingIntent(
            IntentKind.SUBSCRIBE,
            before.topic(),
            before.hub(),
            before.callback(),
            before.callbackBase(),
            before.secret(),
            now));
  }

  private static Subscription denied(Subscription before) {
    return before.denied(new HubVerification(before.callback(), before.topic().toString()), "no");
  }
}
