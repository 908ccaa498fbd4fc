package org.pushj.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pushj.HubException;
import org.pushj.http.JdkHttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials.Credentials;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.PushExtension;
import org.pushj.tck.RecordedRequest;

/** What a hub is sent along with a ping. */
@ExtendWith(PushExtension.class)
class PingWithContentTest {
  private static final URI TOPIC = URI.create("https://blog.example/feed?a=1&b");
  private static final String ENCODED = "https%3A%2F%2Fblog.example%2Ffeed%3Fa%3D1%26b";
  private static final byte[] CONTENT = "<feed>\u00e9\r\n&+ %</feed>".getBytes(UTF_8);
  private static final byte[] EVERY_BYTE = everyByte();

  private final FakeHub hub;

  PingWithContentTest(FakeHub hub) {
    this.hub = hub.behaviour(HubBehaviour.hold());
  }

  @Test
  void inBody_sendsTheContentAsItIs_andTheParametersInTheQuery() {
    RecordedRequest request = sent(hub.url(), HubProfile.Builder::contentInBody, CONTENT);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/hub");
    assertThat(request.rawQuery())
        .hasValue("hub.mode=publish&hub.url=" + ENCODED + "&hub.topic=" + ENCODED);
    assertThat(request.header("Content-Type")).hasValue("application/xml");
    assertThat(request.body()).isEqualTo(CONTENT);
  }

  @Test
  void inBody_keepsTheQueryOfTheHub() {
    RecordedRequest request =
        sent(hub.url("/hub?key=%2F"), HubProfile.Builder::contentInBody, CONTENT);
    assertThat(request.rawQuery().orElseThrow()).startsWith("key=%2F&hub.mode=publish&");
  }

  @Test
  void inBody_followsARedirect_toTheLetter() {
    hub.behaviour(
        (it, request) ->
            request.http().path().equals("/hub")
                ? FakeResponse.of(307).header("Location", "/moved?x=y")
                : FakeResponse.of(200));
    sent(hub.url(), HubProfile.Builder::contentInBody, CONTENT);
    RecordedRequest moved = hub.requests().get(1).http();
    assertThat(moved.path() + moved.rawQuery().orElse("")).isEqualTo("/movedx=y");
    assertThat(moved.body()).isEqualTo(CONTENT);
  }

  @Test
  void inBody_isNotSent_whenTheCredentialsAreFormParameters() {
    Credentials credentials = new Credentials(Map.of(), Map.of("key", "hidden"));
    HubProfile profile =
        HubProfile.w3c().toBuilder().contentInBody().credentials(credentials).build();
    assertThatThrownBy(() -> send(hub.url(), profile, CONTENT))
        .isInstanceOf(HubException.class)
        .hasMessageContainingAll("credentials", "form parameters", "nothing was sent")
        .message()
        .doesNotContain("hidden");
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void inForm_sendsTheContentByteForByte_withWhatIsMadeOfIt() {
    UnaryOperator<HubProfile.Builder> signed =
        profile ->
            profile.contentInForm(content -> Map.of("hub.signature", "length&" + content.length));
    RecordedRequest request = sent(hub.url(), signed, EVERY_BYTE);
    assertThat(request.rawQuery()).isEmpty();
    assertThat(request.header("Content-Type")).hasValue("application/x-www-form-urlencoded");
    assertThat(request.text())
        .startsWith("hub.mode=publish&hub.url=" + ENCODED + "&hub.topic=" + ENCODED)
        .endsWith("&hub.signature=length%26256");
    assertThat(request.text())
        .contains("&hub.content=%00%01%02", "-.%2F0123456789%3A", "%7F%80%81", "%FE%FF&");
  }

  @Test
  void hub_getsAThinPing_whenItTakesNoContent() {
    send(hub.url(), HubProfile.w3c(), CONTENT);
    assertThat(hub.requests().get(0).http().body())
        .isEqualTo(
            ("hub.mode=publish&hub.url=" + ENCODED + "&hub.topic=" + ENCODED).getBytes(US_ASCII));
  }

  private RecordedRequest sent(URI at, UnaryOperator<HubProfile.Builder> format, byte[] content) {
    send(at, format.apply(HubProfile.w3c().toBuilder()).build(), content);
    return hub.requests().get(0).http();
  }

  private static void send(URI at, HubProfile profile, byte[] content) {
    FormHubClient client =
        new FormHubClient(
            JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build(),
            asked -> Credentials.NONE,
            HubProfiles.defaults().with(asked -> true, profile),
            "test/1",
            Duration.ofSeconds(10),
            InstantSource.system());
    client.publish(
        new HubClient.Ping(
            at, at, List.of(TOPIC), new HubClient.Ping.Content(content, "application/xml")));
  }

  private static byte[] everyByte() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    return all;
  }
}
