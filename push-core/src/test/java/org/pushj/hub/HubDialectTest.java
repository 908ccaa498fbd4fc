package org.pushj.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pushj.world.World.registration;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.HubCredentials.Credentials;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** A hub is spoken to as its profile says; here it is one that trusts whoever has a password. */
class HubDialectTest {
  private static final HubProfile TRUSTING = HubProfile.superfeedr("user", "pass");
  private static final String BASIC = "Basic dXNlcjpwYXNz";

  private final World world = with(TRUSTING);

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void subscribe_isActiveAtOnce_whenTheAnswerOfATrustingHubIs204() {
    world.hub.behaviour(HubBehaviour.trusting("user", "pass"));
    Subscription subscription = world.subscriber.subscribe(world.feed());
    assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(subscription.open()).isNull();
    assertThat(subscription.lease()).isEqualTo(Lease.of(world.clock.instant(), Duration.ofDays(1)));
    world.listener.awaitEvent(RecordingListener.Kind.VERIFIED, World.SOON);
    HubRequest request = world.hub.requests().get(0);
    assertThat(request.http().header("Authorization")).contains(BASIC);
    assertThat(request.values("hub.verify")).isEmpty();
    assertThat(world.hub.deliver(request, new byte[] {1}, "text/plain").status()).isEqualTo(200);
  }

  @Test
  void renewal_hasANewLease_whenTheAnswerOfATrustingHubIs204() {
    world.hub.behaviour(HubBehaviour.trusting("user", "pass"));
    Subscription subscription = world.subscriber.subscribe(world.feed());
    world.clock.advance(Duration.ofHours(20));
    Subscription renewed = world.subscriber.renew(subscription.id()).orElseThrow();
    assertThat(renewed.lease().endsAt())
        .isEqualTo(subscription.lease().endsAt().plus(Duration.ofHours(20)));
    assertThat(registration(renewed).callback()).isEqualTo(registration(subscription).callback());
    world.listener.awaitEvent(RecordingListener.Kind.RENEWED, World.SOON);
  }

  @Test
  void unsubscribe_isDone_whenTheAnswerOfATrustingHubIs204() {
    world.hub.behaviour(HubBehaviour.trusting("user", "pass"));
    Subscription subscription = world.subscriber.subscribe(world.feed());
    assertThat(world.subscriber.unsubscribe(subscription.id())).isTrue();
    assertThat(world.subscriber.find(subscription.id())).isEmpty();
  }

  @Test
  void subscribe_fails_whenTheTrustingHubDoesNotKnowThePassword() {
    world.hub.behaviour(HubBehaviour.trusting("user", "other"));
    HubException refused =
        catchThrowableOfType(HubException.class, () -> world.subscriber.subscribe(world.feed()));
    assertThat(refused.status()).hasValue(401);
    assertThat(refused.toString()).doesNotContain("dXNlcjpwYXNz");
  }

  @Test
  void subscribe_waitsForTheVerification_whenATrustingHubAnswers202() {
    Held held = world.held();
    assertThat(held.subscription().state()).isEqualTo(SubscriptionState.PENDING);
    assertThat(world.hub.verify(held.request()).isConfirmed()).isTrue();
  }

  @Test
  void subscribe_keepsTheLeaseOfTheHub_whenItVerifiedBefore204() {
    world.hub.behaviour(HubBehaviour.synchronous()).grant(Duration.ofDays(7));
    Subscription subscription = world.subscriber.subscribe(world.feed());
    assertThat(Duration.between(world.clock.instant(), subscription.lease().endsAt()))
        .isEqualTo(Duration.ofDays(7));
  }

  @Test
  @DisplayName("LEG-2: 204 makes nothing active at a hub that verifies")
  void subscribe_staysPending_whenTheAnswerOfAnotherHubIs204() {
    try (World plain = new World()) {
      plain.hub.behaviour(HubBehaviour.answer(FakeResponse.of(204)));
      Subscription subscription = plain.subscriber.subscribe(plain.feed());
      assertThat(subscription.state()).isEqualTo(SubscriptionState.PENDING);
      assertThat(subscription.lease()).isNull();
      assertThat(plain.hub.verify(plain.hub.requests().get(0)).isConfirmed()).isTrue();
    }
  }

  @Test
  @DisplayName("DEN-1: a denial during the request is not undone by its 204")
  void subscribe_staysDenied_whenTheTrustingHubDeniedBefore204() {
    world.hub.behaviour(
        (hub, request) -> {
          hub.deny(request, "no credits left");
          return FakeResponse.of(204);
        });
    assertThat(world.subscriber.subscribe(world.feed()).state())
        .isEqualTo(SubscriptionState.DENIED);
  }

  @Test
  void renewal_hasANewCallbackAndSecret_whenTheHubDeniesToRenewWhatItHas() {
    try (World denying = with(HubProfile.wso2())) {
      Held first = denying.active();
      denying.hub.behaviour(HubBehaviour.hold());
      Subscription asked = denying.subscriber.renew(first.subscription().id()).orElseThrow();
      HubRequest second = denying.hub.awaitRequest("subscribe", 2, World.SOON);
      assertThat(second.callback()).isNotEqualTo(first.request().callback());
      assertThat(second.secret()).isPresent().isNotEqualTo(first.request().secret());
      assertThat(denying.hub.deliver(first.request(), new byte[] {1}, "text/plain").status())
          .isEqualTo(200);
      assertThat(asked.lease()).isEqualTo(first.subscription().lease());
      denying.clock.advance(Duration.ofDays(1));
      assertThat(denying.hub.verify(second).isConfirmed()).isTrue();
      Subscription renewed = denying.now(asked);
      assertThat(renewed.lease().startsAt()).isEqualTo(denying.clock.instant());
      assertThat(denying.hub.deliver(second, new byte[] {2}, "text/plain").status()).isEqualTo(200);
    }
  }

  @Test
  void renewal_keepsItsCallback_whenTheLeaseIsOverAtSuchAHub() {
    try (World denying = with(HubProfile.wso2())) {
      Held first = denying.active();
      denying.clock.advance(FakeHub.DEFAULT_LEASE);
      denying.subscriber.renew(first.subscription().id());
      assertThat(denying.hub.awaitRequest("subscribe", 2, World.SOON).callback())
          .isEqualTo(first.request().callback());
    }
  }

  @Test
  void credentials_ofTheBuilderCount_whereTheProfileHasThemToo() {
    HubCredentials own =
        hub -> new Credentials(Map.of("authorization", "Basic own"), Map.of("more", "1"));
    HubProfile profile =
        TRUSTING.toBuilder()
            .credentials(new Credentials(Map.of("Authorization", "x", "X-Key", "k"), Map.of()))
            .build();
    try (World both =
        new World(
            settings ->
                settings
                    .credentials(own)
                    .hubProfiles(HubProfiles.defaults().with("127.0.0.1", profile)))) {
      HubRequest request = both.held().request();
      assertThat(request.http().header("Authorization")).contains("Basic own");
      assertThat(request.http().header("X-Key")).contains("k");
      assertThat(request.values("more")).containsExactly("1");
    }
  }

  @Test
  void credentials_ofAProfileStayWithinTheOrigin_whenTheHubRedirects() {
    try (FakeHub other = FakeHub.start()) {
      world.hub.behaviour(HubBehaviour.redirect(307, other.url().toString()));
      world.subscriber.subscribe(world.feed());
      HubRequest redirected = other.awaitRequest("subscribe", 1, World.SOON);
      assertThat(redirected.http().header("Authorization")).isEmpty();
      assertThat(world.hub.requests().get(0).http().header("Authorization")).contains(BASIC);
    }
  }

  @Test
  void subscribe_sendsNothing_whenTheTopicIsLongerThanTheHubTakes() {
    try (World strict = with(HubProfile.w3c().toBuilder().maxTopic(40).build())) {
      SubscriptionRequest request =
          SubscriptionRequest.of(URI.create("https://blog.example/" + "x".repeat(20)))
              .withHub(strict.hub.url());
      assertThatThrownBy(() -> strict.subscriber.subscribe(request))
          .isInstanceOf(HubException.class)
          .hasMessageContainingAll("hub.topic", "40", "41");
      assertThat(strict.hub.requests()).isEmpty();
      Subscription stored = strict.subscriber.operations().list(SubscriptionQuery.all()).get(0);
      assertThat(stored.state()).isEqualTo(SubscriptionState.FAILED);
      assertThat(stored.open()).isNull();
      assertThat(stored.problem()).contains("hub.topic");
    }
  }

  @Test
  void subscribe_sendsNothing_whenTheProfileCannotBeHad() {
    HubProfiles broken =
        HubProfiles.defaults()
            .with(
                hub -> {
                  throw new IllegalStateException("no list of hubs");
                },
                TRUSTING);
    try (World lost = new World(settings -> settings.hubProfiles(broken))) {
      assertThatThrownBy(() -> lost.subscriber.subscribe(lost.feed()))
          .isInstanceOf(HubException.class)
          .hasRootCauseMessage("no list of hubs");
      assertThat(lost.hub.requests()).isEmpty();
      assertThat(lost.subscriber.operations().list(SubscriptionQuery.all()).get(0).state())
          .isEqualTo(SubscriptionState.FAILED);
    }
  }

  @Test
  void subscribe_asksForALeaseThatTheHubTakes() {
    HubProfile daily =
        HubProfile.w3c().toBuilder().leases(Duration.ofHours(1), Duration.ofDays(1)).build();
    try (World limited = with(daily)) {
      SubscriptionRequest request = SubscriptionRequest.of(limited.feed());
      assertThat(limited.held(request.withLease(Duration.ofDays(9))).request().leaseSeconds())
          .contains("86400");
      assertThat(limited.held(request.withLease(Duration.ofSeconds(5))).request().leaseSeconds())
          .contains("3600");
      assertThat(limited.held(request).request().leaseSeconds()).isEmpty();
    }
  }

  private static World with(HubProfile profile) {
    return new World(
        settings -> settings.hubProfiles(HubProfiles.defaults().with("127.0.0.1", profile)));
  }
}
