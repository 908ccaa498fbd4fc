package org.pushj.tckcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.HubVerification;
import org.pushj.IntentKind;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

class SubscriptionBuilderTest {

  @Test
  void active_hasARunningLease_andNoOpenRequest() {
    Subscription active = SubscriptionBuilder.active().build();

    assertThat(active.stateAt(ManualClock.START)).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(active.isAliveAt(ManualClock.START.plus(Duration.ofDays(10)))).isFalse();
    assertThat(active.pending()).isNull();
  }

  @Test
  void pending_isVerifiable_byWhatItWasToldLater() {
    Subscription pending =
        SubscriptionBuilder.pending()
            .topic("https://topic.example/a")
            .hub("https://hub.example/b")
            .build();

    assertThat(
            new HubVerification(pending.callback(), "https://topic.example/a")
                .isConfirmedBy(pending, IntentKind.SUBSCRIBE, pending.createdAt()))
        .isTrue();
    assertThat(pending.pending().hub()).isEqualTo(pending.hub());
    assertThat(pending.pending().secret()).isEqualTo(pending.secret());
    assertThat(pending.lease()).isNull();
  }

  @Test
  void openRequest_hasATokenOfItsOwn() {
    CallbackToken asked = CallbackToken.random();
    Subscription renewing =
        SubscriptionBuilder.active().openRequest(IntentKind.SUBSCRIBE, asked).build();

    assertThat(renewing.pending().callback()).isEqualTo(asked).isNotEqualTo(renewing.callback());
  }

  @Test
  void builders_makeDistinctSubscriptions_inTheOrderOfTheirIds() {
    Subscription one = SubscriptionBuilder.active().build();
    Subscription two = SubscriptionBuilder.pending().build();

    assertThat(one.id()).isLessThan(two.id());
    assertThat(one.topic()).isNotEqualTo(two.topic());
    assertThat(one.callback()).isNotEqualTo(two.callback());
  }
}
