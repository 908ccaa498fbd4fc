package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

class HubVerificationTest {
  private static final Instant NOW = ManualClock.START;
  private static final Instant LATER = NOW.plus(Duration.ofDays(11));
  private static final URI TOPIC = URI.create("https://blog.example/feed");

  private final Subscription pending =
      SubscriptionBuilder.pending().topic(TOPIC.toString()).build();
  private final PendingIntent intent = pending.openRequest().orElseThrow();
  private final HubVerification inquiry = HubVerification.about(intent);
  private final Subscription active = pending.verified(inquiry, Lease.of(NOW, Duration.ofDays(10)));

  @Test
  void verification_isConfirmed_onlyForModeTopicAndCallbackOfTheOpenRequest() {
    assertThat(inquiry.isConfirmedBy(pending, IntentKind.SUBSCRIBE, NOW)).isTrue();
    assertThat(inquiry.isConfirmedBy(pending, IntentKind.UNSUBSCRIBE, NOW)).isFalse();
    for (HubVerification other : others()) {
      assertThat(other.isConfirmedBy(pending, IntentKind.SUBSCRIBE, NOW)).as("%s", other).isFalse();
      assertThat(other.isAbout(pending)).as("%s", other).isFalse();
    }
  }

  @Test
  void recheck_isConfirmed_whileTheSubscriptionIsActive() {
    assertThat(inquiry.isConfirmedBy(active, IntentKind.SUBSCRIBE, NOW)).isTrue();
    assertThat(inquiry.isConfirmedBy(active, IntentKind.UNSUBSCRIBE, NOW)).isFalse();
    assertThat(inquiry.isConfirmedBy(active, IntentKind.SUBSCRIBE, LATER)).isFalse();
    assertThat(inquiry.isConfirmedBy(active.denied(inquiry, "no"), IntentKind.SUBSCRIBE, NOW))
        .isFalse();
    for (HubVerification other : others()) {
      assertThat(other.isConfirmedBy(active, IntentKind.SUBSCRIBE, NOW)).as("%s", other).isFalse();
    }
  }

  @Test
  void end_isConfirmed_onlyWhileItIsWanted() {
    Subscription ending = active.unsubscribing(NOW);
    assertThat(inquiry.isConfirmedBy(ending, IntentKind.SUBSCRIBE, NOW)).isFalse();
    assertThat(inquiry.isConfirmedBy(ending, IntentKind.UNSUBSCRIBE, NOW)).isTrue();
    assertThat(ending.isAliveAt(NOW)).isTrue();
  }

  @Test
  void endOfAFormerGrant_isConfirmed_onlyOnceItWasAskedFor() {
    PendingIntent move = move();
    Subscription moved =
        active
            .subscribing(active.request(), move)
            .verified(HubVerification.about(move), Lease.of(NOW, Duration.ofDays(10)));
    FormerGrant former = moved.former();
    Subscription asked = moved.withFormer(former.asked(NOW));
    assertThat(inquiry.endsFormerOf(moved)).isFalse();
    assertThat(inquiry.endsFormerOf(asked)).isTrue();
    assertThat(HubVerification.about(move).endsFormerOf(asked)).isFalse();
    assertThat(inquiry.endsFormerOf(asked.withFormer(null))).isFalse();
    assertThat(inquiry.isAbout(asked)).isFalse();
    for (HubVerification other : others()) {
      assertThat(other.endsFormerOf(asked)).as("%s", other).isFalse();
    }
  }

  @Test
  void toString_givesTheTokenNotAway() {
    assertThat(inquiry.toString()).doesNotContain(intent.callback().value());
  }

  private HubVerification[] others() {
    return new HubVerification[] {
      new HubVerification(intent.callback(), TOPIC + "?"),
      new HubVerification(intent.callback(), "https://BLOG.example/feed"),
      new HubVerification(CallbackToken.random(), TOPIC.toString())
    };
  }

  private PendingIntent move() {
    URI elsewhere = URI.create("https://elsewhere.example/");
    return new PendingIntent(
        IntentKind.SUBSCRIBE,
        elsewhere,
        elsewhere,
        CallbackToken.random(),
        active.callbackBase(),
        Secret.random(),
        NOW);
  }
}
