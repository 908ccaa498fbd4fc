package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.example.reader.OwnHubClient;
import org.example.reader.OwnLinkHeaderParser;
import org.example.reader.OwnSignatureVerifier;
import org.example.reader.OwnTopicDiscoverer;
import org.example.reader.ReaderListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.tck.Delivery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/** An application that brings parts of its own, which its web.xml names. */
class OwnPartsTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private JettyContainer container;
  private URI context;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws Exception {
    container = new JettyContainer();
    context = URI.create("http://127.0.0.1:" + container.port() + "/app");
  }

  @AfterEach
  void stop() {
    container.close();
    hub.close();
    site.close();
  }

  @Test
  void hubClient_asksTheHub_whenItIsNamed() throws Exception {
    Reader reader = deploy(new War().with("hubClient", OwnHubClient.class.getName()));
    String id = reader.subscribe(site.advertise("/feed", hub.url()));
    HubRequest request = hub.awaitRequest("subscribe", 1, SOON);
    assertThat(request.http().header(OwnHubClient.NUMBER)).contains("1");
    assertThat(reader.state(id)).isEqualTo("ACTIVE");
    reader.unsubscribe(id);
    assertThat(hub.awaitRequest("unsubscribe", 1, SOON).http().header(OwnHubClient.NUMBER))
        .contains("2");
    assertThat(reader.state(id)).isEmpty();
  }

  @Test
  void topicDiscoverer_findsTheHub_whenItIsNamed() throws Exception {
    Reader reader = deploy(new War().with("topicDiscoverer", OwnTopicDiscoverer.class.getName()));
    String id = reader.subscribe(URI.create("http://registry.example/feed?hub=" + hub.url()));
    assertThat(hub.awaitRequest("subscribe", 1, SOON).topic())
        .isEqualTo("http://registry.example/feed");
    assertThat(reader.state(id)).isEqualTo("ACTIVE");
  }

  @Test
  void signatureVerifier_checksContent_whenItIsNamed() throws Exception {
    Reader reader =
        deploy(new War().with("signatureVerifier", OwnSignatureVerifier.class.getName()));
    String id = reader.subscribe(site.advertise("/feed", hub.url()));
    HubRequest request = hub.awaitRequest("subscribe", 1, SOON);
    String secret = request.secret().orElseThrow();
    Delivery own = hub.delivery(request).content("own", "text/plain").unsigned();
    own.header(OwnSignatureVerifier.SIGNATURE, "sha256=" + hmac("own", secret)).send();
    hub.delivery(request).content("standard", "text/plain").send();
    assertThat(reader.updates(id)).extracting(Reader.Received::text).containsExactly("own");
  }

  @Test
  void linkHeaderParser_readsTheHeadersOfTopics_whenItIsNamed() throws Exception {
    Reader reader = deploy(new War().with("linkHeaderParser", OwnLinkHeaderParser.class.getName()));
    URI topic = site.url("/feed");
    site.page(
        "/feed", FakeResponse.of(200).link(hub.url(), OwnLinkHeaderParser.HUB).link(topic, "self"));
    reader.subscribe(topic);
    assertThat(hub.awaitRequest("subscribe", 1, SOON).topic()).isEqualTo(topic.toString());
  }

  @Test
  void parts_workTogether_whenAllAreNamed() throws Exception {
    War war = new War();
    List<Class<?>> parts =
        List.of(
            OwnHubClient.class,
            OwnTopicDiscoverer.class,
            OwnSignatureVerifier.class,
            OwnLinkHeaderParser.class);
    for (Class<?> part : parts) {
      String name = part.getSimpleName().substring("Own".length());
      war.with(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), part.getName());
    }
    Reader reader = deploy(war);
    String id = reader.subscribe(URI.create("http://registry.example/feed?hub=" + hub.url()));
    HubRequest request = hub.awaitRequest("subscribe", 1, SOON);
    assertThat(request.http().header(OwnHubClient.NUMBER)).contains("1");
    hub.delivery(request)
        .content("news", "text/plain")
        .unsigned()
        .header(
            OwnSignatureVerifier.SIGNATURE,
            "sha256=" + hmac("news", request.secret().orElseThrow()))
        .send();
    assertThat(reader.updates(id)).extracting(Reader.Received::text).containsExactly("news");
  }

  private Reader deploy(War war) throws Exception {
    war.with("callbackBase", Endpoint.callbackBase(context).toString())
        .with("listener", ReaderListener.class.getName())
        .with("allowPrivate", "true");
    container.deploy("/app", war.writeTo(folder));
    return new Reader(context);
  }

  private static String hmac(String content, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(content.getBytes(UTF_8)));
  }
}
