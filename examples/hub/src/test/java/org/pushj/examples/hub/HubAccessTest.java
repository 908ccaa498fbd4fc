package org.pushj.examples.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.examples.guard.RawRequest;

/** SEC-11: whom the hub answers. */
class HubAccessTest {
  private static final String PING = "hub.mode=publish&hub.url=http%3A%2F%2Flocalhost%3A1%2Ffeed";

  @ParameterizedTest(name = "SEC-11: a web page with {0} may not use the hub")
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"
      })
  void post_is403_whenAPageOfAnotherSiteSendsIt(String header) throws IOException {
    try (HubDriver hub = HubDriver.start()) {
      assertThat(RawRequest.post(hub.url(), PING, host(hub.url()), header)).isEqualTo(403);
    }
  }

  @Test
  void post_isAccepted_fromAServer() throws IOException {
    try (HubDriver hub = HubDriver.start()) {
      assertThat(RawRequest.post(hub.url(), PING, host(hub.url()))).isEqualTo(204);
    }
  }

  @Test
  @DisplayName("SEC-11: the hub answers to its own host name only")
  void request_is421_whenItNamesAnotherHost() throws IOException {
    try (HubDriver hub = HubDriver.start()) {
      String origin = "Origin: http://rebound.example";
      assertThat(RawRequest.post(hub.url(), PING, "Host: rebound.example", origin)).isEqualTo(421);
      assertThat(RawRequest.get(hub.url(), "Host: rebound.example")).isEqualTo(421);
    }
  }

  @Test
  void request_mayNameTheHostOfThePublicUrl() throws IOException {
    HubSettings settings = HubDriver.settings().withPublicBase(URI.create("https://hub.example/"));
    try (HubDriver hub = HubDriver.start(settings)) {
      assertThat(RawRequest.post(hub.url(), PING, "Host: hub.example")).isEqualTo(204);
    }
  }

  private static String host(URI url) {
    return "Host: " + url.getRawAuthority();
  }
}
