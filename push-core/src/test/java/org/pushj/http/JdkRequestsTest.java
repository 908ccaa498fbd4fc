package org.pushj.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkRequestsTest {

  @Test
  void fields_asksForGzip_whenTheCallerNamesNoCoding() {
    assertThat(JdkRequests.fields(Map.of("X-Own", "1")))
        .containsOnly(Map.entry("Accept-Encoding", "gzip"), Map.entry("X-Own", "1"));
  }

  @Test
  void fields_keepsTheCallersCoding_whenItIsNamedInAnyCase() {
    assertThat(JdkRequests.fields(Map.of("accept-encoding", "identity")))
        .containsOnly(Map.entry("accept-encoding", "identity"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host", "content-length", "Connection", "Expect", "Transfer-Encoding", "UPGRADE"})
  void fields_refusesAField_whenItIsTheClientsToSet(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdkRequests.fields(Map.of(name, "x")))
        .withMessage("headers: " + name + " is set by the HTTP client itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\r\nb", "\u00fc"})
  void fields_refusesAField_whenItsNameIsNone(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdkRequests.fields(Map.of(name, "x")))
        .withMessageStartingWith("headers: no name of a header field")
        .withMessageNotContaining("\n");
  }

  @ParameterizedTest
  @DisplayName("SEC-5: a value never becomes two fields, and a secret one is not shown")
  @ValueSource(strings = {"secret\r\nX: y", "secret\n", "secret\u0000", "secret\u00fc"})
  void fields_refusesAField_whenItsValueCannotBeSent(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdkRequests.fields(Map.of("Authorization", value)))
        .withMessageContaining("Authorization")
        .withMessageNotContaining("secret");
  }

  @Test
  void fields_refusesAField_whenItIsThereTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdkRequests.fields(Map.of("X-Own", "1", "x-own", "2")))
        .withMessageStartingWith("headers: ");
  }
}
