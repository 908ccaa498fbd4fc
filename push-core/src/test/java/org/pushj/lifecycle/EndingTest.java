package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.ListingHub;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** The intent to unsubscribe outlives whatever hubs answer to it (UNS-3). */
class EndingTest {
  private static final Duration LEASE = Duration.ofDays(2);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final World world = new World();

  /** On the same store; does not wait long for silent hubs. */
  private final Subscriber impatient =
      world.another(settings -> settings.hubDeadline(Duration.ofSeconds(1)));

  private final ListingHub hub = new ListingHub(world);

  @BeforeEach
  void grant() {
    world.hub.grant(LEASE);
  }

  @AfterEach
  void end() {
    world.close();
  }

  /** How hubs take a request to unsubscribe that they do not verify. */
  static Stream<Arguments> stubbornHubs() {
    return Stream.of(
        Arguments.of("503", HubBehaviour.refuse(503, "later")),
        Arguments.of("400", HubBehaviour.refuse(400, "what?")),
        Arguments.of("403", HubBehaviour.refuse(403, "stay")),
        Arguments.of("no answer", HubBehaviour.silence()),
        Arguments.of("200", HubBehaviour.answer(FakeResponse.of(200))),
        Arguments.of("202, and no verification", HubBehaviour.hold()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stubbornHubs")
  @DisplayName("UNS-3: asked again and again, more and more rarely, until the lease ends")
  void intent_stays_untilTheLeaseEnds(String how, HubBehaviour stubborn) {
    Held active = world.active();
    hub.treat(stubborn);
    assertThat(impatient.unsubscribe(active.subscription().id())).isTrue();
    assertThat(hub.asked()).isEqualTo(1);
    assertThat(world.deliver(active.request())).isEqualTo(410);

    pass(Duration.ofHours(6), MINUTE);
    assertThat(hub.asked()).isBetween(5, 12);
    assertThat(hub.intervals()).isSorted();
    assertThat(hub.intervals().get(hub.intervals().size() - 1))
        .isGreaterThan(hub.intervals().get(0).multipliedBy(3));
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.UNSUBSCRIBING);
    assertThat(world.deliver(active.request())).isEqualTo(410);

    pass(LEASE, HOUR);
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
    assertThat(world.deliver(active.request())).isEqualTo(410);
    int asked = hub.asked();
    pass(LEASE, HOUR);
    assertThat(hub.asked()).isEqualTo(asked);
    assertThat(world.hub.requests("subscribe")).hasSize(1);
    world.assertHeard(Kind.UNSUBSCRIBED, 1);
    assertThat(world.listener.updates()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stubbornHubs")
  @DisplayName("UNS-3: ended once the hub verifies, however late")
  void intent_isFulfilled_whenTheHubVerifies(String how, HubBehaviour stubborn) {
    Held active = world.active();
    hub.treat(stubborn);
    impatient.unsubscribe(active.subscription().id());
    pass(HOUR, MINUTE);
    HubRequest first = world.hub.awaitRequest("unsubscribe", 1, World.SOON);

    assertThat(world.hub.verify(first).isConfirmed()).isTrue();
    assertThat(world.subscriber.find(active.subscription().id())).isEmpty();
    world.assertHeard(Kind.UNSUBSCRIBED, 1);
    int asked = hub.asked();
    pass(HOUR, MINUTE);
    assertThat(hub.asked()).isEqualTo(asked);

    pass(Duration.ofHours(22), HOUR);
    assertThat(world.hub.verify(first).isConfirmed()).isTrue();
    assertThat(world.deliver(active.request())).isEqualTo(410);
    pass(HOUR, HOUR);
    assertThat(world.hub.verify(first).status()).isEqualTo(404);
    world.assertHeard(Kind.UNSUBSCRIBED, 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stubbornHubs")
  @DisplayName("UNS-3: ended here at once by forget; what still comes is answered 410")
  void forget_endsIt_whateverTheHubSays(String how, HubBehaviour stubborn) {
    Held active = world.active();
    hub.treat(stubborn);
    impatient.unsubscribe(active.subscription().id());
    assertThat(world.subscriber.forget(active.subscription().id())).isTrue();
    assertThat(world.subscriber.forget(active.subscription().id())).isFalse();
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
    world.assertHeard(Kind.UNSUBSCRIBED, 1);

    pass(LEASE.minus(HOUR), HOUR);
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertThat(hub.asked()).isEqualTo(1);
    assertThat(world.listener.updates()).isEmpty();
    world.assertHeard(Kind.UNSUBSCRIBED, 1);
  }

  @Test
  void forget_asksNoHub_andAnswers410ForTheLeaseAtLeastADay() {
    world.hub.grant(HOUR);
    Held active = world.active();
    hub.treat(HubBehaviour.inline());
    assertThat(world.subscriber.forget(active.subscription().id())).isTrue();
    assertThat(hub.publish()).containsExactly(410);
    assertThat(hub.publish()).isEmpty();
    world.pass(Duration.ofHours(23), HOUR);
    assertThat(world.deliver(active.request())).isEqualTo(410);
    world.pass(HOUR);
    assertThat(world.deliver(active.request())).isEqualTo(404);
    assertThat(hub.asked()).isZero();
  }

  @Test
  @DisplayName("UNS-3: a hub that deletes on 410 delivers no more, though it refuses the end")
  void hub_deliversNoMore_whenItDeletesOn410() {
    Held active = world.active();
    assertThat(hub.publish()).containsExactly(200);
    hub.treat(HubBehaviour.refuse(503, "later"));
    world.subscriber.unsubscribe(active.subscription().id());
    assertThat(hub.publish()).containsExactly(410);
    assertThat(hub.publish()).isEmpty();
    assertThat(world.listener.updates()).hasSize(1);
  }

  @Test
  @DisplayName("UNS-3: another subscription to the same topic neither ends nor subscribes again")
  void otherSubscription_toTheSameTopic_goesOn() {
    Held active = world.active();
    try (FakeHub other = FakeHub.start().grant(LEASE)) {
      URI feed = active.subscription().topic();
      Subscription second =
          world.subscriber.subscribe(SubscriptionRequest.of(feed).withHub(other.url()));
      HubRequest atOther = other.awaitRequest("subscribe", 1, World.SOON);

      assertThat(world.subscriber.unsubscribe(active.subscription().id())).isTrue();

      assertThat(world.onlyOne().id()).isEqualTo(second.id());
      assertThat(world.deliver(active.request())).isEqualTo(410);
      assertThat(world.deliver(atOther)).isEqualTo(200);
      assertThat(world.hub.requests("subscribe")).hasSize(1);
      assertThat(other.requests()).hasSize(1);
      world.assertHeard(Kind.UNSUBSCRIBED, 1);
    }
  }

  @Test
  @DisplayName("UNS-3: another process goes on asking for the end, and for nothing else")
  void intent_outlivesARestart() {
    Held active = world.active();
    hub.treat(HubBehaviour.refuse(503, "later"));
    world.subscriber.unsubscribe(active.subscription().id());
    world.subscriber.close();

    Subscriber restarted = world.another(settings -> settings);
    world.callbacks.serve(restarted.callbackHandler());
    assertThat(world.deliver(active.request())).isEqualTo(410);
    for (int i = 0; i < 10; i++) {
      world.clock.advance(HOUR);
      restarted.runDueWork();
    }
    assertThat(hub.asked()).isGreaterThan(2);
    assertThat(restarted.find(active.subscription().id()).map(Subscription::state))
        .contains(SubscriptionState.UNSUBSCRIBING);
    assertThat(world.hub.requests("subscribe")).hasSize(1);

    hub.treat(HubBehaviour.inline());
    world.clock.advance(Duration.ofHours(4));
    restarted.runDueWork();
    assertThat(restarted.operations().list(SubscriptionQuery.all())).isEmpty();
    assertThat(world.deliver(active.request())).isEqualTo(410);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"204, 3", "202, 2"})
  @DisplayName("UNS-3: asked again if an end that it does not verify overtook what is wanted anew")
  void hub_isAskedAgain_whenItMayHaveEndedWhatIsWantedAnew(int status, int requests) {
    Held active = world.active();
    world.hub.behaviour(
        (hub, request) -> {
          if (!request.mode().equals("unsubscribe")) {
            return HubBehaviour.inline().treat(hub, request);
          }
          world.subscriber.subscribe(active.subscription().request());
          return FakeResponse.of(status);
        });
    world.subscriber.unsubscribe(active.subscription().id());
    pass(HOUR, MINUTE);
    assertThat(world.hub.requests("subscribe")).hasSize(requests);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  private void pass(Duration time, Duration step) {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      world.clock.advance(step);
      impatient.runDueWork();
    }
  }
}
