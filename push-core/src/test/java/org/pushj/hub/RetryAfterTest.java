package org.pushj.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.http.JdkHttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.ManualClock;

/** What a hub says about when to come again. The clock shows 2026-01-01T00:00:00Z, a Thursday. */
class RetryAfterTest {
  private static final Duration MAX = HubException.MAX_RETRY_AFTER;

  private final ManualClock clock = new ManualClock();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | PT2M",
        "' 0120 ' | PT2M",
        "604800 | P7D",
        "604801 | P7D",
        "99999999999999999999999 | P7D",
        "Thu, 01 Jan 2026 00:01:30 GMT | PT90S",
        "Thursday, 01-Jan-26 00:01:30 GMT | PT90S",
        "Thu Jan  1 00:01:30 2026 | PT90S",
        "Sun, 01 Jan 2040 00:00:00 GMT | P7D"
      })
  void retryAfter_isSecondsOrADate_atMostAWeekAway(String value, Duration expected) {
    assertThat(RetryAfter.parse(value, clock.instant())).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "1.5",
        "soon",
        "120, 240",
        "\u0661",
        "Thu, 01 Jan 2026 00:00:00 GMT",
        "Wed, 31 Dec 2025 23:59:59 GMT",
        "Fri, 01 Jan 2026 00:01:30 GMT",
        "2026-01-01T00:01:30Z"
      })
  void retryAfter_isIgnored_whenItNamesNoTimeToCome(String value) {
    assertThat(RetryAfter.parse(value, clock.instant())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"503, PT1M30S", "429, PT1M30S", "302, "})
  void refusal_tellsWhenToComeAgain_whenTheStatusIsAnError(int status, Duration expected) {
    FakeResponse response =
        FakeResponse.of(status).header("Retry-After", "Thu, 01 Jan 2026 00:01:30 GMT");
    assertThat(refusal(response).retryAfter().orElse(null)).isEqualTo(expected);
  }

  @Test
  void refusal_saysNothing_whenTheHubDoesNot() {
    assertThat(refusal(FakeResponse.of(503)).retryAfter()).isEmpty();
    assertThat(refusal(FakeResponse.of(503).header("Retry-After", "-5")).retryAfter()).isEmpty();
    URI hub = URI.create("https://hub.example/");
    assertThat(HubException.answered(hub, 503, "", "busy").retryAfter()).isEmpty();
    assertThat(HubException.answered(hub, 503, "", MAX, "busy").retryAfter()).contains(MAX);
    assertThat(HubException.unanswered(hub, "silence", null).retryAfter()).isEmpty();
  }

  private HubException refusal(FakeResponse response) {
    try (FakeHub hub = FakeHub.start()) {
      hub.behaviour(HubBehaviour.answer(response));
      FormHubClient client =
          new FormHubClient(
              JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build(),
              HubCredentials.none(),
              HubProfiles.defaults(),
              "test/1",
              Duration.ofSeconds(5),
              clock);
      HubClient.Ping ping =
          new HubClient.Ping(
              hub.url(), hub.url(), List.of(URI.create("https://blog.example/feed")));
      return catchThrowableOfType(HubException.class, () -> client.publish(ping));
    }
  }
}
