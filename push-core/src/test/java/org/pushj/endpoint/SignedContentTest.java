package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Rejection;
import org.pushj.SignatureAlgorithm;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.subscriber.SubscriberStatistics;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Event;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

class SignedContentTest {
  private final World world = new World();
  private Held active;

  @BeforeEach
  void subscribe() {
    active = world.active();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest(name = "SIG-1: {0}")
  @EnumSource(SignatureAlgorithm.class)
  void update_isTaken_whenItsSignatureIsRight(SignatureAlgorithm algorithm) {
    world.hub.delivery(active.request()).content("x", "text/plain").signedWith(algorithm).send();
    assertThat(world.listener.awaitUpdate(World.SOON).signatureAlgorithm()).contains(algorithm);
  }

  @Test
  @DisplayName("SIG-2: a wrong signature is dropped, counted, and not told")
  void update_isDropped_whenItsSignatureIsWrong() {
    CallbackReply reply =
        world.hub.delivery(active.request()).content("x", "text/plain").secret("guessed").send();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(world.listener.updates()).isEmpty();
    assertThat(world.listener.awaitEvent(Kind.REJECTED, World.SOON).rejection())
        .isEqualTo(Rejection.WRONG_SIGNATURE);
    assertThat(world.subscriber.operations().statistics())
        .isEqualTo(new SubscriberStatistics(0, 0, 1, 0, 0, 0, 0, 0, 0, List.of()));
  }

  @ParameterizedTest(name = "SIG-2: {0}")
  @ValueSource(strings = {"md5=d41d8cd98f00b204e9800998ecf8427e", "sha256", "=", "none=00"})
  void update_isForbidden_whenItsSignatureIsOfNoKnownAlgorithm(String signature) {
    CallbackReply reply =
        world.hub.delivery(active.request()).content("x", "text/plain").signature(signature).send();
    assertThat(reply.status()).isEqualTo(403);
    assertThat(world.listener.updates()).isEmpty();
  }

  @Test
  @DisplayName("SIG-3: no signature although a secret was sent is 403")
  void update_isForbidden_whenItIsUnsigned() {
    assertThat(deliverUnsigned()).isEqualTo(403);
    assertThat(world.listener.awaitEvent(Kind.REJECTED, World.SOON).rejection())
        .isEqualTo(Rejection.UNSIGNED);
  }

  @Test
  void application_isToldOfTheFirstRejectionWithinAMinute_andAllAreCounted() {
    for (int i = 0; i < 3; i++) {
      forge();
      assertThat(deliverUnsigned()).isEqualTo(403);
    }
    assertThat(world.events(Kind.REJECTED))
        .extracting(Event::rejection)
        .containsExactly(Rejection.WRONG_SIGNATURE, Rejection.UNSIGNED);
    world.clock.advance(Rejections.QUIET.minusMillis(1));
    forge();
    assertThat(world.events(Kind.REJECTED)).hasSize(2);
    world.clock.advance(Duration.ofMillis(1));
    forge();
    assertThat(world.events(Kind.REJECTED)).hasSize(3);
    assertThat(world.subscriber.operations().statistics().updatesRejected()).isEqualTo(8);
  }

  @Test
  void application_isToldOfEachSubscription_whoseContentIsForged() {
    forge();
    URI other = world.site.advertise("/other", world.hub.url());
    world.subscriber.subscribe(other);
    HubRequest second = world.hub.awaitRequest("subscribe", 2, World.SOON);
    world.hub.delivery(second).content("x", "text/plain").secret("guessed").send();
    world.listener.awaitEvent(Kind.REJECTED, 2, World.SOON);
    assertThat(world.events(Kind.REJECTED))
        .extracting(event -> event.subscription().topic())
        .containsExactly(active.subscription().topic(), other);
  }

  private void forge() {
    assertThat(
            world
                .hub
                .delivery(active.request())
                .content("x", "text/plain")
                .secret("guessed")
                .send())
        .extracting(each -> each.status())
        .isEqualTo(200);
  }

  private int deliverUnsigned() {
    return world
        .hub
        .delivery(active.request())
        .content("x", "text/plain")
        .unsigned()
        .send()
        .status();
  }

  @Test
  void update_isForbidden_whenItsAlgorithmIsTooWeak() {
    try (World strict =
        new World(settings -> settings.minimumSignature(SignatureAlgorithm.SHA256))) {
      Held own = strict.active();
      assertThat(
              strict
                  .hub
                  .delivery(own.request())
                  .content("x", "text/plain")
                  .signedWith(SignatureAlgorithm.SHA1)
                  .send()
                  .status())
          .isEqualTo(403);
      assertThat(strict.hub.deliver(own.request(), new byte[1], "text/plain").status())
          .isEqualTo(200);
    }
  }

  @Test
  @DisplayName("LEG-4: sha1 and no Link header")
  void update_isTaken_fromAnOldHub() {
    assertThat(
            world
                .hub
                .delivery(active.request())
                .content("<feed/>", "application/atom+xml")
                .signedWith(SignatureAlgorithm.SHA1)
                .links()
                .send()
                .status())
        .isEqualTo(200);
    assertThat(world.listener.awaitUpdate(World.SOON).links()).isEmpty();
  }

  @Test
  void update_isTaken_whenTheHubSignsOn_thoughUnsignedContentIsWantedSince() {
    world.hub.behaviour(HubBehaviour.inline());
    SubscriptionRequest unsigned =
        SubscriptionRequest.of(active.subscription().request().resource()).unsigned();
    assertThat(world.subscriber.subscribe(unsigned).state()).isEqualTo(SubscriptionState.ACTIVE);
    HubRequest second = world.hub.awaitRequest("subscribe", 2, World.SOON);
    assertThat(second.secret()).isEmpty();
    assertThat(world.deliver(second)).isEqualTo(200);
    String secret = active.request().secret().orElseThrow();
    assertThat(world.hub.delivery(second).content("x", "text/plain").secret(secret).send().status())
        .isEqualTo(200);
    assertThat(world.listener.updates()).hasSize(2);
  }

  @Test
  void update_isTakenUnsigned_whenNoSecretWasWanted() {
    URI other = world.site.advertise("/other", world.hub.url());
    world.hub.behaviour(HubBehaviour.inline());
    world.subscriber.subscribe(SubscriptionRequest.of(other).unsigned());
    assertThat(
            world
                .hub
                .delivery(world.hub.awaitRequest("subscribe", 2, World.SOON))
                .content("x", "text/plain")
                .signature("sha256=00")
                .send()
                .status())
        .isEqualTo(200);
    assertThat(world.listener.awaitUpdate(World.SOON).signatureAlgorithm()).isEmpty();
  }
}
