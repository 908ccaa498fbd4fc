package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

/** What was granted before, from the verification of another until its end. */
class FormerGrantTest {
  private static final Instant NOW = ManualClock.START;
  private static final Instant END = NOW.plus(Duration.ofDays(10));
  private static final Instant LATER = NOW.plus(Duration.ofDays(6));
  private static final Lease NEXT = Lease.of(LATER, Duration.ofDays(10));
  private static final URI ELSEWHERE = URI.create("https://elsewhere.example/");

  private final Subscription active = SubscriptionBuilder.active().build();
  private final PendingIntent rotation =
      intent(active.topic(), active.hub(), active.callback(), active.callbackBase(), fresh());
  private final PendingIntent move =
      intent(ELSEWHERE, ELSEWHERE, CallbackToken.random(), active.callbackBase(), fresh());
  private final Subscription rotated = verified(active, rotation);
  private final Subscription moved = verified(active, move);

  @Test
  void verified_keepsWhatWasGrantedBefore_afterAMove() {
    assertThat(moved.former())
        .isEqualTo(
            new FormerGrant(
                active.topic(),
                active.hub(),
                active.callback(),
                active.callbackBase(),
                active.secret(),
                END,
                null));
    assertThat(moved.lease()).isEqualTo(NEXT);
    assertThat(moved.callback()).isEqualTo(move.callback());
  }

  @ParameterizedTest
  @CsvSource({"topic", "hub", "callback", "base", "secret", "no secret", "nothing"})
  void verified_keepsWhatWasGrantedBefore_whenOneThingIsAnother(String what) {
    Secret secret =
        switch (what) {
          case "secret" -> fresh();
          case "no secret" -> null;
          default -> active.secret();
        };
    PendingIntent intent =
        intent(
            what.equals("topic") ? ELSEWHERE : active.topic(),
            what.equals("hub") ? ELSEWHERE : active.hub(),
            what.equals("callback") ? CallbackToken.random() : active.callback(),
            what.equals("base") ? ELSEWHERE : active.callbackBase(),
            secret);
    Subscription next = verified(active, intent);
    assertThat(next.former() == null).isEqualTo(what.equals("nothing"));
    assertThat(next.pending()).isNull();
    assertThat(next.secret()).isEqualTo(secret);
    assertThat(next.callbackBase()).isEqualTo(intent.callbackBase());
  }

  @Test
  void verified_keepsNothing_whenTheLeaseBeforeHasEnded() {
    PendingIntent late =
        new PendingIntent(
            IntentKind.SUBSCRIBE,
            ELSEWHERE,
            ELSEWHERE,
            CallbackToken.random(),
            active.callbackBase(),
            null,
            END);
    Subscription next =
        active
            .subscribing(active.request(), late)
            .verified(
                new HubVerification(late.callback(), ELSEWHERE.toString()),
                Lease.of(END, Duration.ofDays(1)));
    assertThat(next.former()).isNull();
    assertThat(next.hub()).isEqualTo(ELSEWHERE);
  }

  @Test
  void verified_keepsTheFormerGrant_whenTheSameIsRenewed() {
    Subscription again =
        verified(
            moved,
            intent(
                moved.topic(),
                moved.hub(),
                moved.callback(),
                moved.callbackBase(),
                moved.secret()));
    assertThat(again.former()).isEqualTo(moved.former());
  }

  @Test
  void verified_keepsAll_whenAHubRechecksWhatItGranted() {
    Subscription asked =
        moved.subscribing(moved.request(), rotation).withAttempts(4).withProblem("silent");
    Lease lease = Lease.of(LATER, Duration.ofDays(20));
    Subscription checked =
        asked.verified(new HubVerification(moved.callback(), moved.topic().toString()), lease);
    assertThat(checked.former()).isEqualTo(moved.former());
    assertThat(checked.pending()).isEqualTo(rotation);
    assertThat(checked.lease()).isEqualTo(lease);
    assertThat(checked.attempts()).isZero();
    assertThat(checked.problem()).isNull();
  }

  @Test
  void subscribing_dropsAFormerGrantThatHasEnded() {
    assertThat(moved.subscribing(moved.request(), rotation).former()).isEqualTo(moved.former());
    PendingIntent late =
        new PendingIntent(
            IntentKind.SUBSCRIBE,
            moved.topic(),
            moved.hub(),
            moved.callback(),
            moved.callbackBase(),
            moved.secret(),
            END);
    assertThat(moved.subscribing(moved.request(), late).former()).isNull();
  }

  @Test
  void heard_dropsTheSecretBefore_whenTheHubShowsTheNewOne() {
    CallbackToken at = active.callback();
    assertThat(rotated.heard(LATER, at, rotated.secret()).former()).isNull();
    assertThat(rotated.heard(LATER, at, active.secret()).former()).isEqualTo(rotated.former());
    assertThat(rotated.heard(LATER, at, null).former()).isEqualTo(rotated.former());
    assertThat(rotated.heard(LATER, CallbackToken.random(), rotated.secret()).former())
        .isEqualTo(rotated.former());
    assertThat(rotated.heard(LATER, at, rotated.secret()).lastUpdateAt()).isEqualTo(LATER);
  }

  @Test
  void heard_keepsTheFormerGrant_whenThatHasAnotherCallback() {
    Subscription heard = moved.heard(LATER, moved.callback(), moved.secret());
    assertThat(heard.former()).isEqualTo(moved.former());
    assertThat(heard.lastUpdateAt()).isEqualTo(LATER);
  }

  @Test
  void end_isARequestToUnsubscribe_ofWhatWasGranted() {
    FormerGrant former = moved.former();
    assertThat(former.end(LATER))
        .isEqualTo(
            new PendingIntent(
                IntentKind.UNSUBSCRIBE,
                active.topic(),
                active.hub(),
                active.callback(),
                active.callbackBase(),
                active.secret(),
                LATER));
    assertThat(former.asked(LATER).askedAt()).isEqualTo(LATER);
    assertThat(former.isAliveAt(END.minusMillis(1))).isTrue();
    assertThat(former.isAliveAt(END)).isFalse();
  }

  private static Subscription verified(Subscription before, PendingIntent intent) {
    return before
        .subscribing(before.request(), intent)
        .verified(HubVerification.about(intent), NEXT);
  }

  private static PendingIntent intent(
      URI topic, URI hub, CallbackToken callback, URI base, @Nullable Secret secret) {
    return new PendingIntent(IntentKind.SUBSCRIBE, topic, hub, callback, base, secret, LATER);
  }

  private static Secret fresh() {
    return Secret.random();
  }
}
