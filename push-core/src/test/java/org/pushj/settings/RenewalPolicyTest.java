package org.pushj.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RenewalPolicyTest {
  @Test
  void policy_namesTheTime_whenItIsNotPositive() {
    assertRefused(
        all -> all.unverifiedAfter(Duration.ofSeconds(-1)), "unverifiedAfter", "positive", "PT-1S");
  }

  @Test
  void policy_rotatesOnlyWhenItIsToldTo() {
    assertThat(RenewalPolicy.defaults().rotatesCallback()).isFalse();
    assertThat(RenewalPolicy.builder().rotatesCallback(true).build().rotatesCallback()).isTrue();
  }

  private static void assertRefused(UnaryOperator<RenewalPolicy.Builder> change, String... told) {
    assertThatThrownBy(() -> change.apply(RenewalPolicy.builder()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(told);
  }
}
