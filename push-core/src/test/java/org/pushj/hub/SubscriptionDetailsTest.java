package org.pushj.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.CallbackToken;
import org.pushj.HubException;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Target;
import org.pushj.http.JdkHttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.FakeTopicSite;

/** What Google's hub says of a subscription when it is asked. */
class SubscriptionDetailsTest {
  private static final String PAGE =
      """
      <!DOCTYPE html><html><body><h2>Subscription Details</h2>
      <dl>
      <dt>Callback URL</dt><dd>https://reader.example/push/%1$s</dd>
      <dt>State</dt><dd>%2$s</dd>
      <dt>Expiration time</dt><dd>Sun, 11 Jan 2026 00:00:00 +0000</dd>
      <dt>Last delivery error</dt><dd>%3$s</dd>
      </dl></body></html>
      """;

  private final FakeTopicSite hub = FakeTopicSite.start();
  private final Registration known =
      new Registration(
          new Target(URI.create("https://site.example/feed?a=1&b=2"), hub.url("/hub")),
          CallbackToken.random(),
          URI.create("https://reader.example/push/"),
          Secret.random());

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void view_hasWhatTheHubSays_whenItsProfileKnowsHowToAsk() {
    page(PAGE.formatted(known.callback().value(), "verified", "n/a"));
    HubClient.View view = view(HubProfile.google()).orElseThrow();
    assertThat(view.verified()).isTrue();
    assertThat(view.text())
        .isEqualTo(
            "State: verified; Expiration time: Sun, 11 Jan 2026 00:00:00 +0000;"
                + " Last delivery error: n/a");
    assertThat(URLDecoder.decode(hub.requests().get(0).rawQuery().orElseThrow(), UTF_8))
        .isEqualTo(
            "hub.callback=%s&hub.topic=%s&hub.secret=%s"
                .formatted(known.callbackUrl(), known.topic(), secret()));
  }

  @Test
  void view_isNotVerified_whenTheHubSaysSo_andHidesWhatIsSecret() {
    page(PAGE.formatted("x", "unverified", "404 at " + known.callbackUrl() + " " + secret()));
    HubClient.View view = view(HubProfile.google()).orElseThrow();
    assertThat(view.verified()).isFalse();
    assertThat(view.text())
        .contains("Last delivery error: 404 at https://reader.example/push/***")
        .doesNotContain(known.callback().value(), secret());
  }

  @Test
  void view_readsATable_andCutsWhatIsTooLong() {
    page(
        "<table><tr><th>State:</th><td> Verified </td></tr><tr><th>Note</th><td>"
            + "x".repeat(10_000)
            + "\u202e</td></tr></table>");
    HubClient.View view = view(HubProfile.google()).orElseThrow();
    assertThat(view.verified()).isTrue();
    assertThat(view.text()).startsWith("State: Verified; Note: xxx").hasSizeLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<dl><dt>State</dt></dl>", "{\"state\": 1}", "<dt>", "\0<dd>x"})
  void view_isEmpty_whenNothingIsUnderstood(String body) {
    page(body);
    assertThat(view(HubProfile.google())).isEmpty();
  }

  @Test
  void view_isEmpty_whenTheHubIsNotAskedOrDoesNotKnow() {
    assertThat(view(HubProfile.w3c())).isEmpty();
    assertThat(hub.requests()).isEmpty();
    assertThat(view(HubProfile.google())).as("404").isEmpty();
  }

  @Test
  void view_fails_whenTheHubIsAway_andTellsNoSecret() {
    hub.close();
    assertThatThrownBy(() -> view(HubProfile.google()))
        .isInstanceOf(HubException.class)
        .hasMessageNotContainingAny(known.callback().value(), secret());
  }

  private void page(String body) {
    hub.page("/subscription-details", FakeResponse.of(200).body("text/html", body));
  }

  private String secret() {
    return Optional.ofNullable(known.secret()).orElseThrow().value();
  }

  private Optional<HubClient.View> view(HubProfile profile) {
    return new FormHubClient(
            JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build(),
            HubCredentials.none(),
            url -> profile,
            "test",
            Duration.ofSeconds(10),
            InstantSource.system())
        .view(known);
  }
}
