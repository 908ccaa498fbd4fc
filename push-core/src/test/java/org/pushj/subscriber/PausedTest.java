package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.Happening;
import org.pushj.HubException;
import org.pushj.Problem;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;

/** What a pause meets half-way, and what its end makes up for. */
class PausedTest {
  private static final Duration LEASE = Duration.ofDays(10);

  private World world = new World(settings -> settings.lease(LEASE));

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void resume_asksAtOnce_whenTheLeaseEndedMeanwhileAndTheHubHadFailed() {
    SubscriptionId id = world.active().subscription().id();
    world.hub.behaviour(HubBehaviour.refuse(503, "overload"));
    world.pass(LEASE.multipliedBy(9).dividedBy(10), Duration.ofHours(12));
    assertThat(world.onlyOne().attempts()).isGreaterThan(3);
    world.subscriber.operations().apply(OperatorAction.PAUSE, id);
    world.pass(LEASE);

    world.hub.behaviour(HubBehaviour.inline());
    world.subscriber.operations().apply(OperatorAction.RESUME, id);
    world.pass(Duration.ZERO);
    assertThat(world.onlyOne().isAliveAt(world.clock.instant())).isTrue();
    assertThat(world.events(Kind.EXPIRED)).as("the end is told").hasSize(1);
  }

  @Test
  void resume_asksAtOnce_whenTheLeaseEndedMeanwhileAndARequestIsOpen() {
    SubscriptionId id = world.active().subscription().id();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(LEASE.multipliedBy(2).dividedBy(3));
    assertThat(world.onlyOne().open()).isNotNull();
    world.subscriber.operations().apply(OperatorAction.PAUSE, id);
    world.pass(LEASE);

    world.hub.behaviour(HubBehaviour.inline());
    world.subscriber.operations().apply(OperatorAction.RESUME, id);
    world.pass(Duration.ZERO);
    assertThat(world.onlyOne().isAliveAt(world.clock.instant())).isTrue();
    assertThat(world.events(Kind.EXPIRED)).as("the end is told").hasSize(1);
  }

  @Test
  void resumeAll_tellsOfTheLeasesThatEndedMeanwhile() {
    world.active();
    world.subscriber.operations().applyToAll(OperatorAction.PAUSE, SubscriptionQuery.all());
    world.pass(LEASE);
    world.subscriber.operations().applyToAll(OperatorAction.RESUME, SubscriptionQuery.all());
    world.pass(Duration.ZERO);
    assertThat(world.events(Kind.EXPIRED)).hasSize(1);
  }

  @Test
  void pause_makesARefusalOfTheLeaseAFailure_whenTheRequestIsJustMade() {
    world.hub.behaviour(
        (hub, request) -> {
          world.subscriber.operations().apply(OperatorAction.PAUSE, world.onlyOne().id());
          return FakeResponse.of(400).body("text/plain", "no such lease");
        });
    assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
        .isInstanceOf(HubException.class);
    Subscription paused = world.onlyOne();
    assertThat(paused.open()).as("what the hub may verify").isNull();
    assertThat(paused.progress().problem().kind()).isEqualTo(Problem.Kind.REFUSED);
    assertThat(world.hub.requests()).hasSize(1);

    world.hub.behaviour(HubBehaviour.inline().refusingLeases(400));
    world.pass(Duration.ofHours(1));
    world.subscriber.operations().apply(OperatorAction.RESUME, paused.id());
    world.pass(Duration.ZERO);
    assertThat(world.onlyOne().isAliveAt(world.clock.instant())).isTrue();
    assertThat(world.onlyOne().history())
        .extracting(Happening::text)
        .noneMatch(text -> text.startsWith("Accepted by the hub"));
  }
}
