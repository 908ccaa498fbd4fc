package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubRequest;
import org.pushj.world.World;
import org.pushj.world.World.Held;

class SubscribingTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("SUB-1: one form in the body, each parameter once")
  void request_isAFormInTheBody() {
    HubRequest request =
        world
            .held(SubscriptionRequest.of(world.feed()).withLease(Duration.ofSeconds(4000)))
            .request();
    assertThat(request.http().method()).isEqualTo("POST");
    assertThat(request.http().header("Content-Type")).contains("application/x-www-form-urlencoded");
    assertThat(request.http().rawQuery()).isEmpty();
    for (String name :
        List.of("hub.mode", "hub.topic", "hub.callback", "hub.secret", "hub.lease_seconds")) {
      assertThat(request.values(name)).as(name).hasSize(1);
    }
    assertThat(request.mode()).isEqualTo("subscribe");
    assertThat(request.http().text()).isASCII();
  }

  @Test
  @DisplayName("SUB-2: the topic is the self URL, the resource is kept beside it")
  void topic_isTheSelfUrl_toTheLetter() {
    URI self = world.site.url("/feed?format=Atom&q=%C3%bc");
    URI resource =
        world.site.page(
            "/page", FakeResponse.of(200).link(self, "self").link(world.hub.url(), "hub"));
    Held held = world.held(SubscriptionRequest.of(resource));
    assertThat(held.request().topic()).isEqualTo(self.toString());
    assertThat(held.subscription().topic()).isEqualTo(self);
    assertThat(held.subscription().request().resource()).isEqualTo(resource);
  }

  @Test
  @DisplayName("SUB-3, SUB-4: callback and secret are of each subscription's own")
  void callbackAndSecret_areNeverTheSame() {
    Set<String> callbacks = new HashSet<>();
    Set<String> secrets = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      URI feed = world.site.advertise("/feed" + i, world.hub.url());
      HubRequest request = world.held(SubscriptionRequest.of(feed)).request();
      assertThat(request.callback())
          .startsWith(world.callbacks.base().toString())
          .hasSizeLessThan(250);
      assertThat(callbacks.add(request.callback())).isTrue();
      assertThat(secrets.add(request.secret().orElseThrow())).isTrue();
      assertThat(request.secret().orElseThrow()).hasSize(43);
    }
  }

  @Test
  @DisplayName("SUB-4: no secret where none is wanted")
  void secret_isLeftOut_whenTheRequestIsUnsigned() {
    Held held = world.held(SubscriptionRequest.of(world.feed()).unsigned());
    assertThat(held.request().secret()).isEmpty();
  }

  @Test
  @DisplayName("SUB-5: the lease that is asked for, or none")
  void lease_isTheOneOfTheRequest_elseTheDefault_elseNone() {
    assertThat(world.held().request().leaseSeconds()).isEmpty();
    try (World other = new World(settings -> settings.lease(Duration.ofDays(3)))) {
      assertThat(other.held().request().leaseSeconds()).contains("259200");
      SubscriptionRequest own =
          SubscriptionRequest.of(other.feed()).withLease(Duration.ofSeconds(12));
      assertThat(other.held(own).request().leaseSeconds()).contains("12");
    }
  }

  @Test
  @DisplayName("DISC-10: no hub, no request, nothing stored")
  void subscribe_storesNothing_whenThereIsNoHub() {
    URI plain = world.site.page("/plain", FakeResponse.of(200).body("text/html", "<p>no hub"));
    assertThatThrownBy(() -> world.subscriber.subscribe(plain))
        .isInstanceOf(DiscoveryException.class);
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
    assertThat(world.hub.requests()).isEmpty();
  }

  @Test
  @DisplayName("DISC-7: the first hub that may be contacted")
  void subscribe_skipsHubsThatMayNotBeContacted() {
    URI feed = world.site.url("/feed");
    world.site.page(
        "/feed",
        FakeResponse.of(200)
            .link(feed, "self")
            .link(URI.create("http://blocked.example/"), "hub")
            .link(world.hub.url(), "hub"));
    UrlPolicy policy =
        url -> "blocked.example".equals(url.getHost()) ? Optional.of("blocked") : Optional.empty();
    try (World other = new World(settings -> settings.urlPolicy(policy))) {
      other.subscriber.subscribe(feed);
      assertThat(world.hub.requests("subscribe")).hasSize(1);
    }
  }

  @Test
  @DisplayName("SEC-8: a hub that may not be contacted is not asked, and nothing is stored")
  void subscribe_asksNobody_whenNoHubMayBeContacted() {
    SubscriptionRequest request = SubscriptionRequest.of(world.feed()).withHub(world.hub.url());
    try (World strict = new World(settings -> settings.urlPolicy(UrlPolicy.publicOnly()))) {
      assertThatThrownBy(() -> strict.subscriber.subscribe(request))
          .isInstanceOf(HubException.class);
      assertThat(strict.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
    }
    assertThat(world.hub.requests()).isEmpty();
  }

  @Test
  @DisplayName("APP-2: a hub of the request's own, without discovery")
  void subscribe_asksTheGivenHub_withoutDiscovery() {
    URI resource = world.site.url("/never-fetched");
    Held held =
        world.held(SubscriptionRequest.of(resource).withHub(world.hub.url("/mine?key=a%2Fb")));
    assertThat(held.request().topic()).isEqualTo(resource.toString());
    assertThat(held.request().http().rawQuery()).contains("key=a%2Fb");
    assertThat(world.site.requests()).isEmpty();
  }

  @Test
  @DisplayName("SUB-2: what a user types is mended once, what a page states is not touched")
  void topic_isMended_whereTheApplicationGivesIt() {
    String site = world.site.url("").toString().replace("http://", "HTTP://");
    URI typed = URI.create(site + "/früh?q=é");
    String sent = world.site.url("/fr%C3%BCh?q=%C3%A9").toString();
    Held held = world.held(SubscriptionRequest.of(typed).withHub(world.hub.url()));
    assertThat(held.request().topic()).isEqualTo(sent);
    assertThat(held.subscription().request().resource()).hasToString(sent);
    URI stated = URI.create(site + "/fr%c3%bch");
    world.site.page(
        "/fr%C3%BCh", FakeResponse.of(200).link(stated, "self").link(world.hub.url(), "hub"));
    Held found = world.held(SubscriptionRequest.of(typed));
    assertThat(found.request().topic()).isEqualTo(stated.toString());
    assertThat(found.subscription().request().resource()).hasToString(sent);
  }

  @ParameterizedTest(name = "SEC-7: {0} as a topic")
  @ValueSource(strings = {"urn:x:y", "ftp://127.0.0.1/feed", "feed", "javascript:1", "http:/x"})
  void subscribe_asksNobody_whenTheTopicIsNoHttpUrl(URI topic) {
    SubscriptionRequest request = SubscriptionRequest.of(topic).withHub(world.hub.url());
    assertThatThrownBy(() -> world.subscriber.subscribe(request))
        .isInstanceOf(DiscoveryException.class)
        .hasMessageContaining("was " + topic);
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
    assertThat(world.hub.requests()).isEmpty();
  }

  @Test
  void subscribe_asksTheHubOfTheBuilder_whenTheRequestNamesNone() {
    try (World fixed = new World(settings -> settings.hub(world.hub.url("/fixed")))) {
      URI resource = world.site.url("/never-fetched");
      fixed.subscriber.subscribe(resource);
      assertThat(world.hub.awaitRequest("subscribe", 1, World.SOON).topic())
          .isEqualTo(resource.toString());
      assertThat(world.site.requests()).isEmpty();
    }
  }

  @Test
  void subscribe_renews_whenThereIsASubscriptionAlready() {
    Held first = world.active();
    world.hub.grant(Duration.ofDays(20));
    Held second = world.active();
    assertThat(second.subscription().id()).isEqualTo(first.subscription().id());
    assertThat(second.request().callback()).isEqualTo(first.request().callback());
    assertThat(second.request().secret()).isEqualTo(first.request().secret());
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    Subscription stored = world.onlyOne();
    assertThat(stored.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(Duration.between(world.clock.instant(), stored.lease().endsAt()))
        .isEqualTo(Duration.ofDays(20));
  }
}
