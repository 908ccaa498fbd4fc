package org.pushj.examples.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.SignatureAlgorithm;

class HubSettingsTest {

  @Test
  void fromEnvironment_hasTheDefaults_whenNothingIsSet() {
    HubSettings settings = HubSettings.fromEnvironment(Map.of());

    assertThat(settings).isEqualTo(HubSettings.defaults().withClock(settings.clock()));
    assertThat(settings.port()).isEqualTo(8081);
    assertThat(settings.allowPrivate()).isFalse();
    assertThat(settings.faults()).isEmpty();
    assertThat(settings.deltas()).isFalse();
    assertThat(settings.signature()).isEqualTo(SignatureAlgorithm.SHA256);
    assertThat(settings.url(8081)).isEqualTo(URI.create("http://localhost:8081/"));
  }

  @Test
  void fromEnvironment_readsEachVariable() {
    HubSettings settings =
        HubSettings.fromEnvironment(
            Map.of(
                "PORT", "9000",
                "PUSH_PUBLIC_BASE", "https://hub.example",
                "PUSH_ALLOW_PRIVATE", "true",
                "PUSH_FAULTS", "short-lease,deliver-twice",
                "PUSH_DELTAS", "true",
                "PUSH_SIGNATURE", "sha1"));

    assertThat(settings.port()).isEqualTo(9000);
    assertThat(settings.allowPrivate()).isTrue();
    assertThat(settings.faults())
        .containsExactlyInAnyOrder(HubFault.SHORT_LEASE, HubFault.DELIVER_TWICE);
    assertThat(settings.deltas()).isTrue();
    assertThat(settings.signature()).isEqualTo(SignatureAlgorithm.SHA1);
    assertThat(settings.url(9000)).isEqualTo(URI.create("https://hub.example/"));
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
  void fromEnvironment_namesVariableValueAndLimits_whenTheSignatureIsUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HubSettings.fromEnvironment(Map.of("PUSH_SIGNATURE", "md5")))
        .withMessageMatching("PUSH_SIGNATURE must be one of sha1, sha256, .*, was \"md5\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hub.example", "/hub", "ftp://hub.example/", "https://hub.example/ x", "http:///"})
  void fromEnvironment_namesVariableValueAndLimits_whenThePublicBaseIsInvalid(String base) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HubSettings.fromEnvironment(Map.of("PUSH_PUBLIC_BASE", base)))
        .withMessage(
            "PUSH_PUBLIC_BASE must be an http or https URL without user name, query and fragment,"
                + (" was \"" + base + "\""));
  }

  @Test
  void fromEnvironment_doesNotRepeatAPassword_whenThePublicBaseHasOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                HubSettings.fromEnvironment(
                    Map.of("PUSH_PUBLIC_BASE", "https://me:confidential@hub.example/")))
        .withMessageStartingWith("PUSH_PUBLIC_BASE must be ")
        .withMessageNotContaining("confidential");
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
}
