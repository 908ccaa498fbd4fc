package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.PushException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.settings.RetryPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.ListingHub;
import org.pushj.world.World;

/** Refusals that will most likely be repeated are asked about more rarely, and not for ever. */
class GivingUpTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration STEP = Duration.ofMinutes(20);

  private final World world = new World();
  private final ListingHub hub = new ListingHub(world);

  @AfterEach
  void end() {
    world.close();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("400", HubBehaviour.refuse(400, "no")),
        Arguments.of("403", HubBehaviour.refuse(403, "no")),
        Arguments.of("404", HubBehaviour.refuse(404, "no")),
        Arguments.of("410", HubBehaviour.refuse(410, "no")),
        Arguments.of("denial", (HubBehaviour) GivingUpTest::denied));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void hub_isAskedMoreAndMoreRarely_andNoMoreAfter30Days(String how, HubBehaviour refusal) {
    hub.treat(refusal);
    Subscription refused = world.subscriber.subscribeLater(SubscriptionRequest.of(world.feed()));
    world.pass(Duration.ofDays(20), STEP);
    List<Duration> intervals = hub.intervals();
    assertThat(intervals.subList(0, 10)).isSorted();
    assertThat(intervals).allSatisfy(each -> assertThat(each).isLessThanOrEqualTo(DAY.plus(STEP)));
    assertThat(intervals).anySatisfy(each -> assertThat(each).isGreaterThan(DAY.dividedBy(2)));
    assertThat(world.listener.events(Kind.GIVEN_UP)).isEmpty();

    world.pass(Duration.ofDays(12), STEP);
    assertGivenUpOnce(refused);
    int asked = hub.asked();
    assertThat(asked).isBetween(30, 90);
    world.pass(Duration.ofDays(60), Duration.ofHours(6));
    assertThat(hub.asked()).isEqualTo(asked);
    assertGivenUpOnce(refused);
  }

  @Test
  void page_isLookedUpMoreAndMoreRarely_andNoMoreAfter30Days() {
    URI page = world.site.page("/page", FakeResponse.of(200).body("text/html", "<p>no hub</p>"));
    Subscription refused = world.subscriber.subscribeLater(SubscriptionRequest.of(page));
    world.pass(Duration.ofDays(29), STEP);
    assertThat(world.now(refused).state()).isEqualTo(SubscriptionState.FAILED);
    world.pass(Duration.ofDays(3), STEP);
    assertGivenUpOnce(refused);
    int asked = world.site.requests("/page").size();
    world.pass(Duration.ofDays(60), Duration.ofHours(6));
    assertThat(world.site.requests("/page")).hasSize(asked);
    assertGivenUpOnce(refused);

    world.site.advertise("/page", world.hub.url());
    assertThat(world.subscriber.renew(refused.id()).map(Subscription::state))
        .contains(SubscriptionState.ACTIVE);
  }

  @Test
  void page_isLookedUpForEver_whenItsServerFails() {
    URI page = world.site.page("/page", FakeResponse.of(503));
    Subscription failing = world.subscriber.subscribeLater(SubscriptionRequest.of(page));
    world.pass(Duration.ofDays(40), STEP);
    assertThat(world.now(failing).state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(world.listener.events(Kind.GIVEN_UP)).isEmpty();
  }

  @Test
  void refusal_doesNotGiveUp_whenTheHubAcceptedSinceTheOneBefore() {
    hub.treat(HubBehaviour.refuse(403, "no"));
    Subscription refused = world.subscriber.subscribeLater(SubscriptionRequest.of(world.feed()));
    world.pass(Duration.ofDays(1), STEP);
    hub.treat(HubBehaviour.hold());
    world.pass(Duration.ofDays(30), STEP);
    hub.treat(HubBehaviour.refuse(403, "no"));
    world.pass(Duration.ofDays(2), STEP);
    assertThat(world.now(refused).state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(world.listener.events(Kind.GIVEN_UP)).isEmpty();
  }

  @Test
  void renew_asksAgain_whenGivenUp() {
    Subscription givenUp = givenUp();
    hub.treat(HubBehaviour.inline());
    assertThat(world.subscriber.renew(givenUp.id()).map(Subscription::state))
        .contains(SubscriptionState.ACTIVE);
  }

  @Test
  void subscribe_asksAgain_whenGivenUp() {
    Subscription givenUp = givenUp();
    hub.treat(HubBehaviour.inline());
    Subscription again = world.subscriber.subscribe(givenUp.request());
    assertThat(again.id()).isEqualTo(givenUp.id());
    assertThat(again.state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  void subscribeLater_asksAgain_whenGivenUp() {
    Subscription givenUp = givenUp();
    hub.treat(HubBehaviour.inline());
    Subscription again = world.subscriber.subscribeLater(givenUp.request());
    assertThat(again.id()).isEqualTo(givenUp.id());
    assertThat(again.state()).isNotEqualTo(SubscriptionState.GIVEN_UP);
    world.subscriber.runDueWork();
    assertThat(world.now(givenUp).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  void refusal_isGivenUpOnceMore_whenTheHubRefusesForAsLongAgain() {
    Subscription givenUp = givenUp();
    assertThatThrownBy(() -> world.subscriber.renew(givenUp.id()))
        .isInstanceOf(HubException.class)
        .extracting(thrown -> ((PushException) thrown).subscription())
        .isEqualTo(Optional.of(givenUp.id()));
    world.pass(Duration.ofDays(29), STEP);
    assertThat(world.now(givenUp).state()).isEqualTo(SubscriptionState.FAILED);
    world.pass(Duration.ofDays(3), STEP);
    assertThat(world.now(givenUp).state()).isEqualTo(SubscriptionState.GIVEN_UP);
    world.assertHeard(Kind.GIVEN_UP, 2);
  }

  @Test
  void unsubscribe_endsWhatIsGivenUp_withoutAskingTheHub() {
    Subscription givenUp = givenUp();
    hub.treat(HubBehaviour.inline());
    assertThat(world.subscriber.unsubscribe(givenUp.id())).isTrue();
    assertThat(world.subscriber.find(givenUp.id())).isEmpty();
    assertThat(hub.asked()).isZero();
  }

  @Test
  void time_isThatOfThePolicy() {
    RetryPolicy policy = RetryPolicy.builder().giveUpAfter(Duration.ofDays(2)).build();
    try (World hasty = new World(settings -> settings.retries(policy))) {
      hasty.hub.behaviour(HubBehaviour.refuse(403, "no"));
      Subscription refused = hasty.subscriber.subscribeLater(SubscriptionRequest.of(hasty.feed()));
      hasty.pass(DAY, STEP);
      assertThat(hasty.now(refused).state()).isEqualTo(SubscriptionState.FAILED);
      hasty.pass(DAY.multipliedBy(2), STEP);
      assertThat(hasty.now(refused).state()).isEqualTo(SubscriptionState.GIVEN_UP);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void hub_isAskedFor60DaysAndMore_whenItsFailuresMayPass(int status) {
    hub.treat(HubBehaviour.refuse(status, "later"));
    assertAskedFor60Days();
  }

  @Test
  void hub_isAskedFor60DaysAndMore_whenItDoesNotAnswer() {
    URI feed = world.feed();
    world.hub.close();
    Subscription wanted = world.subscriber.subscribeLater(SubscriptionRequest.of(feed));
    world.pass(Duration.ofDays(60), Duration.ofHours(2));
    assertThat(world.now(wanted).attempts()).isGreaterThan(100);
    assertThat(world.now(wanted).state()).isNotEqualTo(SubscriptionState.GIVEN_UP);
    assertThat(world.listener.events(Kind.GIVEN_UP)).isEmpty();
  }

  private void assertAskedFor60Days() {
    Subscription wanted = world.subscriber.subscribeLater(SubscriptionRequest.of(world.feed()));
    world.pass(Duration.ofDays(60), Duration.ofHours(1));
    int asked = hub.asked();
    assertThat(asked).isGreaterThan(100);
    assertThat(world.listener.events(Kind.GIVEN_UP)).isEmpty();
    world.pass(Duration.ofDays(2), Duration.ofHours(1));
    assertThat(hub.asked()).isGreaterThan(asked);
    hub.treat(HubBehaviour.inline());
    world.pass(Duration.ofHours(12), Duration.ofHours(1));
    assertThat(world.now(wanted).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  private Subscription givenUp() {
    hub.treat(HubBehaviour.refuse(403, "no"));
    Subscription refused = world.subscriber.subscribeLater(SubscriptionRequest.of(world.feed()));
    world.pass(Duration.ofDays(32), STEP);
    assertGivenUpOnce(refused);
    return world.now(refused);
  }

  private void assertGivenUpOnce(Subscription subscription) {
    Subscription now = world.now(subscription);
    assertThat(now.state()).isEqualTo(SubscriptionState.GIVEN_UP);
    assertThat(now.dueAt()).isNull();
    assertThat(world.listener.events(Kind.GIVEN_UP))
        .extracting(event -> event.subscription().id())
        .containsExactly(subscription.id());
  }

  /** Denies while it is asked, so that the denial is there when the work is done. */
  private static FakeResponse denied(FakeHub hub, HubRequest request) {
    assertThat(hub.deny(request, "not you").status()).isEqualTo(200);
    return FakeResponse.of(202);
  }
}
