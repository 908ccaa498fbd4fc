package org.pushj.own;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pushj.SubscriptionState;
import org.pushj.TopicLinks;
import org.pushj.Update;
import org.pushj.WebLink;
import org.pushj.discovery.WebTopicDiscoverer;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.FormHubClient;
import org.pushj.hub.HubProfiles;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;
import org.pushj.tck.PushExtension;

/** A subscriber all of whose four parts are an application's own, over HTTP. */
@ExtendWith(PushExtension.class)
class OwnPartsTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final FakeHub hub;
  private final CallbackServer callbacks;
  private final List<Update> updates = new CopyOnWriteArrayList<>();
  private final List<Duration> times = new CopyOnWriteArrayList<>();

  OwnPartsTest(FakeHub hub, CallbackServer callbacks) {
    this.hub = hub;
    this.callbacks = callbacks;
  }

  private Subscriber subscriber(Map<URI, TopicLinks> registry) {
    URI callbackBase = callbacks.base();
    // START SNIPPET: builder
    UrlPolicy urls = UrlPolicy.allowPrivate(); // for development only
    HttpTransport http = JdkHttpTransport.builder().urlPolicy(urls).build();
    LinkHeaderParser links = new VendorLinkHeaderParser();
    TopicDiscoverer web = new WebTopicDiscoverer(http, links, "reader/1", Duration.ofSeconds(20));
    HubClient client =
        new FormHubClient(
            http,
            HubCredentials.none(),
            HubProfiles.defaults(),
            "reader/1",
            Duration.ofSeconds(10),
            InstantSource.system());
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(callbackBase)
            .listener(updates::add)
            .urlPolicy(urls)
            .linkHeaderParser(links)
            .topicDiscoverer(
                new RegistryTopicDiscoverer(
                    resource -> Optional.ofNullable(registry.get(resource)), web))
            .signatureVerifier(new VendorSignatureVerifier())
            .hubClient(new TimedHubClient(client, times::add))
            .build();
    // END SNIPPET: builder
    callbacks.serve(subscriber.callbackHandler());
    return subscriber;
  }

  @Test
  void parts_areUsed_whenTheRegistryKnowsTheResource() throws Exception {
    URI feed = URI.create("https://vendor.example/feed");
    URI topic = URI.create("https://vendor.example/topics/1");
    Subscriber subscriber = subscriber(Map.of(feed, new TopicLinks(topic, List.of(hub.url()))));

    assertThat(subscriber.subscribe(feed).state()).isEqualTo(SubscriptionState.ACTIVE);

    HubRequest request = hub.awaitRequest("subscribe", 1, SOON);
    assertThat(request.topic()).isEqualTo(topic.toString());
    assertThat(times).hasSize(1);
    byte[] content = "<feed/>".getBytes(UTF_8);
    int status =
        hub.delivery(request)
            .content(content)
            .unsigned()
            .header("X-Vendor-Digest", sha256(request.secret().orElseThrow(), content))
            .links("<https://hub.example/>; rel=\"https://vendor.example/rel/hub\"")
            .send()
            .status();
    assertThat(status).isEqualTo(200);
    assertThat(updates).hasSize(1);
    assertThat(WebLink.first(updates.get(0).links(), "hub"))
        .contains(URI.create("https://hub.example/"));
  }

  @Test
  void content_isRefused_whenTheVendorsDigestIsWrong() throws Exception {
    URI feed = URI.create("https://vendor.example/feed");
    subscriber(Map.of(feed, new TopicLinks(feed, List.of(hub.url())))).subscribe(feed);
    HubRequest request = hub.awaitRequest("subscribe", 1, SOON);

    byte[] content = {1};
    int status =
        hub.delivery(request)
            .content(content)
            .unsigned()
            .header("X-Vendor-Digest", sha256("guessed", content))
            .send()
            .status();

    assertThat(status).isEqualTo(200);
    assertThat(updates).isEmpty();
  }

  @Test
  void parser_findsTheHub_whenTheHeaderUsesTheVendorsRelation(FakeTopicSite site) {
    String link = "<" + hub.url() + ">; rel=\"https://vendor.example/rel/hub\"";
    URI page = site.page("/page", FakeResponse.of(200).header("Link", link));

    assertThat(subscriber(Map.of()).subscribe(page).hub()).isEqualTo(hub.url());
  }

  private static String sha256(String secret, byte[] content) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(content));
  }
}
