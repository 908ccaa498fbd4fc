package org.pushj.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.examples.guard.ServerAddress;

class DemoSettingsTest {
  @Test
  void ports_areTheDefaults_whenNothingIsSet() {
    assertThat(DemoSettings.fromEnvironment(Map.of("HUB_PORT", "")))
        .isEqualTo(new DemoSettings(8081, 8082, 8080, 8083, ServerAddress.loopback()));
  }

  @Test
  void ports_areReadFromTheEnvironment() {
    Map<String, String> environment =
        Map.of("HUB_PORT", "1", "PUBLISHER_PORT", "0", "READER_PORT", "65535", "METRICS_PORT", "7");

    assertThat(DemoSettings.fromEnvironment(environment))
        .isEqualTo(new DemoSettings(1, 0, 65_535, 7, ServerAddress.loopback()));
  }

  @ParameterizedTest
  @CsvSource({"HUB_PORT, x", "PUBLISHER_PORT, 65536", "READER_PORT, -1", "HUB_PORT, 999999999999"})
  void invalidPort_isNamed_withTheAllowedValues(String variable, String value) {
    assertThatThrownBy(() -> DemoSettings.fromEnvironment(Map.of(variable, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(variable, value, "65535");
  }
}
