package org.pushj.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pushj.world.World.registration;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Grant;
import org.pushj.HubException;
import org.pushj.HubHealth;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.hub.HubProfile;
import org.pushj.hub.HubProfiles;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HttpTransport;
import org.pushj.subscriber.OperatorAction;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;

/**
 * An http hub at the default port cannot be had on loopback by a test, so the transport is
 * scripted.
 */
class HttpsFirstTest {
  private static final URI HUB = URI.create("http://hub.example/");
  private static final SubscriptionRequest REQUEST =
      SubscriptionRequest.of(URI.create("http://blog.example/feed")).withHub(HUB);

  private final ScriptedTransport transport = new ScriptedTransport();
  private final World world = new World(settings -> settings.transport(transport));

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("SUB-4: over https with a secret where the hub speaks https")
  void subscribe_sendsTheSecretOverHttps() {
    Subscription subscription = world.subscriber.subscribe(REQUEST);
    assertThat(transport.seen).hasSize(1);
    assertThat(transport.seen.get(0)).startsWith("https://hub.example/ ").contains("hub.secret=");
    assertThat(subscription.hub()).isEqualTo(HUB);
    assertThat(subscription.open().secret()).isNotNull();
  }

  @Test
  @DisplayName("SUB-4: over http without a secret where nobody speaks https")
  void subscribe_leavesTheSecretOut_whenNobodySpeaksHttps() {
    transport.https = new ConnectFailedException("refused", new ConnectException());
    Subscription subscription = world.subscriber.subscribe(REQUEST);
    assertThat(transport.seen).hasSize(2);
    assertThat(transport.seen.get(1))
        .startsWith("http://hub.example/ ")
        .doesNotContain("hub.secret");
    assertThat(subscription.open().secret()).isNull();
    assertThat(subscription.state()).isEqualTo(SubscriptionState.PENDING);
  }

  @Test
  @DisplayName("SUB-4: a bad certificate is not taken for a hub without https")
  void subscribe_fails_whenTheCertificateIsBad() {
    transport.https =
        new ConnectFailedException("PKIX", new SSLHandshakeException("PKIX path building failed"));
    assertThatThrownBy(() -> world.subscriber.subscribe(REQUEST))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("PKIX");
    assertThat(transport.seen).hasSize(1).allMatch(sent -> sent.startsWith("https://"));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 525})
  @DisplayName("SUB-4: what answers over https may be no hub, so the hub itself is asked too")
  void subscribe_asksTheHubItself_whenItsTwinIsNoHub(int status) {
    transport.httpsStatus = status;
    Subscription subscription = world.subscriber.subscribe(REQUEST.withLease(Duration.ofDays(1)));
    assertThat(transport.seen).hasSize(2);
    assertThat(transport.seen.get(1))
        .startsWith("http://hub.example/ ")
        .contains("hub.lease_seconds=86400")
        .doesNotContain("hub.secret");
    assertThat(subscription.state()).isEqualTo(SubscriptionState.PENDING);
  }

  @Test
  @DisplayName("SUB-4: a callback that is known without a secret stays so, and is not left")
  void renewal_keepsTheCallback_whenTheHubHasNoHttps() {
    transport.https = new ConnectFailedException("refused", new ConnectException());
    try (World other = verifiedAtOnce()) {
      Subscription first = other.subscriber.subscribe(REQUEST);
      other.clock.advance(Duration.ofHours(1));
      Subscription renewed = other.subscriber.renew(first.id()).orElseThrow();
      assertThat(registration(renewed)).isEqualTo(registration(first));
      assertThat(renewed.lease()).isNotEqualTo(first.lease());
      assertThat(renewed.former()).isNull();
      assertThat(transport.seen).hasSize(4);
      assertThat(transport.seen.get(2)).startsWith("https://").contains("hub.secret=");
      assertThat(transport.seen.get(3)).startsWith("http://").doesNotContain("hub.secret=");
    }
  }

  @Test
  @DisplayName("SUB-4: a request that waits for its verification is made again as it was")
  void request_isMadeAgainAsItWas_whenTheHubHasNoHttps() {
    transport.https = new ConnectFailedException("refused", new ConnectException());
    Subscription first = world.subscriber.subscribe(REQUEST);
    world.pass(Duration.ofHours(1));
    assertThat(transport.seen).hasSizeGreaterThan(3);
    assertThat(world.onlyOne().open().registration()).isEqualTo(first.open().registration());
  }

  @Test
  @DisplayName("SUB-4: a hub that speaks https by now is given a secret, at a new callback")
  void renewal_movesToANewCallback_whenTheHubSpeaksHttpsByNow() {
    transport.https = new ConnectFailedException("refused", new ConnectException());
    try (World other = verifiedAtOnce()) {
      Subscription first = other.subscriber.subscribe(REQUEST);
      transport.https = null;
      transport.httpsStatus = 204;
      Subscription signed = other.subscriber.renew(first.id()).orElseThrow();
      assertThat(registration(signed).secret()).isNotNull();
      assertThat(registration(signed).callback()).isNotEqualTo(registration(first).callback());
      assertThat(signed.former().registration()).isEqualTo(registration(first));
    }
  }

  @Test
  @DisplayName("SUB-4: a request to end carries no secret, so it is sent over http as well")
  void unsubscribe_isSentOverHttp_whenTheHubNoLongerHasHttps() {
    Subscription signed = active(world.subscriber.subscribe(REQUEST));
    transport.https = new ConnectFailedException("refused", new ConnectException());
    world.subscriber.unsubscribe(signed.id());
    assertThat(transport.seen).hasSize(3);
    assertThat(transport.seen.get(2))
        .startsWith("http://hub.example/ ")
        .contains("hub.mode=unsubscribe")
        .doesNotContain("hub.secret");
  }

  @Test
  void refusalOfTheTwin_isNoFailureOfTheHub_whichIsAskedNext() {
    transport.https = new ConnectFailedException("refused", new ConnectException());
    List<HubHealth> failing = new ArrayList<>();
    transport.meanwhile = () -> failing.addAll(world.subscriber.operations().statistics().hubs());
    world.subscriber.subscribe(REQUEST);
    assertThat(transport.seen).hasSize(2);
    assertThat(failing).isEmpty();
  }

  @Test
  void subscribe_fails_whenItIsPausedBeforeTheHubItselfIsAsked() {
    transport.https = new ConnectFailedException("refused", new ConnectException());
    transport.meanwhile =
        () -> world.subscriber.operations().apply(OperatorAction.PAUSE, world.onlyOne().id());
    assertThatThrownBy(() -> world.subscriber.subscribe(REQUEST)).isInstanceOf(HubException.class);
    assertThat(transport.seen).hasSize(1).allMatch(sent -> sent.startsWith("https://"));

    transport.https = null;
    world.pass(Duration.ofHours(1));
    world.subscriber.operations().apply(OperatorAction.RESUME, world.onlyOne().id());
    world.pass(Duration.ZERO);
    assertThat(transport.seen).hasSize(2);
    assertThat(world.events(Kind.UNVERIFIED)).as("it was never accepted").isEmpty();
    assertThat(world.onlyOne().attempts()).isZero();
  }

  @Test
  @DisplayName("SUB-4: the hub is not tried over https if its profile says that it has none")
  void subscribe_asksOverHttpAtOnce_whenTheProfileSaysSo() {
    HubProfile plain = HubProfile.w3c().toBuilder().httpsTwin(false).build();
    try (World other =
        new World(
            settings ->
                settings
                    .transport(transport)
                    .hubProfiles(HubProfiles.defaults().with("hub.example", plain)))) {
      other.subscriber.subscribe(REQUEST);
      assertThat(transport.seen).hasSize(1);
      assertThat(transport.seen.get(0))
          .startsWith("http://hub.example/ ")
          .doesNotContain("hub.secret");
    }
  }

  @Test
  @DisplayName("SUB-4: unsigned content despite a signed request is reported once")
  void listener_isToldOnce_whenASubscriptionIsUnsigned() {
    transport.https = new ConnectFailedException("refused", new ConnectException());
    try (World other = verifiedAtOnce()) {
      Subscription unsigned = other.subscriber.subscribe(REQUEST);
      other.subscriber.renew(unsigned.id());
      other.subscriber.subscribe(
          SubscriptionRequest.of(URI.create("http://blog.example/b")).withHub(HUB).unsigned());
      assertThat(other.listener.events(Kind.UNSIGNED))
          .extracting(event -> event.subscription().id())
          .containsExactly(unsigned.id());
      assertThat(other.listener.events(Kind.VERIFIED)).hasSize(2);
    }
  }

  @Test
  @DisplayName("SUB-4: where signatures are required, no hub is asked without a secret")
  void subscribe_fails_whenContentMustBeSignedAndCannotBe() {
    try (World other = new World(settings -> settings.transport(transport).requireSigned())) {
      assertThatThrownBy(() -> other.subscriber.subscribe(REQUEST.unsigned()))
          .isInstanceOf(HubException.class)
          .hasMessage(
              "the request is for unsigned content; this subscriber requires signed content");
      URI noTwin = URI.create("http://hub.example:8080/");
      assertThatThrownBy(() -> other.subscriber.subscribe(REQUEST.withHub(noTwin)))
          .isInstanceOf(HubException.class)
          .hasMessageContaining("the hub http://hub.example:8080/ has no https");
      assertThat(transport.seen).isEmpty();

      transport.https = new ConnectFailedException("refused", new ConnectException());
      assertThatThrownBy(() -> other.subscriber.subscribe(REQUEST))
          .isInstanceOf(HubException.class)
          .hasMessageContaining("is given no secret over http, and content has to be signed");
      transport.https = null;
      transport.httpsStatus = 404;
      assertThatThrownBy(() -> other.subscriber.subscribe(REQUEST))
          .isInstanceOf(HubException.class)
          .hasMessageContaining("answered 404");
      assertThat(transport.seen).hasSize(2).allMatch(sent -> sent.startsWith("https://"));

      transport.httpsStatus = 202;
      assertThat(other.subscriber.subscribe(REQUEST).open().secret()).isNotNull();
    }
  }

  @Test
  @DisplayName("SUB-4: a subscription that was unsigned is not renewed so once that is required")
  void renewal_fails_whenContentMustBeSignedByNow() {
    URI plain = URI.create("http://hub.example:8080/");
    Subscription unsigned = active(world.subscriber.subscribe(REQUEST.withHub(plain)));
    Subscriber strict = world.another(settings -> settings.transport(transport).requireSigned());
    assertThatThrownBy(() -> strict.renew(unsigned.id()))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("requires signed content");
    assertThat(transport.seen).hasSize(1);
    assertThat(world.now(unsigned).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  void subscribe_asksNoSecondTime_whenTheFirstRequestMayHaveArrived() {
    transport.https = new HttpTimeoutException("too slow");
    assertThatThrownBy(() -> world.subscriber.subscribe(REQUEST)).isInstanceOf(HubException.class);
    assertThat(transport.seen).hasSize(1);
  }

  @Test
  @DisplayName("SUB-7: a redirect from https to http is not followed, with a secret or without")
  void subscribe_fails_whenTheHubRedirectsFromHttpsToHttp() {
    transport.location = "http://hub.example/unsafe";
    for (SubscriptionRequest request : List.of(REQUEST, REQUEST.unsigned())) {
      assertThatThrownBy(() -> world.subscriber.subscribe(request))
          .isInstanceOf(HubException.class)
          .hasMessageContaining("redirects from a safe to an unsafe place");
    }
    assertThat(transport.seen)
        .hasSize(2)
        .allMatch(sent -> sent.startsWith("https://hub.example/ "));
  }

  @Test
  @DisplayName("SUB-7: a redirect from https to https is followed")
  void subscribe_asksThere_whenTheHubRedirectsToHttps() {
    transport.location = "https://other.example/hub";
    world.subscriber.subscribe(REQUEST);
    assertThat(transport.seen).hasSize(2);
    assertThat(transport.seen.get(1)).startsWith("https://other.example/hub ");
  }

  @Test
  @DisplayName("REN-2: a renewal does not give up the signature that content has")
  void renewal_staysWithHttps_whenTheSubscriptionIsSigned() {
    Subscription active = active(world.subscriber.subscribe(REQUEST));
    transport.https = new ConnectFailedException("refused", new ConnectException());
    assertThatThrownBy(() -> world.subscriber.renew(active.id())).isInstanceOf(HubException.class);
    transport.https = null;
    transport.httpsStatus = 404;
    assertThatThrownBy(() -> world.subscriber.renew(active.id())).isInstanceOf(HubException.class);
    assertThat(transport.seen).hasSize(3).allMatch(request -> request.startsWith("https://"));
    assertThat(world.now(active).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(registration(world.now(active)).secret()).isEqualTo(registration(active).secret());
  }

  private World verifiedAtOnce() {
    transport.status = 204;
    HubProfile profile = HubProfile.w3c().toBuilder().noContentVerifies(true).build();
    return new World(
        settings ->
            settings
                .transport(transport)
                .hubProfiles(HubProfiles.defaults().with("hub.example", profile)));
  }

  private Subscription active(Subscription pending) {
    Lease lease = Lease.of(world.clock.instant(), Duration.ofDays(10));
    Grant grant = new Grant(registration(pending), lease);
    return world
        .store
        .replace(pending, pending.toBuilder().grant(grant).open(null).build())
        .orElseThrow();
  }

  /** Answers 202, or fails or redirects over https. Written down is what it was asked to send. */
  private static final class ScriptedTransport implements HttpTransport {
    final List<String> seen = new ArrayList<>();
    IOException https;
    Runnable meanwhile = () -> {};
    String location;
    int status = 202;
    int httpsStatus = 202;

    @Override
    public Response send(Request request) throws IOException {
      seen.add(request.uri() + " " + new String(request.body(), StandardCharsets.US_ASCII));
      meanwhile.run();
      if (https != null && isHttps(request)) {
        throw https;
      }
      boolean redirects =
          location != null && request.uri().toString().equals("https://hub.example/");
      return redirects
          ? new Answer(307, Map.of("Location", List.of(location)))
          : new Answer(isHttps(request) ? httpsStatus : status, Map.of());
    }

    private static boolean isHttps(Request request) {
      return request.uri().getScheme().equals("https");
    }
  }

  private record Answer(int status, Map<String, List<String>> fields)
      implements HttpTransport.Response {
    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(fields, (name, value) -> true);
    }

    @Override
    public InputStream body() {
      return InputStream.nullInputStream();
    }

    @Override
    public void close() {}
  }
}
