package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RenewalPolicyTest {
  private final RenewalPolicy policy = RenewalPolicy.defaults();

  @Test
  void policy_saysWhatIsPossible_whenItsLengthsAreWrong() {
    assertThatThrownBy(() -> RenewalPolicy.defaults().withLeaseWhenUnknown(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leaseWhenUnknown");
    assertThatThrownBy(() -> RenewalPolicy.defaults().withMaxLease(Duration.ofDays(99_999)))
        .hasMessageContaining("maxLease");
    assertThatThrownBy(() -> RenewalPolicy.defaults().withLeaseWhenUnknown(Duration.ofDays(3651)))
        .hasMessageContaining("PT87624H");
  }

  @Test
  void policy_saysWhatIsPossible_whenATimeIsNotPositive() {
    assertThatThrownBy(() -> policy.withMinInterval(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("minInterval");
    assertThatThrownBy(() -> policy.withUnverifiedAfter(Duration.ofSeconds(-1)))
        .hasMessageContaining("unverifiedAfter")
        .hasMessageContaining("PT-1S");
  }

  @Test
  void policy_rotatesOnlyWhatItIsToldTo() {
    assertThat(policy.rotatesSecret() || policy.rotatesCallback()).isFalse();
    assertThat(policy.withSecretRotation().rotatesCallback()).isFalse();
    assertThat(policy.withCallbackRotation().rotatesSecret()).isFalse();
    RenewalPolicy both = policy.withSecretRotation().withCallbackRotation();
    assertThat(both.withUnverifiedAfter(Duration.ofHours(1)).rotatesSecret()).isTrue();
    assertThat(both.withMaxLease(Duration.ofDays(3)).rotatesCallback()).isTrue();
  }
}
