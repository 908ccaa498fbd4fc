package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Lease;

class LeasesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest(name = "VER-4: {0}")
  @CsvSource({"1, 1", "2, 2", "0012, 12", "864000, 864000", "315360000, 315360000"})
  void leases_takesTheLeaseOfTheHub_whenItIsAPositiveNumber(String granted, long seconds) {
    assertThat(Leases.grant(Optional.of(granted), NOW))
        .isEqualTo(Lease.of(NOW, Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest(name = "VER-7: \"{0}\"")
  @ValueSource(strings = {"", "0", "000", "-5", "+5", "yo", "1e3", "12.5", "0x10", " 7", "\u0667"})
  void leases_takesOneDay_whenTheHubNamesNoPositiveNumber(String granted) {
    assertThat(Leases.grant(Optional.of(granted), NOW))
        .isEqualTo(Lease.of(NOW, Duration.ofDays(1)));
  }

  @Test
  void leases_takesOneDay_whenTheHubNamesNothing() {
    assertThat(Leases.grant(Optional.empty(), NOW)).isEqualTo(Lease.of(NOW, Duration.ofDays(1)));
  }

  @ParameterizedTest(name = "VER-7: {0}")
  @ValueSource(strings = {"315360001", "9223372036854775807", "99999999999999999999999"})
  void leases_cutsTheLease_whenItIsAbsurdlyLong(String granted) {
    assertThat(Leases.grant(Optional.of(granted), NOW))
        .isEqualTo(Lease.of(NOW, Duration.ofDays(3650)));
  }
}
