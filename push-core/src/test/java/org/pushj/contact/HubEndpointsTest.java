package org.pushj.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.spi.ConnectFailedException;

class HubEndpointsTest {

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "http://hub.example, https://hub.example http://hub.example",
    "http://hub.example/?a=%2f&b=+, https://hub.example/?a=%2f&b=+ http://hub.example/?a=%2f&b=+",
    "HTTP://Hub.Example:80/x#f, https://Hub.Example/x#f HTTP://Hub.Example:80/x#f",
    "http://[2001:db8::1]:80/x, https://[2001:db8::1]/x http://[2001:db8::1]:80/x",
    "https://hub.example/, https://hub.example/",
    "http://hub.example:8080/, http://hub.example:8080/",
    "http://localhost/, http://localhost/",
    "http://127.0.0.1/, http://127.0.0.1/"
  })
  void of_putsHttpsFirst_whenAnHttpHubIsAtTheDefaultPort(URI hub, String expected) {
    assertThat(HubEndpoints.of(hub))
        .isEqualTo(Arrays.stream(expected.split(" ")).map(URI::create).toList());
  }

  @ParameterizedTest(name = "SUB-4: {0}")
  @ValueSource(
      strings = {
        "https://hub.example/",
        "HTTPS://hub.example/",
        "http://localhost:8081/",
        "http://LOCALHOST/",
        "http://127.0.0.1:1/",
        "http://127.1.2.3/",
        "http://[::1]:80/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://hub.localhost/"
      })
  void mayCarrySecret_overHttpsAndToLoopback(URI endpoint) {
    assertThat(HubEndpoints.mayCarrySecret(endpoint)).isTrue();
  }

  @ParameterizedTest(name = "SUB-4: {0}")
  @ValueSource(
      strings = {
        "http://hub.example/",
        "http://10.0.0.1/",
        "http://localhost.example/",
        "http://notlocalhost/",
        "http://[2001::1]/",
        "http://[::2]/",
        "http://127.0.0.1.example/",
        "http://[::ffff:10.0.0.1]/"
      })
  void mayNotCarrySecret_anywhereElse(URI endpoint) {
    assertThat(HubEndpoints.mayCarrySecret(endpoint)).isFalse();
  }

  @Test
  void tryInOrder_goesOn_onlyWhereThereIsNoHub() {
    URI hub = URI.create("http://hub.example/");
    URI https = URI.create("https://hub.example/");
    HubException away =
        HubException.unanswered(
            hub, "away", new ConnectFailedException("no", new ConnectException()));
    HubException refusal = HubException.answered(hub, 500, "", "no");

    HubException badCertificate =
        HubException.unanswered(
            hub, "bad", new ConnectFailedException("bad", new SSLHandshakeException("bad")));

    assertThat(tried(hub, null, null)).containsExactly(https);
    assertThat(tried(hub, badCertificate, null)).containsExactly(https, badCertificate);
    for (int status : List.of(403, 404, 525)) {
      HubException noHub = HubException.answered(hub, status, "", "no hub");
      assertThat(tried(hub, noHub, null)).containsExactly(https, hub);
    }
    assertThat(tried(hub, away, null)).containsExactly(https, hub);
    assertThat(tried(hub, refusal, null)).containsExactly(https, refusal);
    assertThat(tried(hub, away, refusal)).containsExactly(https, hub, refusal);
    assertThat(tried(hub, away, away)).containsExactly(https, hub, away);
    assertThat(tried(https, away, null)).containsExactly(https, away);
  }

  /** Returns the URLs that were tried, and what came of it if that was an exception. */
  private static List<Object> tried(URI hub, HubException first, HubException second) {
    List<Object> tried = new ArrayList<>();
    try {
      HubEndpoints.tryInOrder(
          hub,
          HubEndpoints::isNoHub,
          endpoint -> {
            tried.add(endpoint);
            HubException failure = tried.size() == 1 ? first : second;
            if (failure != null) {
              throw failure;
            }
          });
    } catch (HubException e) {
      tried.add(e);
    }
    return tried;
  }
}
