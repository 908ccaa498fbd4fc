package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pushj.world.World.registration;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.Rejection;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.settings.RenewalPolicy;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** Which secrets and callbacks count while they are exchanged for others. */
class RotationTest {
  private static final Duration WHEN_DUE = Duration.ofDays(7);

  private final World world = rotating(RenewalPolicy.builder().rotatesSecret(true).build());

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void secret_isAnotherAtEachRenewal_andTheCallbackIsNot() {
    Held active = world.active();
    world.pass(WHEN_DUE);
    world.pass(WHEN_DUE);
    List<HubRequest> requests = world.hub.requests("subscribe");
    assertThat(requests).hasSize(3);
    assertThat(requests).extracting(HubRequest::secret).doesNotHaveDuplicates();
    assertThat(requests).extracting(HubRequest::callback).containsOnly(active.request().callback());
    assertThat(world.hub.requests("unsubscribe")).isEmpty();
  }

  @Test
  void secrets_areBothAccepted_untilTheHubHasShownTheNewOne() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(WHEN_DUE);
    HubRequest renewal = world.lastRequest();
    assertTaken(active.request(), renewal, active.request());
    assertForged(renewal);

    assertThat(world.hub.verify(renewal).isConfirmed()).isTrue();
    assertThat(world.now(active.subscription()).former()).isNotNull();
    assertTaken(active.request(), active.request());
    assertForged(renewal);
    assertTaken(renewal);

    assertThat(world.now(active.subscription()).former()).isNull();
    assertRejected(active.request());
    assertTaken(renewal);
    assertForged(renewal);
  }

  @Test
  void secretBefore_isAccepted_untilItsLeaseEnds_whenTheHubKeepsIt() {
    Held active = world.active();
    world.pass(WHEN_DUE);
    world.clock.advance(Duration.ofDays(3).minusMillis(1));
    assertTaken(active.request());
    world.clock.advance(Duration.ofMillis(1));
    assertRejected(active.request());
    assertTaken(world.lastRequest());
  }

  @Test
  void secret_stays_whileTheHubMayStillSignWithTheOneBefore() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(WHEN_DUE);
    HubRequest renewal = world.lastRequest();
    world.hub.verify(renewal);

    world.subscriber.renew(active.subscription().id());
    HubRequest again = world.lastRequest();
    assertThat(again.secret()).isEqualTo(renewal.secret());
    world.hub.verify(again);
    assertTaken(active.request(), again);
  }

  @Test
  void secretOfARequest_staysTheSame_untilTheHubHasDecided() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(WHEN_DUE);
    world.pass(Duration.ofHours(1), Duration.ofMinutes(5));
    List<HubRequest> asked = world.hub.requests("subscribe");
    assertThat(asked).hasSizeGreaterThan(3);
    assertThat(asked.subList(1, asked.size()))
        .extracting(HubRequest::secret)
        .containsOnly(asked.get(1).secret());
    assertTaken(active.request(), asked.get(1));
  }

  @Test
  void secretOfARefusedRequest_isNotAccepted_andTheOneOfNowIs() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.refuse(403, "no"));
    assertThatThrownBy(() -> world.subscriber.renew(active.subscription().id()))
        .isInstanceOf(HubException.class);
    HubRequest refused = world.lastRequest();
    assertThat(refused.secret()).isNotEqualTo(active.request().secret());
    assertRejected(refused);
    assertTaken(active.request());
  }

  @Test
  void secret_staysAsItIs_whenTheLeaseHasEnded() {
    Held active = world.active();
    world.pass(Duration.ofDays(11));
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    assertThat(world.lastRequest().secret()).isEqualTo(active.request().secret());
    assertTaken(active.request());
  }

  @Test
  void callback_isAnotherAtEachRenewal_andTheOldOneEnds() {
    try (World other = rotating(RenewalPolicy.builder().rotatesCallback(true).build())) {
      Held active = other.active();
      other.hub.behaviour(HubBehaviour.hold());
      other.pass(WHEN_DUE);
      HubRequest renewal = other.lastRequest();
      assertThat(renewal.callback()).isNotEqualTo(active.request().callback());
      assertThat(renewal.secret()).isNotEqualTo(active.request().secret());
      assertThat(other.deliver(active.request())).isEqualTo(200);
      assertThat(other.deliver(renewal)).isEqualTo(404);

      other.hub.verify(renewal);
      assertThat(other.deliver(renewal)).isEqualTo(200);
      assertThat(other.deliver(active.request())).isEqualTo(200);
      other.hub.behaviour(HubBehaviour.inline());
      other.subscriber.runDueWork();
      HubRequest end = other.hub.awaitRequest("unsubscribe", 1, World.SOON);
      assertThat(end.callback()).isEqualTo(active.request().callback());
      assertThat(other.deliver(active.request())).isEqualTo(410);
      assertThat(other.deliver(renewal)).isEqualTo(200);
      assertThat(other.events(Kind.REJECTED)).isEmpty();
      other.pass(WHEN_DUE);
      assertThat(other.lastRequest().callback()).isNotEqualTo(renewal.callback());
      assertThat(other.hub.requests("unsubscribe")).hasSize(2);
    }
  }

  @Test
  void callback_stays_whileTheHubMayStillDeliverToTheOneBefore() {
    try (World other = rotating(RenewalPolicy.builder().rotatesCallback(true).build())) {
      Held active = other.active();
      other.hub.behaviour(HubBehaviour.hold());
      other.pass(WHEN_DUE);
      HubRequest renewal = other.lastRequest();
      other.hub.verify(renewal);

      other.subscriber.renew(active.subscription().id());
      HubRequest again = other.lastRequest();
      assertThat(again.callback()).isEqualTo(renewal.callback());
      assertThat(again.secret()).isEqualTo(renewal.secret());
      other.hub.verify(again);
      assertThat(other.deliver(active.request())).isEqualTo(200);
      assertThat(other.deliver(again)).isEqualTo(200);
    }
  }

  @Test
  void secretsOfTwoCallbacks_areNotAcceptedAtEachOther() {
    try (World other = rotating(RenewalPolicy.builder().rotatesCallback(true).build())) {
      Held active = other.active();
      other.hub.behaviour(HubBehaviour.hold());
      other.pass(WHEN_DUE);
      HubRequest renewal = other.lastRequest();
      other.hub.verify(renewal);
      other.hub.delivery(active.request()).secret(renewal.secret().orElseThrow()).send();
      other.hub.delivery(renewal).secret(active.request().secret().orElseThrow()).send();
      assertThat(other.listener.updates()).isEmpty();
      assertThat(other.events(Kind.REJECTED)).hasSize(2);
    }
  }

  @Test
  void unsignedContent_isAccepted_onceTheHubHasVerifiedThatThereIsNoSecret() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    SubscriptionRequest plain = SubscriptionRequest.of(world.site.url("/feed")).unsigned();
    world.subscriber.subscribe(plain);
    HubRequest renewal = world.lastRequest();
    assertThat(renewal.secret()).isEmpty();
    assertThat(world.hub.delivery(active.request()).unsigned().send().status()).isEqualTo(403);

    world.hub.verify(renewal);
    assertTaken(active.request());
    assertForged(active.request());
    assertTaken(renewal);
    assertThat(world.now(active.subscription()).former()).isNull();
    assertThat(registration(world.now(active.subscription())).secret()).isNull();
  }

  @Test
  void unsignedContent_isRefused_onceTheHubHasShownItsFirstSecret() {
    SubscriptionRequest request = SubscriptionRequest.of(world.feed());
    Held plain = world.held(request.unsigned());
    world.hub.verify(plain.request());
    Held signed = world.held(request);
    assertThat(signed.request().secret()).isPresent();
    world.hub.verify(signed.request());

    assertTaken(plain.request());
    assertForged(signed.request());
    assertTaken(signed.request());
    assertThat(world.deliver(plain.request())).isEqualTo(403);
    Subscription now = world.now(plain.subscription());
    assertThat(now.id()).isEqualTo(signed.subscription().id());
    assertThat(now.former()).isNull();
  }

  private void assertTaken(HubRequest... requests) {
    for (HubRequest each : requests) {
      int before = world.listener.updates().size();
      assertThat(world.deliver(each)).isEqualTo(200);
      assertThat(world.listener.updates()).hasSize(before + 1);
    }
  }

  private void assertRejected(HubRequest request) {
    int before = world.listener.updates().size();
    int rejected = world.events(Kind.REJECTED).size();
    assertThat(world.deliver(request)).isEqualTo(200);
    assertThat(world.listener.updates()).hasSize(before);
    assertThat(world.listener.awaitEvent(Kind.REJECTED, rejected + 1, World.SOON).rejection())
        .isEqualTo(Rejection.WRONG_SIGNATURE);
  }

  private void assertForged(HubRequest request) {
    int before = world.listener.updates().size();
    world.hub.delivery(request).content("lies", "text/plain").secret("a guess").send();
    assertThat(world.listener.updates()).hasSize(before);
  }

  private static World rotating(RenewalPolicy policy) {
    return new World(settings -> settings.renewals(policy));
  }
}
