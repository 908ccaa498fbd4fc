package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.ListingHub;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** Hubs whose answers prove nothing, and hubs that never verify what they have accepted. */
class OpenRequestTest {
  private static final Duration STEP = Duration.ofMinutes(1);

  private final World world = new World(settings -> settings.hubDeadline(Duration.ofSeconds(2)));
  private final ListingHub hub = new ListingHub(world);

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 303})
  void request_staysOpen_whenTheAnswerProvesNothing(int status) {
    assertStaysOpen(HubBehaviour.answer(FakeResponse.of(status)));
    world.pass(Duration.ofHours(2), STEP);
    assertThat(hub.asked()).isEqualTo(1);
  }

  @Test
  void hub_isAskedAgain_whenItVerifiedWhatItDidNotAnswer() {
    assertStaysOpen(HubBehaviour.silence());
    assertIsAskedAgain();
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 504})
  void hub_isAskedAgain_whenItVerifiedWhatAGatewayAnswered(int status) {
    assertStaysOpen(HubBehaviour.answer(FakeResponse.of(status)));
    assertIsAskedAgain();
  }

  private void assertStaysOpen(HubBehaviour odd) {
    hub.treat(odd);
    HubException failure =
        catchThrowableOfType(HubException.class, () -> world.subscriber.subscribe(world.feed()));
    assertThat(failure.isUndecided()).isTrue();
    Subscription failed = world.onlyOne();
    assertThat(failure.subscription()).contains(failed.id());
    assertThat(failed.state()).isEqualTo(SubscriptionState.FAILED);

    assertThat(world.hub.verify(world.lastRequest()).isConfirmed()).isTrue();
    assertThat(world.now(failed).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.deliver(world.lastRequest())).isEqualTo(200);
  }

  /** It may have given up, or somebody else has verified the request. */
  private void assertIsAskedAgain() {
    assertThat(world.onlyOne().isFailing()).isTrue();
    hub.treat(HubBehaviour.inline());
    world.pass(Duration.ofHours(2), STEP);
    assertThat(hub.asked()).isEqualTo(1);
    assertThat(world.onlyOne().isFailing()).isFalse();
  }

  @Test
  void request_thatIsAcceptedAndNotVerified_counts_alsoAfterOneThatWasNotAnswered() {
    hub.treat(HubBehaviour.answer(FakeResponse.of(504)));
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class);
    hub.treat(HubBehaviour.hold());
    world.pass(Duration.ofDays(1), Duration.ofMinutes(15));
    assertThat(world.events(Kind.UNVERIFIED)).hasSizeGreaterThan(5);
    assertThat(world.onlyOne().attempts()).isGreaterThan(5);
    assertThat(hub.asked()).isLessThan(20);
  }

  @Test
  void request_isMadeAgainAsItWas_whenTheAnswerProvesNothing() {
    hub.treat(HubBehaviour.answer(FakeResponse.of(502)));
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class);
    HubRequest first = world.lastRequest();
    world.pass(STEP);
    assertThat(world.hub.requests("subscribe"))
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.callback()).isEqualTo(first.callback()))
        .allSatisfy(each -> assertThat(each.secret()).isEqualTo(first.secret()));
    assertThat(world.hub.verify(first).isConfirmed()).isTrue();
    assertThat(world.onlyOne().state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  void hub_isAskedAgain_andTheApplicationTold_whenItNeverVerifies() {
    Held held = world.held();
    hub.treat(HubBehaviour.hold());
    world.pass(Duration.ofDays(1), STEP);
    assertThat(hub.asked()).isBetween(3, 100);
    assertThat(world.listener.events(Kind.UNVERIFIED)).hasSize(hub.asked());
    assertThat(world.listener.events(Kind.FAILED)).isEmpty();
    Subscription pending = world.now(held.subscription());
    assertThat(pending.state()).isEqualTo(SubscriptionState.PENDING);
    assertThat(pending.problem()).contains("did not verify");

    assertThat(world.hub.verify(held.request()).isConfirmed()).isTrue();
    assertThat(world.now(held.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.now(held.subscription()).problem()).isNull();
  }

  @Test
  void lease_goesOn_andTheApplicationIsTold_whenARenewalIsNeverVerified() {
    world.hub.grant(Duration.ofDays(2));
    Held active = world.active();
    hub.treat(HubBehaviour.hold());
    world.pass(Duration.ofDays(2).minus(STEP), STEP);
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.listener.events(Kind.UNVERIFIED)).hasSizeGreaterThan(2);
    assertThat(world.hub.verify(world.lastRequest()).isConfirmed()).isTrue();
    assertThat(world.listener.awaitEvent(Kind.RENEWED, World.SOON).subscription().id())
        .isEqualTo(active.subscription().id());
  }

  @Test
  void renew_throwsWithTheId_andTheLeaseGoesOn_whenTheAnswerProvesNothing() {
    Held active = world.active();
    hub.treat(HubBehaviour.answer(FakeResponse.of(200)));
    HubException failure =
        catchThrowableOfType(
            HubException.class, () -> world.subscriber.renew(active.subscription().id()));
    assertThat(failure.subscription()).contains(active.subscription().id());
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 500, 503})
  void request_isOver_whenTheHubRefuses(int status) {
    hub.treat(HubBehaviour.refuse(status, "no"));
    HubException failure =
        catchThrowableOfType(
            HubException.class,
            () -> world.subscriber.subscribe(SubscriptionRequest.of(world.feed())));
    assertThat(failure.subscription()).contains(world.onlyOne().id());
    assertThat(world.hub.verify(world.lastRequest()).status()).isEqualTo(404);
  }
}
