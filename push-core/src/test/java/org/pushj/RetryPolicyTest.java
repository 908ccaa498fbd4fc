package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private final RetryPolicy policy = RetryPolicy.defaults();

  @ParameterizedTest
  @CsvSource({
    "0, PT1M",
    "1, PT1M",
    "2, PT2M",
    "3, PT4M",
    "8, PT2H8M",
    "9, PT4H",
    "41, PT4H",
    "2147483647, PT4H"
  })
  void delay_isTwiceAsLongAfterEachFailure_upToALimit(int attempts, Duration most) {
    assertThat(policy.delay(attempts, 1)).isEqualTo(most);
    assertThat(policy.delay(attempts, 0)).isEqualTo(most.dividedBy(2));
    assertThat(policy.delay(attempts, 0.5)).isEqualTo(most.multipliedBy(3).dividedBy(4));
  }

  @Test
  void delay_isMoreThanNothing_whenTheFirstIsTiny() {
    assertThat(RetryPolicy.between(Duration.ofMillis(1), Duration.ofMillis(1)).delay(1, 0))
        .isEqualTo(Duration.ofMillis(1));
    assertThatThrownBy(() -> RetryPolicy.between(Duration.ofNanos(999_999), Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first")
        .hasMessageContaining("PT0.001S");
  }

  @Test
  void policy_saysWhatIsPossible_whenItsTimesAreWrong() {
    Duration day = Duration.ofDays(1);
    assertThatThrownBy(() -> RetryPolicy.between(Duration.ZERO, day))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first")
        .hasMessageContaining("PT0S");
    assertThatThrownBy(() -> RetryPolicy.between(Duration.ofHours(25), day))
        .hasMessageContaining("first")
        .hasMessageContaining("PT24H");
    assertThatThrownBy(() -> RetryPolicy.between(day, Duration.ofDays(366)))
        .hasMessageContaining("max")
        .hasMessageContaining("PT8760H");
  }
}
