package org.pushj.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RenewalPolicyTest {
  @Test
  void policy_namesTheLimit_whenALeaseIsTooLong() {
    assertRefused(
        all -> all.maxLease(Duration.ofDays(99_999)), "maxLease", "PT876000H", "PT2399976H");
    assertRefused(
        all -> all.leaseWhenUnknown(Duration.ofDays(3651)),
        "leaseWhenUnknown",
        "maxLease, PT87600H",
        "PT87624H");
    RenewalPolicy longest =
        RenewalPolicy.builder()
            .maxLease(Duration.ofDays(36_500))
            .leaseWhenUnknown(Duration.ofDays(36_500))
            .build();
    assertThat(longest.leaseWhenUnknown()).isEqualTo(longest.maxLease());
  }

  @Test
  void policy_namesTheTime_whenItIsNotPositive() {
    assertRefused(all -> all.leaseWhenUnknown(Duration.ZERO), "leaseWhenUnknown", "PT0S");
    assertRefused(all -> all.maxLease(Duration.ZERO), "maxLease", "PT0S");
    assertRefused(all -> all.minInterval(Duration.ZERO), "minInterval", "PT0S");
    assertRefused(
        all -> all.unverifiedAfter(Duration.ofSeconds(-1)), "unverifiedAfter", "positive", "PT-1S");
  }

  @Test
  void policy_rotatesOnlyWhatItIsToldTo() {
    RenewalPolicy none = RenewalPolicy.defaults();
    assertThat(none.rotatesSecret() || none.rotatesCallback()).isFalse();
    RenewalPolicy secret = RenewalPolicy.builder().rotatesSecret(true).build();
    assertThat(secret.rotatesSecret()).isTrue();
    assertThat(secret.rotatesCallback()).isFalse();
    RenewalPolicy callback = RenewalPolicy.builder().rotatesCallback(true).build();
    assertThat(callback.rotatesSecret()).isFalse();
    assertThat(callback.rotatesCallback()).isTrue();
  }

  private static void assertRefused(UnaryOperator<RenewalPolicy.Builder> change, String... told) {
    assertThatThrownBy(() -> change.apply(RenewalPolicy.builder()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(told);
  }
}
