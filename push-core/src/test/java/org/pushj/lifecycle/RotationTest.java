package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pushj.world.World.registration;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.SubscriptionRequest;
import org.pushj.settings.RenewalPolicy;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** Which callbacks and secrets count while they are exchanged for others. */
class RotationTest {
  private static final Duration WHEN_DUE = Duration.ofDays(7);

  private final World world = rotating();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void callback_isAnotherAtEachRenewal_andSoIsItsSecret_andTheOldOneEnds() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(WHEN_DUE);
    HubRequest renewal = world.lastRequest();
    assertThat(renewal.callback()).isNotEqualTo(active.request().callback());
    assertThat(renewal.secret()).isNotEqualTo(active.request().secret());
    assertTaken(active.request());
    assertThat(world.deliver(renewal)).isEqualTo(404);

    assertThat(world.hub.verify(renewal).isConfirmed()).isTrue();
    assertTaken(renewal, active.request());
    world.hub.behaviour(HubBehaviour.inline());
    world.subscriber.runDueWork();
    HubRequest end = world.hub.awaitRequest("unsubscribe", 1, World.SOON);
    assertThat(end.callback()).isEqualTo(active.request().callback());
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertTaken(renewal);
    assertThat(world.events(Kind.REJECTED)).isEmpty();
    world.pass(WHEN_DUE);
    assertThat(world.lastRequest().callback()).isNotEqualTo(renewal.callback());
    assertThat(world.hub.requests("unsubscribe")).hasSize(2);
  }

  @Test
  void callback_stays_whileTheHubMayStillDeliverToTheOneBefore() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(WHEN_DUE);
    HubRequest renewal = world.lastRequest();
    world.hub.verify(renewal);

    world.subscriber.renew(active.subscription().id());
    HubRequest again = world.lastRequest();
    assertThat(again.callback()).isEqualTo(renewal.callback());
    assertThat(again.secret()).isEqualTo(renewal.secret());
    world.hub.verify(again);
    assertTaken(active.request(), again);
  }

  @Test
  void callbackBefore_isAccepted_untilItsLeaseEnds_whenTheHubKeepsIt() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(WHEN_DUE);
    world.hub.verify(world.lastRequest());
    world.clock.advance(Duration.ofDays(3).minusMillis(1));
    assertTaken(active.request());
    world.clock.advance(Duration.ofMillis(1));
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertTaken(world.hub.requests("subscribe").get(1));
  }

  @Test
  void request_isMadeAgainAsItWas_untilTheHubHasDecided() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(WHEN_DUE);
    world.pass(Duration.ofHours(1), Duration.ofMinutes(5));
    List<HubRequest> asked = world.hub.requests("subscribe");
    assertThat(asked).hasSizeGreaterThan(3);
    for (HubRequest each : asked.subList(1, asked.size())) {
      assertThat(each.callback()).isEqualTo(asked.get(1).callback());
      assertThat(each.secret()).isEqualTo(asked.get(1).secret());
    }
    assertTaken(active.request());
  }

  @Test
  void callbackOfARefusedRequest_isNotAccepted_andTheOneOfNowIs() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.refuse(403, "no"));
    assertThatThrownBy(() -> world.subscriber.renew(active.subscription().id()))
        .isInstanceOf(HubException.class);
    assertThat(world.deliver(world.lastRequest())).isEqualTo(404);
    assertTaken(active.request());
  }

  @Test
  void callback_staysAsItIs_whenTheLeaseHasEnded() {
    Held active = world.active();
    world.pass(Duration.ofDays(11));
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    assertThat(world.lastRequest().callback()).isEqualTo(active.request().callback());
    assertThat(world.lastRequest().secret()).isEqualTo(active.request().secret());
    assertTaken(active.request());
  }

  @Test
  void secretsOfTwoCallbacks_areNotAcceptedAtEachOther() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(WHEN_DUE);
    HubRequest renewal = world.lastRequest();
    world.hub.verify(renewal);
    world.hub.delivery(active.request()).secret(renewal.secret().orElseThrow()).send();
    world.settle();
    world.clock.advance(Duration.ofMinutes(1));
    world.hub.delivery(renewal).secret(active.request().secret().orElseThrow()).send();
    assertThat(world.listener.updates()).isEmpty();
    assertThat(world.events(Kind.REJECTED)).hasSize(2);
  }

  @Test
  void newSecret_isKnown_whenItsVerificationComesAfterADenial() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(WHEN_DUE);
    HubRequest renewal = world.lastRequest();
    world.hub.deny(active.request(), "a stranger says so");
    world.hub.verify(renewal);
    assertTaken(renewal, active.request());
  }

  @Test
  void secretOfACallback_staysForLife_whenSigningIsTurnedOff() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    SubscriptionRequest plain = SubscriptionRequest.of(world.site.url("/feed")).unsigned();
    world.subscriber.subscribe(plain);
    HubRequest renewal = world.lastRequest();
    assertThat(renewal.secret()).isEmpty();
    assertThat(renewal.callback()).isNotEqualTo(active.request().callback());
    assertThat(world.hub.delivery(active.request()).unsigned().send().status()).isEqualTo(403);

    world.hub.verify(renewal);
    assertTaken(active.request(), renewal);
    assertForged(active.request());
    assertThat(world.hub.delivery(active.request()).unsigned().send().status()).isEqualTo(403);
    assertThat(registration(world.now(active.subscription())).secret()).isNull();
  }

  @Test
  void secretOfAnOpenRequest_stays_whenSigningIsTurnedOff() {
    world.hub.behaviour(HubBehaviour.hold());
    SubscriptionRequest request = SubscriptionRequest.of(world.feed());
    world.subscriber.subscribe(request);
    HubRequest signed = world.lastRequest();
    world.subscriber.subscribe(request.unsigned());
    HubRequest plain = world.lastRequest();
    assertThat(plain.callback()).isNotEqualTo(signed.callback());
    assertThat(world.hub.verify(signed).isConfirmed()).isFalse();
    assertThat(world.hub.verify(plain).isConfirmed()).isTrue();
    assertTaken(plain);
    assertThat(world.deliver(signed)).isEqualTo(404);
  }

  @Test
  void unsignedContent_isNotAccepted_whereTheHubHasASecret() {
    SubscriptionRequest request = SubscriptionRequest.of(world.feed());
    Held plain = world.held(request.unsigned());
    world.hub.verify(plain.request());
    Held signed = world.held(request);
    assertThat(signed.subscription().id()).isEqualTo(plain.subscription().id());
    assertThat(signed.request().secret()).isPresent();
    assertThat(signed.request().callback()).isNotEqualTo(plain.request().callback());
    world.hub.verify(signed.request());

    assertTaken(plain.request(), signed.request());
    assertForged(signed.request());
    assertThat(world.hub.delivery(signed.request()).unsigned().send().status()).isEqualTo(403);
    world.hub.behaviour(HubBehaviour.inline());
    world.subscriber.runDueWork();
    HubRequest end = world.hub.awaitRequest("unsubscribe", 1, World.SOON);
    assertThat(end.callback()).isEqualTo(plain.request().callback());
    assertThat(world.deliver(plain.request())).isEqualTo(410);
  }

  private void assertTaken(HubRequest... requests) {
    for (HubRequest each : requests) {
      int before = world.listener.updates().size();
      assertThat(world.deliver(each)).isEqualTo(200);
      assertThat(world.listener.updates()).hasSize(before + 1);
    }
  }

  private void assertForged(HubRequest request) {
    int before = world.listener.updates().size();
    world.hub.delivery(request).content("lies", "text/plain").secret("a guess").send();
    assertThat(world.listener.updates()).hasSize(before);
  }

  private static World rotating() {
    RenewalPolicy policy = RenewalPolicy.builder().rotatesCallback(true).build();
    return new World(settings -> settings.renewals(policy));
  }
}
