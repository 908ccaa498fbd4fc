package org.pushj.examples.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {

  @Test
  void fromEnvironment_hasTheDefaults_whenNothingIsSet() {
    HubSettings settings = HubSettings.fromEnvironment(Map.of());

    assertThat(settings).isEqualTo(HubSettings.defaults().withClock(settings.clock()));
    assertThat(settings.port()).isEqualTo(8081);
    assertThat(settings.allowPrivate()).isFalse();
    assertThat(settings.faults()).isEmpty();
    assertThat(settings.deltas()).isFalse();
  }

  @Test
  void fromEnvironment_readsEachVariable() {
    HubSettings settings =
        HubSettings.fromEnvironment(
            Map.of(
                "PORT", "9000",
                "PUSH_ALLOW_PRIVATE", "true",
                "PUSH_FAULTS", "short-lease,deliver-twice",
                "PUSH_DELTAS", "true"));

    assertThat(settings.port()).isEqualTo(9000);
    assertThat(settings.allowPrivate()).isTrue();
    assertThat(settings.faults())
        .containsExactlyInAnyOrder(HubFault.SHORT_LEASE, HubFault.DELIVER_TWICE);
    assertThat(settings.deltas()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http", "-1", "65536", "99999999999"})
  void fromEnvironment_namesVariableValueAndLimits_whenThePortIsWrong(String port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HubSettings.fromEnvironment(Map.of("PORT", port)))
        .withMessage("PORT must be between 0 (any free port) and 65535, was \"" + port + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUSH_ALLOW_PRIVATE", "PUSH_DELTAS"})
  void fromEnvironment_namesVariableAndValue_whenAFlagIsWrong(String variable) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HubSettings.fromEnvironment(Map.of(variable, "1")))
        .withMessage(variable + " must be true or false, was \"1\"");
  }

  @Test
  void start_namesThePort_whenItIsInUse() {
    try (HubDriver first = HubDriver.start()) {
      int port = first.url().getPort();

      assertThatIllegalStateException()
          .isThrownBy(() -> HubServer.start(HubSettings.defaults().withPort(port)))
          .withMessageStartingWith("The hub cannot listen on port " + port);
    }
  }

  @Test
  void backOff_doublesItsDelay() {
    BackOff backOff = BackOff.defaults();

    assertThat(backOff.delayAfter(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backOff.delayAfter(2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(backOff.delayAfter(5)).isEqualTo(Duration.ofSeconds(16));
  }
}
