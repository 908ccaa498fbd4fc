package org.pushj.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.IntentKind;
import org.pushj.Secret;

/** What a hub is asked for, and what it is told. */
class HubClientAskTest {
  private static final URI HUB = URI.create("https://hub.example/?key=hidden");
  private static final URI TOPIC = URI.create("https://blog.example/feed");
  private static final Secret SECRET = new Secret("the secret");

  @ParameterizedTest
  @CsvSource({
    "https://me.example/push/token-token-token-token, https://me.example/push/***",
    "https://me.example/token-token-token-token, https://me.example/***"
  })
  void ask_tellsNoSecret_inItsText(URI callback, String shown) {
    HubClient.Ask ask =
        new HubClient.Ask(
            IntentKind.SUBSCRIBE, HUB, HUB, TOPIC, callback, SECRET, Duration.ofSeconds(60));
    assertThat(ask.toString())
        .contains("SUBSCRIBE", "https://hub.example/", TOPIC.toString(), shown, "PT1M")
        .doesNotContain("hidden", "the secret", "token");
  }

  @Test
  void ask_wantsALeaseOfWholeSeconds() {
    assertThatThrownBy(
            () ->
                new HubClient.Ask(
                    IntentKind.SUBSCRIBE, HUB, HUB, TOPIC, TOPIC, null, Duration.ofMillis(1500)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("lease", "PT1.5S");
  }

  @Test
  void ping_namesOneTopic_whenItHasContent() {
    HubClient.Ping.Content content = new HubClient.Ping.Content(new byte[3], "text/plain");
    assertThat(new HubClient.Ping(HUB, HUB, List.of(TOPIC), content).toString())
        .contains(TOPIC.toString(), "3 bytes of text/plain")
        .doesNotContain("hidden");
    assertThatThrownBy(() -> new HubClient.Ping(HUB, HUB, List.of(TOPIC, TOPIC), content))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("were 2");
    assertThatThrownBy(() -> new HubClient.Ping(HUB, HUB, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("topics");
    assertThatThrownBy(() -> new HubClient.Ping.Content(new byte[3], " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("type");
  }
}
