package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Lease;

class RenewalPolicyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final RenewalPolicy policy = RenewalPolicy.defaults();

  @ParameterizedTest(name = "VER-4: {0}")
  @CsvSource({"1, 1", "2, 2", "0012, 12", "864000, 864000", "315360000, 315360000"})
  void policy_takesTheLeaseOfTheHub_whenItIsAPositiveNumber(String granted, long seconds) {
    assertThat(policy.grant(Optional.of(granted), NOW, null))
        .isEqualTo(Lease.of(NOW, Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest(name = "VER-7: \"{0}\"")
  @ValueSource(strings = {"", "0", "000", "-5", "+5", "yo", "1e3", "12.5", "0x10", " 7", "\u0667"})
  void policy_takesOneDay_whenTheHubNamesNoPositiveNumber(String granted) {
    assertThat(policy.grant(Optional.of(granted), NOW, null))
        .isEqualTo(Lease.of(NOW, Duration.ofDays(1)));
  }

  @Test
  void policy_takesOneDay_whenTheHubNamesNothing() {
    assertThat(policy.grant(Optional.empty(), NOW, null))
        .isEqualTo(Lease.of(NOW, Duration.ofDays(1)));
  }

  @ParameterizedTest(name = "VER-7: {0}")
  @ValueSource(strings = {"315360001", "9223372036854775807", "99999999999999999999999"})
  void policy_cutsTheLease_whenItIsAbsurdlyLong(String granted) {
    assertThat(policy.grant(Optional.of(granted), NOW, null))
        .isEqualTo(Lease.of(NOW, Duration.ofDays(3650)));
  }

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
  void policy_cutsNoRunningLeaseShort_whenTheHubNamesNone() {
    Lease running = Lease.of(NOW.minusSeconds(60), Duration.ofDays(10));
    assertThat(policy.grant(Optional.empty(), NOW, running))
        .isEqualTo(new Lease(NOW, running.endsAt()));
    assertThat(policy.grant(Optional.of("0"), NOW, running))
        .isEqualTo(new Lease(NOW, running.endsAt()));
    assertThat(policy.grant(Optional.of("60"), NOW, running))
        .isEqualTo(Lease.of(NOW, Duration.ofSeconds(60)));
    Lease shorter = Lease.of(NOW.minusSeconds(60), Duration.ofHours(1));
    assertThat(policy.grant(Optional.empty(), NOW, shorter))
        .isEqualTo(Lease.of(NOW, Duration.ofDays(1)));
  }

  @ParameterizedTest
  @CsvSource({"PT240H, PT120H, PT160H", "PT3H, PT1H30M, PT2H", "PT1M, PT30S, PT40S"})
  void lease_isRenewed_whenBetweenAHalfAndAThirdIsLeft(
      Duration length, Duration first, Duration last) {
    Lease lease = Lease.of(NOW, length);
    assertThat(policy.renewsAt(lease, 0)).isEqualTo(NOW.plus(first));
    assertThat(policy.renewsAt(lease, 1)).isEqualTo(NOW.plus(last));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5, 29, 45})
  void lease_isNotRenewedBeforeTheShortestInterval(long seconds) {
    Lease lease = Lease.of(NOW, Duration.ofSeconds(seconds));
    assertThat(policy.renewsAt(lease, 0)).isEqualTo(NOW.plusSeconds(30));
    assertThat(policy.withMinInterval(Duration.ofMinutes(7)).renewsAt(lease, 1))
        .isEqualTo(NOW.plus(Duration.ofMinutes(7)));
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
