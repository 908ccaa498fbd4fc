package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import org.pushj.subscriber.World.Held;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener;

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

  @ParameterizedTest(name = "SUB-6: {0}")
  @ValueSource(ints = {200, 201, 303, 400, 403, 404, 410, 429, 500, 503})
  void subscribe_failsForGood_whenTheHubRefuses(int status) {
    world.hub.behaviour(HubBehaviour.refuse(status, "this hub does not want \"you\""));
    HubException refused =
        catchThrowableOfType(HubException.class, () -> world.subscriber.subscribe(world.feed()));
    assertThat(refused.status()).hasValue(status);
    assertThat(refused.hub()).isEqualTo(world.hub.url());
    assertThat(refused.body()).contains("does not want");
    Subscription stored = onlyOne();
    assertThat(stored.state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(stored.problem()).contains(Integer.toString(status)).contains("does not want");
    HubRequest request = world.hub.requests().get(0);
    assertThat(world.hub.verify(request).status()).isEqualTo(404);
    world.listener.awaitEvent(RecordingListener.Kind.FAILED, World.SOON);
  }

  @Test
  @DisplayName("VER-3: a hub that gave no answer may still verify")
  void subscribe_fails_andCanStillBeVerified_whenTheHubGivesNoAnswer() {
    try (World hasty = new World(settings -> settings.hubDeadline(Duration.ofMillis(300)))) {
      hasty.hub.behaviour(HubBehaviour.silence());
      assertThatThrownBy(() -> hasty.subscriber.subscribe(hasty.feed()))
          .isInstanceOf(HubException.class);
      Subscription failed = hasty.subscriber.list(SubscriptionQuery.all()).get(0);
      assertThat(failed.state()).isEqualTo(SubscriptionState.FAILED);
      assertThat(hasty.hub.verify(hasty.hub.requests().get(0)).isConfirmed()).isTrue();
      assertThat(hasty.now(failed).state()).isEqualTo(SubscriptionState.ACTIVE);
      assertThat(hasty.now(failed).problem()).isNull();
    }
  }

  @Test
  @DisplayName("SEC-3: a hub that says nothing is given up at the deadline")
  void subscribe_fails_whenTheHubSaysNothing() {
    try (World hasty = new World(settings -> settings.hubDeadline(Duration.ofMillis(300)))) {
      for (HubBehaviour slow : List.of(HubBehaviour.silence(), HubBehaviour.refuse(400, "x"))) {
        hasty.hub.behaviour(slow);
        assertThatThrownBy(() -> hasty.subscriber.subscribe(hasty.feed()))
            .isInstanceOf(HubException.class);
      }
    }
  }

  @Test
  @DisplayName(
      "SEC-3: the text of a hub that dribbles is given up at the deadline, its status counts")
  void subscribe_fails_whenTheHubDribblesItsRefusal() {
    try (World hasty = new World(settings -> settings.hubDeadline(Duration.ofMillis(300)))) {
      hasty.hub.behaviour(HubBehaviour.answer(FakeResponse.of(403).dribbled()));
      HubException refused =
          catchThrowableOfType(HubException.class, () -> hasty.subscriber.subscribe(hasty.feed()));
      assertThat(refused.status()).hasValue(403);
    }
  }

  @Test
  @DisplayName("SUB-6: what a hub says never holds our secret")
  void refusal_doesNotRepeatTheSecret_whenTheHubDoes() {
    world.hub.behaviour(
        (hub, request) ->
            FakeResponse.of(400).body("text/plain", "bad: " + request.secret().orElseThrow()));
    HubException refused =
        catchThrowableOfType(HubException.class, () -> world.subscriber.subscribe(world.feed()));
    String secret = world.hub.requests().get(0).secret().orElseThrow();
    assertThat(refused.body()).contains("***").doesNotContain(secret);
    assertThat(refused).hasMessageContaining("***").hasMessageNotContaining(secret);
    assertThat(onlyOne().problem()).doesNotContain(secret);
  }

  @ParameterizedTest(name = "SUB-7: {0}")
  @ValueSource(ints = {307, 308})
  void subscribe_asksThere_whenTheHubRedirects(int status) {
    try (FakeHub other = FakeHub.start()) {
      world.hub.behaviour(HubBehaviour.redirect(status, other.url("/a?b=c").toString()));
      Subscription subscription = world.subscriber.subscribe(world.feed());
      HubRequest first = world.hub.awaitRequest("subscribe", 1, World.SOON);
      HubRequest second = other.awaitRequest("subscribe", 1, World.SOON);
      assertThat(second.http().body()).isEqualTo(first.http().body());
      assertThat(second.http().rawQuery()).contains("b=c");
      assertThat(world.now(subscription).state()).isEqualTo(SubscriptionState.ACTIVE);
    }
  }

  @Test
  @DisplayName("SUB-7: relative redirects in a chain, for unsubscribing too")
  void unsubscribe_followsRedirects() {
    Held active = world.active();
    world.hub.behaviour(
        (hub, request) ->
            switch (request.http().path()) {
              case "/hub" -> FakeResponse.of(307).header("Location", "one");
              case "/one" -> FakeResponse.of(308).header("Location", "/two?x=1");
              default -> HubBehaviour.inline().treat(hub, request);
            });
    assertThat(world.subscriber.unsubscribe(active.subscription().id())).isTrue();
    assertThat(world.subscriber.find(active.subscription().id())).isEmpty();
    assertThat(world.hub.requests("unsubscribe")).hasSize(3);
  }

  @Test
  @DisplayName("SEC-3: a hub that redirects for ever is given up")
  void subscribe_fails_whenRedirectsDoNotEnd() {
    world.hub.behaviour(HubBehaviour.redirect(307, "/hub"));
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("5 times");
    assertThat(world.hub.requests()).hasSize(6);
  }

  @ParameterizedTest(name = "SEC-7: {0}")
  @ValueSource(
      strings = {"", "http://[", "ftp://127.0.0.1/", "file:///etc/passwd", "http://hub.example/"})
  void subscribe_fails_whenTheRedirectLeadsNowhereSafe(String location) {
    world.hub.behaviour(HubBehaviour.redirect(307, location));
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class);
    assertThat(world.hub.requests()).hasSize(1);
  }

  @Test
  @DisplayName("DISC-10: no hub, no request, nothing stored")
  void subscribe_storesNothing_whenThereIsNoHub() {
    URI plain = world.site.page("/plain", FakeResponse.of(200).body("text/html", "<p>no hub"));
    assertThatThrownBy(() -> world.subscriber.subscribe(plain))
        .isInstanceOf(DiscoveryException.class);
    assertThat(world.subscriber.list(SubscriptionQuery.all())).isEmpty();
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
      assertThat(strict.subscriber.list(SubscriptionQuery.all())).isEmpty();
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

  @ParameterizedTest(name = "SEC-7: {0} as a topic")
  @ValueSource(strings = {"urn:x:y", "ftp://127.0.0.1/feed", "feed", "javascript:1", "http:/x"})
  void subscribe_asksNobody_whenTheTopicIsNoHttpUrl(URI topic) {
    SubscriptionRequest request = SubscriptionRequest.of(topic).withHub(world.hub.url());
    assertThatThrownBy(() -> world.subscriber.subscribe(request))
        .isInstanceOf(DiscoveryException.class)
        .hasMessageContaining("not " + topic);
    assertThat(world.subscriber.list(SubscriptionQuery.all())).isEmpty();
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
    Subscription stored = onlyOne();
    assertThat(stored.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(Duration.between(world.clock.instant(), stored.lease().endsAt()))
        .isEqualTo(Duration.ofDays(20));
  }

  @Test
  void subscribe_triesAgain_whenItFailedBefore() {
    world.hub.behaviour(HubBehaviour.refuse(503, "later"));
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class);
    Held again = world.active();
    assertThat(again.subscription().state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(onlyOne().problem()).isNull();
  }

  private Subscription onlyOne() {
    List<Subscription> all = world.subscriber.list(SubscriptionQuery.all());
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
