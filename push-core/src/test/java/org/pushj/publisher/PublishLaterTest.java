package org.pushj.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pushj.publisher.PublisherWorld.OTHER_TOPIC;
import static org.pushj.publisher.PublisherWorld.TOPIC;
import static org.pushj.publisher.PublisherWorld.sizes;
import static org.pushj.publisher.PublisherWorld.told;
import static org.pushj.publisher.PublisherWorld.topics;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.QueueFullException;
import org.pushj.memory.InMemoryPingQueue;
import org.pushj.settings.PingSettings;
import org.pushj.spi.Claim;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.HubBehaviour;

/** {@link Publisher#publishLater}: changes are told soon, seldom, and none is left out. */
class PublishLaterTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MILLI = Duration.ofMillis(1);

  private PublisherWorld world = new PublisherWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("PUB-2: every hub of each topic is told, afterwards")
  void publishLater_tellsEveryHub_afterwards() {
    Publisher publisher =
        world.publisher(settings -> settings.hubs(List.of(world.hub.url(), world.other.url())));
    publisher.publishLater(TOPIC, OTHER_TOPIC);
    assertThat(world.hub.requests()).isEmpty();
    assertThat(publisher.list(ManageableQueue.Query.all())).hasSize(4);

    assertThat(publisher.runDueWork()).isEqualTo(2);

    List<String> both = List.of(TOPIC.toString(), OTHER_TOPIC.toString());
    assertThat(told(world.hub)).containsExactlyInAnyOrderElementsOf(both);
    assertThat(told(world.other)).containsExactlyInAnyOrderElementsOf(both);
    assertThat(world.hub.requests()).hasSize(1);
    assertThat(world.queued()).isEmpty();
    assertThat(world.outcomes).hasSize(4).allMatch(PublishOutcome::isSuccess);
    assertThat(publisher.runDueWork()).isZero();
  }

  @Test
  void publishLater_queuesNothing_whenThereIsNoTopic() {
    world.publisher.publishLater(List.of());
    assertThat(world.queued()).isEmpty();
  }

  @Test
  @DisplayName("PUB-2: a thousand topics are told in batches of ten")
  void publishLater_sendsBatches() {
    world.publisher.publishLater(topics(1000));
    world.publisher.runDueWork();
    assertThat(sizes(world.hub)).hasSize(100).containsOnly(10);
    assertThat(told(world.hub))
        .containsExactlyInAnyOrderElementsOf(topics(1000).stream().map(URI::toString).toList());
  }

  @Test
  void publishLater_sendsBatches_whenTopicsComeOneByOne() {
    topics(1000).forEach(world.publisher::publishLater);
    world.publisher.runDueWork();
    assertThat(sizes(world.hub)).hasSize(100).containsOnly(10);
  }

  @Test
  void publishLater_costsAFewPings_whenATopicChangesAThousandTimesInASecond() {
    for (int change = 0; change < 1000; change++) {
      world.publisher.publishLater(TOPIC);
      if (change % 10 == 0) {
        world.publisher.runDueWork();
      }
      world.clock.advance(MILLI);
    }
    world.pass(SECOND);
    assertThat(world.hub.requests()).hasSize(2);
    assertThat(world.queued()).isEmpty();
  }

  @Test
  void firstChange_isToldAtOnce_andTheLastOneAfterTheWindow() {
    world.publisher.publishLater(TOPIC);
    world.publisher.runDueWork();
    assertThat(world.hub.requests()).hasSize(1);

    world.clock.advance(MILLI);
    world.publisher.publishLater(TOPIC);
    world.publisher.publishLater(TOPIC);
    world.pass(Duration.ofMillis(998));
    assertThat(world.hub.requests()).hasSize(1);
    world.pass(MILLI);
    assertThat(world.hub.requests()).hasSize(2);
    assertThat(world.queued()).isEmpty();

    world.pass(SECOND);
    world.publisher.publishLater(TOPIC);
    world.publisher.runDueWork();
    assertThat(world.hub.requests()).hasSize(3);
  }

  @Test
  void change_duringItsPing_isToldOnceMore() {
    world.hub.behaviour(
        (hub, request) -> {
          if (hub.requests().size() == 1) {
            world.clock.advance(SECOND);
            world.publisher.publishLater(TOPIC);
            assertThat(world.publisher.runDueWork()).isZero();
          }
          return HubBehaviour.hold().treat(hub, request);
        });
    world.publisher.publishLater(TOPIC);
    world.publisher.runDueWork();
    assertThat(told(world.hub)).containsExactly(TOPIC.toString(), TOPIC.toString());
    assertThat(world.queued()).isEmpty();
  }

  @Test
  void change_duringAPingThatFails_isToldOnceMore() {
    world.hub.behaviour(
        (hub, request) -> {
          world.publisher.publishLater(TOPIC);
          return HubBehaviour.refuse(500, "broken").treat(hub, request);
        });
    world.publisher.publishLater(TOPIC);
    world.publisher.runDueWork();
    assertThat(world.queued()).hasSize(2);
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(SECOND);
    assertThat(world.hub.requests()).hasSize(2);
    assertThat(world.queued()).isEmpty();
  }

  @Test
  void window_ofNothing_tellsOfEachChange() {
    Publisher publisher =
        world.publisher(
            settings -> settings.pings(PingSettings.builder().window(Duration.ZERO).build()));
    for (int change = 0; change < 5; change++) {
      publisher.publishLater(TOPIC);
      publisher.runDueWork();
    }
    assertThat(world.hub.requests()).hasSize(5);
  }

  @Test
  void publishLater_isRefused_whenTheQueueIsFull() {
    world.close();
    world = new PublisherWorld(new InMemoryPingQueue(3), settings -> settings);
    world.publisher.publishLater(TOPIC, OTHER_TOPIC);
    QueueFullException full =
        catchThrowableOfType(
            QueueFullException.class, () -> world.publisher.publishLater(topics(2)));
    assertThat(full.topics()).isEqualTo(topics(2));
    assertThat(full).hasMessageContainingAll("full", "2 topics", "https://blog.example/0");
    assertThat(world.queued()).hasSize(2);
    world.publisher.publishLater(TOPIC);
    world.publisher.publishLater(topics(1));
    assertThatThrownBy(() -> world.publisher.publishLater(topics(2).get(1)))
        .isInstanceOf(QueueFullException.class)
        .hasMessageContaining("1 topic, ");
    world.pass(SECOND);
    assertThat(told(world.hub)).hasSize(3);
    world.publisher.publishLater(topics(2));
  }

  @Test
  void ping_isToldByAnother_whenTheProcessDiesThatHadClaimedIt() {
    world.publisher.publishLater(TOPIC);
    List<QueuedPing> lost =
        world.queue.claimDue(
            Claim.of(world.clock.instant(), world.clock.instant().plus(Duration.ofMinutes(2)), 10));
    assertThat(lost).hasSize(1);
    world.pass(Duration.ofSeconds(119));
    assertThat(world.hub.requests()).isEmpty();
    world.pass(SECOND);
    assertThat(told(world.hub)).containsExactly(TOPIC.toString());
  }

  @Test
  void listener_thatThrows_disturbsNothing() {
    Publisher publisher =
        world.publisher(
            settings ->
                settings.listener(
                    outcome -> {
                      throw new IllegalStateException("a bug in a listener");
                    }));
    publisher.publishLater(TOPIC, OTHER_TOPIC);
    publisher.runDueWork();
    assertThat(told(world.hub)).hasSize(2);
    assertThat(world.queued()).isEmpty();
  }
}
