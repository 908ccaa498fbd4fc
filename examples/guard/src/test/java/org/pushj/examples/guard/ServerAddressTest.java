package org.pushj.examples.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressTest {
  @Test
  void address_isLoopback_whenTheEnvironmentIsEmpty() {
    List.of(Map.<String, String>of(), Map.of("PUSH_BIND", " ", "PUSH_HOSTS", " ,"))
        .forEach(
            environment ->
                assertThat(ServerAddress.fromEnvironment(environment))
                    .isEqualTo(ServerAddress.loopback()));
    assertThat(ServerAddress.loopback().bind()).isEqualTo(InetAddress.getLoopbackAddress());
    assertThat(ServerAddress.loopback().hosts()).isEmpty();
  }

  @Test
  void hosts_areReadInLowerCase() {
    Map<String, String> environment = Map.of("PUSH_HOSTS", "Reader.example, 192.0.2.7");
    assertThat(ServerAddress.fromEnvironment(environment).hosts())
        .containsExactlyInAnyOrder("reader.example", "192.0.2.7");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://localhost:8080/",
    "localhost, http://localhost:8080/",
    "0.0.0.0, http://localhost:8080/",
    "::, http://localhost:8080/",
    "192.0.2.7, http://192.0.2.7:8080/",
    "2001:db8::7, http://[2001:db8:0:0:0:0:0:7]:8080/"
  })
  void url_leadsToTheAddress(String bind, URI url) {
    assertThat(ServerAddress.fromEnvironment(Map.of("PUSH_BIND", bind)).url(8080)).isEqualTo(url);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "PUSH_BIND, 127.0.0.1:8080",
    "PUSH_BIND, not an address",
    "PUSH_HOSTS, reader.example:8080",
    "PUSH_HOSTS, https://reader.example/",
    "PUSH_HOSTS, *"
  })
  void fromEnvironment_namesVariableAndValue_whenInvalid(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerAddress.fromEnvironment(Map.of(name, value)))
        .withMessageStartingWith(name + "=" + value + " is invalid; it must be ");
  }
}
