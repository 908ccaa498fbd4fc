package org.pushj.subscriber;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.DiscoveryException;
import org.pushj.IntentKind;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.TopicLinks;
import org.pushj.Update;
import org.pushj.WebLink;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.FormHubClient;
import org.pushj.hub.HubProfiles;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.spi.SignatureVerifier;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;

/** An application with a hub client, verifier, discoverer and parser of its own takes the tour. */
class OwnPartsTest {
  private static final String HEADER = "X-Vendor-Signature";
  private static final URI RESOURCE = URI.create("http://registry.example/7");
  private static final URI TOPIC = URI.create("http://vendor.example/topics/7");

  private final CountingHubClient hubs = new CountingHubClient();
  private final Map<URI, TopicLinks> registry = new ConcurrentHashMap<>();
  private final World world =
      new World(
          settings ->
              settings
                  .hubClient(hubs)
                  .signatureVerifier(new VendorVerifier())
                  .topicDiscoverer(new RegistryDiscoverer(registry))
                  .linkHeaderParser(new WordParser()));

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void tour_worksWithOwnParts() throws Exception {
    registry.put(RESOURCE, new TopicLinks(TOPIC, List.of(world.hub.url())));
    world.hub.behaviour(HubBehaviour.hold());
    Subscription pending = world.subscriber.subscribe(RESOURCE);
    assertThat(pending.state()).isEqualTo(SubscriptionState.PENDING);
    HubRequest request = world.lastRequest();
    assertThat(request.topic()).isEqualTo(TOPIC.toString());
    assertThat(world.site.requests()).isEmpty();

    assertThat(world.hub.verify(request).isConfirmed()).isTrue();
    assertThat(world.now(pending).state()).isEqualTo(SubscriptionState.ACTIVE);

    assertThat(deliver(request, signed(request, "news"))).isEqualTo(200);
    Update update = world.listener.awaitUpdate(World.SOON);
    assertThat(update.text()).isEqualTo("news");
    assertThat(update.links()).containsExactly(new WebLink(TOPIC, Set.of("vendor")));

    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofDays(7));
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    world.assertHeard(Kind.RENEWED, 1);

    assertThat(world.subscriber.unsubscribe(pending.id())).isTrue();
    assertThat(world.subscriber.find(pending.id())).isEmpty();
    world.assertHeard(Kind.UNSUBSCRIBED, 1);
    assertThat(hubs.asked)
        .containsExactly(IntentKind.SUBSCRIBE, IntentKind.SUBSCRIBE, IntentKind.UNSUBSCRIBE);
  }

  @Test
  void content_isRejected_whenTheOwnVerifierRejectsIt() throws Exception {
    registry.put(RESOURCE, new TopicLinks(TOPIC, List.of(world.hub.url())));
    world.subscriber.subscribe(RESOURCE);
    HubRequest request = world.lastRequest();
    assertThat(world.deliver(request)).isEqualTo(403);
    assertThat(deliver(request, signed(request, "other news"))).isEqualTo(200);
    assertThat(world.listener.updates()).isEmpty();
    assertThat(world.events(Kind.REJECTED))
        .extracting(event -> event.rejection())
        .containsExactly(Rejection.UNSIGNED, Rejection.WRONG_SIGNATURE);
  }

  private int deliver(HubRequest request, String signature) {
    return world
        .hub
        .delivery(request)
        .content("news", "text/plain")
        .unsigned()
        .links("vendor " + TOPIC)
        .header(HEADER, signature)
        .send()
        .status();
  }

  private static String signed(HubRequest request, String content) throws Exception {
    Mac mac = mac(request.secret().orElseThrow().getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
  }

  private static Mac mac(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac;
  }

  /** Keeps what it was asked for, and leaves the rest to the ready client. */
  private static final class CountingHubClient implements HubClient {
    private final List<IntentKind> asked = new CopyOnWriteArrayList<>();
    private final HubClient ready =
        new FormHubClient(
            JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build(),
            HubCredentials.none(),
            HubProfiles.defaults(),
            "own/1",
            Duration.ofSeconds(10),
            InstantSource.system());

    @Override
    public HubClient.Reply ask(HubClient.Ask ask) {
      asked.add(ask.kind());
      return ready.ask(ask);
    }

    @Override
    public void publish(HubClient.Ping ping) {
      ready.publish(ping);
    }
  }

  /** Takes an HMAC in Base64 in a vendor's own header. */
  private static final class VendorVerifier implements SignatureVerifier {
    @Override
    public SignatureVerifier.Check begin(Function<String, List<String>> headers, Secret secret) {
      Optional<String> header = headers.apply(HEADER).stream().findFirst();
      try {
        return new VendorCheck(header, mac(secret.bytes()));
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException(missing);
      }
    }
  }

  private record VendorCheck(Optional<String> header, Mac mac) implements SignatureVerifier.Check {
    @Override
    public Optional<Rejection> rejectedByHeader() {
      return header.isPresent() ? Optional.empty() : Optional.of(Rejection.UNSIGNED);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      mac.update(bytes, offset, length);
    }

    @Override
    public SignatureVerifier.Result finish() {
      if (header.isEmpty()) {
        return new SignatureVerifier.Result.Invalid(Rejection.UNSIGNED);
      }
      return MessageDigest.isEqual(Base64.getDecoder().decode(header.get()), mac.doFinal())
          ? new SignatureVerifier.Result.Valid(SignatureAlgorithm.SHA256)
          : new SignatureVerifier.Result.Invalid(Rejection.WRONG_SIGNATURE);
    }
  }

  /** Asks a registry instead of the web. */
  private record RegistryDiscoverer(Map<URI, TopicLinks> registry) implements TopicDiscoverer {
    @Override
    public TopicLinks discover(URI resource) {
      TopicLinks found = registry.get(resource);
      if (found == null) {
        throw new DiscoveryException(resource, "the registry does not know " + resource, null);
      }
      return found;
    }
  }

  /** Takes links of the form: relation, space, target. */
  private static final class WordParser implements LinkHeaderParser {
    @Override
    public List<WebLink> parse(List<String> headerValues, URI base) {
      return headerValues.stream()
          .map(value -> value.split(" ", 2))
          .filter(words -> words.length == 2)
          .map(words -> new WebLink(base.resolve(words[1]), Set.of(words[0])))
          .toList();
    }
  }
}
