package org.pushj.tckcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.CallbackToken;
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
    assertThat(active.open()).isNull();
  }

  @Test
  void pending_isVerifiable_byWhatItWasToldLater() {
    Subscription pending =
        SubscriptionBuilder.pending()
            .topic("https://topic.example/a")
            .hub("https://hub.example/b")
            .build();

    assertThat(pending.open().topic()).isEqualTo(URI.create("https://topic.example/a"));
    assertThat(pending.open().callback())
        .isEqualTo(pending.registration().orElseThrow().callback());
    assertThat(pending.open().hub()).isEqualTo(pending.hub());
    assertThat(pending.lease()).isNull();
  }

  @Test
  void openRequest_hasATokenOfItsOwn() {
    CallbackToken asked = CallbackToken.random();
    Subscription renewing =
        SubscriptionBuilder.active().openRequest(IntentKind.SUBSCRIBE, asked).build();

    assertThat(renewing.open().callback())
        .isEqualTo(asked)
        .isNotEqualTo(renewing.grant().registration().callback());
  }

  @ParameterizedTest
  @EnumSource(SubscriptionState.class)
  void state_makesTheSubscriptionBeInThatState(SubscriptionState state) {
    assertThat(SubscriptionBuilder.active().state(state).build().state()).isEqualTo(state);
  }

  @Test
  void builders_makeDistinctSubscriptions_inTheOrderOfTheirIds() {
    Subscription one = SubscriptionBuilder.active().build();
    Subscription two = SubscriptionBuilder.pending().build();

    assertThat(one.id()).isLessThan(two.id());
    assertThat(one.topic()).isNotEqualTo(two.topic());
    assertThat(one.registration().orElseThrow().callback())
        .isNotEqualTo(two.registration().orElseThrow().callback());
  }
}
