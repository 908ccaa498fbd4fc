package org.pushj.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
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

  @Test
  void policy_hasDefaults_forRefusalsToo() {
    assertThat(policy.first()).isEqualTo(Duration.ofMinutes(1));
    assertThat(policy.max()).isEqualTo(Duration.ofHours(4));
    assertThat(policy.maxWhenRefused()).isEqualTo(Duration.ofDays(1));
    assertThat(policy.giveUpAfter()).isEqualTo(Duration.ofDays(30));
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT1M",
    "1, PT1M",
    "2, PT2M",
    "9, PT4H16M",
    "11, PT17H4M",
    "12, PT24H",
    "2147483647, PT24H"
  })
  void delayWhenRefused_growsOnToALimitOfItsOwn(int attempts, Duration most) {
    assertThat(policy.delayWhenRefused(attempts, 1)).isEqualTo(most);
    assertThat(policy.delayWhenRefused(attempts, 0)).isEqualTo(most.dividedBy(2));
  }

  @Test
  void delayWhenRefused_isNoShorterThanAnyOther_whenItsLimitIs() {
    RetryPolicy shorter = RetryPolicy.builder().maxWhenRefused(Duration.ofMinutes(2)).build();
    assertThat(shorter.maxWhenRefused()).isEqualTo(Duration.ofMinutes(2));
    for (int attempts : new int[] {1, 3, 9, 20}) {
      assertThat(shorter.delayWhenRefused(attempts, 1)).isEqualTo(shorter.delay(attempts, 1));
    }
  }

  @Test
  void policy_keepsWhatWasSet() {
    Duration year = Duration.ofDays(365);
    RetryPolicy set =
        RetryPolicy.builder()
            .first(Duration.ofMillis(1))
            .max(year)
            .maxWhenRefused(year)
            .giveUpAfter(year)
            .build();
    assertThat(set.first()).isEqualTo(Duration.ofMillis(1));
    assertThat(set.max()).isEqualTo(year);
    assertThat(set.maxWhenRefused()).isEqualTo(year);
    assertThat(set.giveUpAfter()).isEqualTo(year);
  }

  @Test
  void policy_saysWhatIsPossible_whenItsTimesAfterRefusalsAreWrong() {
    for (Duration wrong : List.of(Duration.ZERO, Duration.ofDays(365).plusMillis(1))) {
      assertThatThrownBy(() -> RetryPolicy.builder().maxWhenRefused(wrong).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("maxWhenRefused must be between PT0.001S and PT8760H, was " + wrong);
      assertThatThrownBy(() -> RetryPolicy.builder().giveUpAfter(wrong).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("giveUpAfter must be between PT0.001S and PT8760H, was " + wrong);
    }
  }
}
