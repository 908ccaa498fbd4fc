package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofDays(11));
  private static final URI TOPIC = URI.create("https://blog.example/feed");
  private static final URI HUB = URI.create("https://hub.example/");
  private static final URI NEW_TOPIC = URI.create("https://new.example/feed");
  private static final URI NEW_HUB = URI.create("https://new.example/hub");
  private static final URI BASE = URI.create("https://reader.example/push/");
  private static final Lease LEASE = Lease.of(NOW, Duration.ofDays(10));

  private final PendingIntent intent =
      new PendingIntent(
          IntentKind.SUBSCRIBE, TOPIC, HUB, CallbackToken.random(), BASE, Secret.random(), NOW);
  private final Subscription pending =
      Subscription.requested(
          SubscriptionId.next(NOW),
          SubscriptionRequest.of(URI.create("https://blog.example/")),
          intent);
  private final HubVerification inquiry = HubVerification.about(intent);
  private final Subscription active = pending.verified(inquiry, LEASE);
  private final PendingIntent move =
      new PendingIntent(
          IntentKind.SUBSCRIBE,
          NEW_TOPIC,
          NEW_HUB,
          CallbackToken.random(),
          BASE,
          Secret.random(),
          NOW);
  private final Subscription moving = active.subscribing(active.request(), move);

  @Test
  void requested_isPending_withoutALease() {
    assertThat(pending.state()).isEqualTo(SubscriptionState.PENDING);
    assertThat(pending.isAliveAt(NOW)).isFalse();
    assertThat(pending.pending()).isEqualTo(intent);
  }

  @Test
  void verified_isActive_untilItsLeaseEnds() {
    assertThat(active.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(active.pending()).isNull();
    assertThat(active.isAliveAt(LEASE.endsAt().minusMillis(1))).isTrue();
    assertThat(active.isAliveAt(LEASE.endsAt())).isFalse();
    assertThat(active.stateAt(NOW)).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(active.stateAt(LATER)).isEqualTo(SubscriptionState.EXPIRED);
  }

  @Test
  void subscribing_leavesEverythingThatRunsAsItIs() {
    assertThat(moving.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(moving.topic()).isEqualTo(TOPIC);
    assertThat(moving.hub()).isEqualTo(HUB);
    assertThat(moving.callback()).isEqualTo(intent.callback());
    assertThat(moving.secret()).isEqualTo(intent.secret());
    assertThat(moving.lease()).isEqualTo(LEASE);
  }

  @Test
  void subscribing_isPending_whenNoLeaseRuns() {
    PendingIntent again =
        new PendingIntent(IntentKind.SUBSCRIBE, TOPIC, HUB, intent.callback(), BASE, null, LATER);
    assertThat(active.subscribing(active.request(), again).state())
        .isEqualTo(SubscriptionState.PENDING);
  }

  @Test
  void verified_movesToTheNewTopicAndHub_whenTheNewHubVerifies() {
    Lease lease = Lease.of(NOW, Duration.ofDays(3));
    Subscription moved = moving.verified(HubVerification.about(move), lease);
    assertThat(moved.topic()).isEqualTo(NEW_TOPIC);
    assertThat(moved.hub()).isEqualTo(NEW_HUB);
    assertThat(moved.callback()).isEqualTo(move.callback());
    assertThat(moved.secret()).isEqualTo(move.secret());
    assertThat(moved.lease()).isEqualTo(lease);
    assertThat(moved.pending()).isNull();
    assertThat(moved.id()).isEqualTo(active.id());
    assertThat(moved.request().resource()).isEqualTo(URI.create("https://blog.example/"));
  }

  @Test
  void verified_keepsTheOpenRequest_whenTheOldHubRechecksMeanwhile() {
    Lease lease = Lease.of(NOW, Duration.ofDays(20));
    Subscription checked = moving.verified(inquiry, lease);
    assertThat(checked.topic()).isEqualTo(TOPIC);
    assertThat(checked.lease()).isEqualTo(lease);
    assertThat(checked.pending()).isEqualTo(move);
  }

  @Test
  void denied_saysSo_andCutsNoLeaseShort() {
    Subscription denied = active.denied(inquiry, "denied by the hub");
    assertThat(denied.state()).isEqualTo(SubscriptionState.DENIED);
    assertThat(denied.problem()).isEqualTo("denied by the hub");
    assertThat(denied.isAliveAt(NOW)).isTrue();
  }

  @Test
  void denied_endsTheOpenRequest() {
    Subscription denied = pending.denied(inquiry, "no");
    assertThat(inquiry.isConfirmedBy(denied, IntentKind.SUBSCRIBE, NOW)).isFalse();
    assertThat(denied.isAliveAt(NOW)).isFalse();
  }

  @Test
  void denied_leavesTheOpenRequest_whenAnotherHubDenies() {
    Subscription denied = moving.denied(inquiry, "no");
    assertThat(denied.state()).isEqualTo(SubscriptionState.DENIED);
    assertThat(denied.pending()).isEqualTo(move);
    assertThat(moving.denied(HubVerification.about(move), "no").pending()).isNull();
  }

  @Test
  void denied_keepsTheWishToUnsubscribe() {
    Subscription denied = active.unsubscribing(NOW).denied(inquiry, "no");
    assertThat(denied.state()).isEqualTo(SubscriptionState.UNSUBSCRIBING);
    assertThat(inquiry.isConfirmedBy(denied, IntentKind.UNSUBSCRIBE, NOW)).isTrue();
  }

  @Test
  void refused_isFailed_orLeavesTheLeaseThatRuns() {
    assertThat(pending.refused("409", NOW).state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(pending.refused("409", NOW).pending()).isNull();
    Subscription kept = moving.refused("409", NOW);
    assertThat(kept.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(kept.problem()).isEqualTo("409");
    assertThat(kept.isAliveAt(NOW)).isTrue();
    assertThat(active.unsubscribing(NOW).refused("409", NOW).state())
        .isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  void unanswered_canStillBeVerified() {
    Subscription silent = pending.unanswered("no answer", NOW);
    assertThat(silent.state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(inquiry.isConfirmedBy(silent, IntentKind.SUBSCRIBE, NOW)).isTrue();
    assertThat(active.unsubscribing(NOW).unanswered("no answer", NOW).state())
        .isEqualTo(SubscriptionState.UNSUBSCRIBING);
    assertThat(moving.unanswered("no answer", NOW).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  void toString_givesNoSecretAndNoTokenAway() {
    Secret secret = intent.secret();
    assertThat(secret).isNotNull();
    assertThat(moving.toString())
        .doesNotContain(secret.value())
        .doesNotContain(intent.callback().value())
        .doesNotContain(move.callback().value());
  }
}
