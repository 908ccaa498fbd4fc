package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Problem;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.TopicLinks;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** What a hub that verifies an active subscription unasked may do to its lease. */
class RecheckTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("SEC-13: short leases make us ask once a minute at most, though an old one runs")
  void hub_isAskedOnceAMinute_whenItGrantsSecondsAfterDays() {
    world.active();
    world.hub.grant(Duration.ofSeconds(1));
    world.pass(Duration.ofDays(7));
    int before = world.hub.requests("subscribe").size();
    world.pass(Duration.ofMinutes(10), Duration.ofSeconds(1));
    assertThat(world.hub.requests("subscribe").size() - before).isBetween(5, 11);
  }

  @Test
  @DisplayName("VER-13: a hub that names no lease takes none over from a stranger")
  void renewal_isDueWithinADay_whenTheHubNamesNoLease_andAStrangerADecade() {
    world.hub.grant(Duration.ofDays(3650));
    Held held = world.held();
    assertThat(world.hub.verify(held.request()).status()).isEqualTo(200);
    assertThat(world.hub.verification(held.request()).without("hub.lease_seconds").send().status())
        .isEqualTo(200);
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofDays(1));
    assertThat(world.hub.requests("subscribe")).hasSize(2);
  }

  @Test
  @DisplayName("VER-9: a re-check that names no lease changes nothing")
  void recheck_keepsTheLease_whenItNamesNone() {
    Held active = world.active();
    world.clock.advance(Duration.ofMinutes(15));
    assertThat(world.hub.verification(active.request()).lease("0").send().isConfirmed()).isTrue();
    assertThat(world.now(active.subscription()).lease().endsAt())
        .isEqualTo(active.subscription().lease().endsAt());
  }

  @Test
  @DisplayName("VER-9: a hub's own re-check extends the lease, and moves no renewal")
  void recheck_extendsTheAcceptance_andLeavesTheRenewalDue() {
    Held active = world.active();
    Subscription before = world.now(active.subscription());
    world.clock.advance(Duration.ofHours(1));
    assertThat(world.hub.verification(active.request()).lease("1000000").send().isConfirmed())
        .isTrue();
    Subscription extended = world.now(active.subscription());
    assertThat(extended.acceptedUntil()).isEqualTo(world.clock.instant().plusSeconds(1000000));
    assertThat(extended.lease()).isEqualTo(before.lease());
    assertThat(extended.dueAt()).isEqualTo(before.dueAt());
    assertThat(world.events(Kind.RENEWED)).isEmpty();
  }

  @ParameterizedTest(name = "VER-9: hub.lease_seconds={0}")
  @ValueSource(strings = {"1", "700000", "864000"})
  void recheck_isConfirmed_andChangesNothing_whenItDoesNotExtendTheLease(String lease) {
    Held active = world.active();
    Subscription before = world.now(active.subscription());
    world.clock.advance(Duration.ofHours(1));
    assertThat(world.hub.verification(active.request()).lease(lease).send().isConfirmed()).isTrue();
    assertThat(world.now(active.subscription())).isEqualTo(before);
  }

  @Test
  @DisplayName("VER-9: who verifies while a renewal is open ends no lease that runs")
  void verification_endsNoLease_whileARenewalIsOpen() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(Duration.ofDays(7));
    assertThat(world.now(active.subscription()).open()).isNotNull();
    assertThat(world.hub.verification(active.request()).lease("1").send().isConfirmed()).isTrue();
    world.pass(Duration.ofMinutes(1));
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.hub.requests("subscribe")).hasSize(3);
  }

  @Test
  @DisplayName("VER-13: who verifies with an endless lease does not put off the next renewal")
  void verification_putsOffNoRenewal_whenItNamesALeaseOfCenturies() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(Duration.ofDays(7));
    assertThat(world.hub.verification(active.request()).lease("9999999999").send().isConfirmed())
        .isTrue();
    assertThat(world.now(active.subscription()).dueAt())
        .isBeforeOrEqualTo(world.clock.instant().plus(Duration.ofDays(7)));
    world.pass(Duration.ofDays(8));
    assertThat(world.hub.requests("subscribe")).hasSizeGreaterThan(2);
  }

  @Test
  @DisplayName("VER-13: the hub's verification counts, though a stranger was faster")
  void verification_counts_whenAStrangerHasVerifiedBefore() {
    Held held = world.held();
    assertThat(verify(held.request(), "1")).isTrue();
    world.clock.advance(Duration.ofSeconds(5));
    assertThat(verify(held.request(), "864000")).isTrue();
    assertThat(world.deliver(held.request())).isEqualTo(200);
    assertThat(world.now(held.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);

    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofMinutes(1));
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    HubRequest next = world.lastRequest();
    assertThat(next.callback()).isNotEqualTo(held.request().callback());
    assertThat(world.deliver(next)).isEqualTo(200);
    assertThat(world.deliver(held.request())).as("it was asked to end this one").isEqualTo(410);
    assertThat(world.now(held.subscription()).grant().contested()).isFalse();
  }

  @Test
  @DisplayName("VER-13: each of several verifications counts, though the clock goes back")
  void verification_counts_whenTheClockHasGoneBack() {
    Held held = world.held();
    assertThat(verify(held.request(), "864000")).isTrue();
    world.clock.advance(Duration.ofMinutes(-5));
    assertThat(verify(held.request(), "1")).isTrue();
    Subscription both = world.now(held.subscription());
    assertThat(both.lease().endsAt()).isEqualTo(world.clock.instant().plusSeconds(1));
    assertThat(both.isAliveAt(world.clock.instant().plus(Duration.ofDays(9)))).isTrue();
  }

  @Test
  @DisplayName("VER-13: who verifies again and again causes no storm of requests")
  void verifications_causeFewRequests_whateverTheirLeases() {
    Held held = world.held();
    world.hub.behaviour(HubBehaviour.inline());
    for (int i = 0; i < 24 * 6; i++) {
      HubRequest last = world.lastRequest();
      world.hub.verification(last).lease("864000").send();
      world.hub.verification(last).lease("1").send();
      world.pass(Duration.ofMinutes(10));
    }
    assertThat(world.hub.requests("subscribe").stream().map(HubRequest::callback).distinct())
        .hasSizeBetween(1 + 3, 1 + 5);
    assertThat(world.now(held.subscription()).isAliveAt(world.clock.instant())).isTrue();
  }

  @Test
  @DisplayName("VER-13: a verification during the request does not hide that the hub refuses it")
  void refusal_counts_whenAStrangerVerifiesDuringTheRequest() {
    Held active = world.active();
    Subscription before = world.now(active.subscription());
    world.hub.behaviour(
        (hub, request) -> {
          assertThat(hub.verification(request).lease("99999999").send().isConfirmed()).isTrue();
          return FakeResponse.of(403);
        });
    world.pass(Duration.ofDays(7));
    Subscription refused = world.now(active.subscription());
    assertThat(refused.attempts()).isEqualTo(1);
    assertThat(refused.progress().problem().kind()).isEqualTo(Problem.Kind.REFUSED);
    assertThat(refused.lease().isAliveAt(world.clock.instant())).isFalse();
    assertThat(refused.acceptedUntil()).isAfter(before.acceptedUntil());
    assertThat(world.deliver(active.request())).isEqualTo(200);
    world.pass(Duration.ofDays(1), Duration.ofHours(1));
    assertThat(world.hub.requests("subscribe")).hasSizeBetween(3, 30);
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofDays(1), Duration.ofHours(1));
    assertThat(world.now(active.subscription()).problem()).isNull();
  }

  @Test
  @DisplayName("SEC-13: an unsigned lease is worth nothing once content must be signed")
  void unsignedLease_isRefused_andAskedForWithASecret() {
    HubRequest request = unsignedThatIsToBeSigned();
    Subscriber strict = strict(SubscriberBuilder::requireSigned);
    assertThat(world.hub.verification(request).lease("9999999").send().isConfirmed()).isFalse();
    assertThat(world.deliver(request)).isEqualTo(503);
    strict.runDueWork();
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    assertThat(world.lastRequest().secret()).isPresent();
    assertThat(world.deliver(world.lastRequest())).isEqualTo(200);
  }

  @Test
  @DisplayName("SEC-13: content that is refused makes its hub be asked once")
  void hub_isAskedOnce_howeverOftenUnsignedContentIsRefused() {
    HubRequest request = unsignedThatIsToBeSigned();
    Subscriber strict = strict(SubscriberBuilder::requireSigned);
    world.hub.behaviour(HubBehaviour.hold());
    for (int i = 0; i < 100; i++) {
      world.clock.advance(Duration.ofSeconds(5));
      assertThat(world.deliver(request)).isEqualTo(503);
      strict.runDueWork();
    }
    assertThat(world.hub.requests("subscribe")).hasSize(2);
  }

  @Test
  @DisplayName("SEC-13: content that is refused takes no work from whoever has claimed it")
  void hub_isAsked_thoughUnsignedContentIsRefusedWhileItsPageIsRead() {
    HubRequest request = unsignedThatIsToBeSigned();
    AtomicInteger lookUps = new AtomicInteger();
    Subscriber strict =
        strict(
            settings ->
                settings
                    .requireSigned()
                    .topicDiscoverer(
                        resource -> {
                          lookUps.incrementAndGet();
                          world.deliver(request);
                          return new TopicLinks(resource, List.of(world.hub.url()));
                        }));
    world.deliver(request);
    strict.runDueWork();
    assertThat(lookUps).hasValue(1);
    assertThat(world.hub.requests("subscribe")).hasSize(2);
  }

  /** Returns another subscriber, which answers the hub from now on. */
  private Subscriber strict(UnaryOperator<SubscriberBuilder> change) {
    Subscriber strict = world.another(change);
    world.callbacks.serve(strict.callbackHandler());
    return strict;
  }

  /** Returns the request of an active subscription that is wanted with signatures since. */
  private HubRequest unsignedThatIsToBeSigned() {
    world.hub.behaviour(HubBehaviour.inline());
    Subscription unsigned =
        world.subscriber.subscribe(SubscriptionRequest.of(world.feed()).unsigned());
    world.settle();
    HubRequest request = world.lastRequest();
    assertThat(world.deliver(request)).isEqualTo(200);
    Subscription signed = world.store.findById(unsigned.id()).orElseThrow();
    assertThat(
            world.store.replace(
                signed, signed.toBuilder().request(SubscriptionRequest.of(world.feed())).build()))
        .isPresent();
    return request;
  }

  private boolean verify(HubRequest request, String lease) {
    return world.hub.verification(request).lease(lease).send().isConfirmed();
  }
}
