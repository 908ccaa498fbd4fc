package org.pushj.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials.Credentials;

class HubProfileTest {
  private static final URI HUB = URI.create("https://hub.example/");
  private static final URI TOPIC = URI.create("https://a.example/");
  private static final URI CALLBACK = URI.create("https://b.example/1");

  @Test
  @DisplayName("LEG-1: by default a request says hub.verify, async first, and no more than before")
  void w3c_sendsVerifyAndNothingElse() {
    assertThat(form(HubProfile.w3c(), Duration.ofSeconds(60)))
        .isEqualTo(
            "hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2F"
                + "&hub.callback=https%3A%2F%2Fb.example%2F1"
                + "&hub.verify=async&hub.verify=sync&hub.lease_seconds=60");
  }

  @Test
  void builtInProfiles_sayWhatIsParticularAboutTheirHubs() {
    assertThat(form(HubProfile.google(), Duration.ofDays(30)))
        .contains("hub.verify=async&hub.lease_seconds=864000")
        .doesNotContain("sync&hub.verify");
    HubProfile superfeedr = HubProfile.superfeedr("user", "pass");
    assertThat(form(superfeedr, null)).doesNotContain("hub.verify");
    assertThat(superfeedr.settings.noContentVerifies).isTrue();
    assertThat(superfeedr.settings.maxCallback).isEqualTo(250);
    assertThat(superfeedr.settings.credentials).isEqualTo(Credentials.basic("user", "pass"));
    assertThat(HubProfile.wso2().settings.renewsUnderNewCallback).isTrue();
    assertThat(HubProfile.wso2().settings.noContentVerifies).isFalse();
    assertThat(HubProfile.w3c().settings.topicsPerPing).isEqualTo(10);
    assertThat(HubProfile.google().settings.topicsPerPing).isEqualTo(10);
    assertThat(superfeedr.settings.topicsPerPing).isEqualTo(1);
    assertThat(HubProfile.wso2().settings.topicsPerPing).isEqualTo(1);
    assertThat(HubProfile.w3c().settings.contentInBody).isFalse();
    assertThat(HubProfile.wso2().settings.contentInBody).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://switchboard.p3k.io/",
        "https://pubsubhubbub.superfeedr.com/",
        "http://MyBlog.Superfeedr.COM/"
      })
  void profiles_tellOneTopicAtATime_whereMoreWouldBeLost(URI hub) {
    assertThat(HubProfiles.defaults().of(hub).settings.topicsPerPing).isEqualTo(1);
    assertThat(HubProfiles.defaults().of(hub).settings.verifyModes)
        .containsExactly("async", "sync");
  }

  @Test
  void parameters_areSentBesideThoseOfPush() {
    HubProfile profile =
        HubProfile.w3c().toBuilder().verifyModes().parameters(Map.of("hub.key", "a&b")).build();
    assertThat(form(profile, null)).endsWith("&hub.key=a%26b");
  }

  @ParameterizedTest(name = "LEG-3: {0}")
  @ValueSource(strings = {"hub.mode", "hub.secret", "hub.verify_token"})
  void parameters_areRefused_whenTheyAreForPushToSend(String name) {
    HubProfile.Builder builder = HubProfile.w3c().toBuilder();
    assertThatThrownBy(() -> builder.parameters(Map.of(name, "my own")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .message()
        .doesNotContain("my own");
  }

  @ParameterizedTest
  @CsvSource({"59, 60", "60, 60", "3600, 3600", "86400, 86400", "86401, 86400"})
  void lease_isBroughtWithinWhatTheHubTakes(long asked, long sent) {
    HubProfile profile =
        HubProfile.w3c().toBuilder().leases(Duration.ofMinutes(1), Duration.ofDays(1)).build();
    assertThat(form(profile, Duration.ofSeconds(asked))).endsWith("&hub.lease_seconds=" + sent);
    assertThat(form(profile, null)).doesNotContain("lease");
  }

  @Test
  void request_isNotMade_whenAUrlIsLongerThanTheHubTakes() {
    HubProfile profile = HubProfile.w3c().toBuilder().maxTopic(17).maxCallback(18).build();
    HubException topic = catchThrowableOfType(HubException.class, () -> form(profile, null));
    assertThat(topic).hasMessageContainingAll("hub.topic", "at most 17 ", "has 18;");
    assertThat(topic.hub()).isEqualTo(HUB);
    assertThat(topic.status()).isEmpty();
    assertThat(topic.isUndecided()).isFalse();
    HubProfile fit = profile.toBuilder().maxTopic(18).build();
    assertThatThrownBy(() -> form(fit, null))
        .isInstanceOf(HubException.class)
        .hasMessageContainingAll("hub.callback", "at most 18 ", "has 19;")
        .message()
        .doesNotContain(CALLBACK.toString());
    assertThat(form(fit.toBuilder().maxCallback(19).build(), null)).contains("hub.callback");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void limits_sayWhatIsPossible(int limit) {
    HubProfile.Builder builder = HubProfile.w3c().toBuilder();
    assertThatThrownBy(() -> builder.maxTopic(limit)).hasMessageContaining("maxTopic");
    assertThatThrownBy(() -> builder.maxCallback(limit)).hasMessageContaining("maxCallback");
    assertThatThrownBy(() -> builder.topicsPerPing(limit)).hasMessageContaining("topicsPerPing");
    Duration day = Duration.ofDays(1);
    assertThatThrownBy(() -> builder.leases(Duration.ofSeconds(limit), day))
        .hasMessageContaining("shortest");
    assertThatThrownBy(() -> builder.leases(day, Duration.ofHours(1))).hasMessageContaining("PT1H");
    assertThatThrownBy(() -> builder.leases(Duration.ofMillis(1500), day))
        .hasMessageContaining("PT1.5S");
    assertThatThrownBy(() -> builder.leases(day, Duration.ofDays(36_500)))
        .hasMessageContaining("2147483647");
  }

  @Test
  void toBuilder_keepsWhatTheProfileSays() {
    HubProfile.Builder all =
        HubProfile.superfeedr("user", "pass").toBuilder()
            .verifyModes("sync")
            .parameters(Map.of("key", "hidden"))
            .maxTopic(100)
            .leases(Duration.ofSeconds(5), Duration.ofSeconds(50))
            .renewsUnderNewCallback(true)
            .topicsPerPing(7)
            .contentInBody();
    assertThat(all.build().toBuilder()).usingRecursiveComparison().isEqualTo(all);
    assertThat(all.build()).asString().doesNotContain("hidden", "dXNlcjpwYXNz");
  }

  @Test
  void profiles_areFoundByHost_theLastOneAddedFirst() {
    HubProfile mine = HubProfile.wso2();
    HubProfile other = HubProfile.w3c();
    HubProfiles profiles =
        HubProfiles.defaults()
            .with("Hub.Example", mine)
            .with("[::1]", mine)
            .with(hub -> hub.getPath().startsWith("/other"), other);
    assertThat(profiles.of(URI.create("http://hub.EXAMPLE:8080/x?y"))).isSameAs(mine);
    assertThat(profiles.of(URI.create("https://[::1]:9/"))).isSameAs(mine);
    assertThat(profiles.of(URI.create("https://hub.example/other"))).isSameAs(other);
    assertThat(profiles.of(URI.create("https://sub.hub.example/")).settings.renewsUnderNewCallback)
        .isFalse();
    assertThat(HubProfiles.defaults().of(URI.create("https://hub.example/")).settings.verifyModes)
        .containsExactly("async", "sync");
    assertThat(
            profiles.of(URI.create("http://pubsubhubbub.appspot.com/subscribe"))
                .settings
                .verifyModes)
        .containsExactly("async");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "hub.example:80", "https://hub.example", "a/b", "u@h", "::1"})
  void profiles_wantAHost(String host) {
    assertThatThrownBy(() -> HubProfiles.defaults().with(host, HubProfile.w3c()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host")
        .hasMessageContaining(host);
  }

  private static String form(HubProfile profile, Duration lease) {
    HubClient.Ask ask =
        new HubClient.Ask(IntentKind.SUBSCRIBE, HUB, HUB, TOPIC, CALLBACK, null, lease);
    return new String(HubParameters.of(ask, profile).body(Map.of()), US_ASCII);
  }
}
