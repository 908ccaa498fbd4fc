package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pushj.subscriber.World.registration;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.Grant;
import org.pushj.HubException;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HttpTransport;

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
    Subscription subscription = world.subscriber.subscribe(REQUEST);
    Lease lease = Lease.of(world.clock.instant(), Duration.ofDays(10));
    Subscription active =
        world
            .store
            .replace(
                subscription,
                subscription.toBuilder()
                    .grant(new Grant(registration(subscription), lease))
                    .open(null)
                    .build())
            .orElseThrow();
    transport.https = new ConnectFailedException("refused", new ConnectException());
    assertThatThrownBy(() -> world.subscriber.renew(active.id())).isInstanceOf(HubException.class);
    assertThat(transport.seen).hasSize(2).allMatch(request -> request.startsWith("https://"));
    assertThat(world.now(active).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(registration(world.now(active)).secret()).isEqualTo(registration(active).secret());
  }

  /** Answers 202, or fails or redirects over https. Written down is what it was asked to send. */
  private static final class ScriptedTransport implements HttpTransport {
    final List<String> seen = new ArrayList<>();
    IOException https;
    String location;

    @Override
    public Response send(Request request) throws IOException {
      seen.add(request.uri() + " " + new String(request.body(), StandardCharsets.US_ASCII));
      if (https != null && request.uri().getScheme().equals("https")) {
        throw https;
      }
      boolean redirects =
          location != null && request.uri().toString().equals("https://hub.example/");
      return redirects
          ? new Answer(307, Map.of("Location", List.of(location)))
          : new Answer(202, Map.of());
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
