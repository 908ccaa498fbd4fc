package org.pushj.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.pushj.publisher.PublisherWorld.OTHER_TOPIC;
import static org.pushj.publisher.PublisherWorld.TOPIC;
import static org.pushj.publisher.PublisherWorld.told;
import static org.pushj.publisher.PublisherWorld.topics;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.PingId;
import org.pushj.StoreException;
import org.pushj.memory.InMemoryPingQueue;
import org.pushj.settings.PingSettings;
import org.pushj.settings.RetryPolicy;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.ForwardingPingQueue;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.RecordedLog;

/**
 * What a hub does not take is told again, within bounds, and keeps nothing else from being told.
 */
class PingRetriesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final RetryPolicy RETRIES = RetryPolicy.between(Duration.ofSeconds(10), HOUR);

  private PublisherWorld world = new PublisherWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("PUB-2: a ping that fails is sent again with a growing delay")
  void ping_isSentAgain_laterEachTime() {
    world.hub.behaviour(HubBehaviour.refuse(500, "broken\nfor now"));
    world.publisher.publishLater(TOPIC);
    world.publisher.runDueWork();
    for (int attempt = 1; attempt <= 4; attempt++) {
      QueuedPing waiting = world.onlyQueued();
      assertThat(waiting.attempts()).isEqualTo(attempt);
      assertThat(waiting.error()).contains("answered 500", "broken for now");
      assertThat(Duration.between(world.clock.instant(), waiting.dueAt()))
          .isBetween(RETRIES.delay(attempt, 0), RETRIES.delay(attempt, 1));
      world.clock.set(waiting.dueAt().minusMillis(1));
      world.publisher.runDueWork();
      assertThat(world.hub.requests()).hasSize(attempt);
      world.pass(Duration.ofMillis(1));
      assertThat(world.hub.requests()).hasSize(attempt + 1);
    }
    assertThat(world.outcomes).hasSize(5).noneMatch(PublishOutcome::isSuccess);
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(HOUR);
    assertThat(world.queued()).isEmpty();
  }

  @Test
  void ping_isSentAgain_whenTheHubWishes() {
    world.hub.behaviour(HubBehaviour.answer(FakeResponse.of(429).header("Retry-After", "7200")));
    world.publisher.publishLater(TOPIC);
    world.publisher.runDueWork();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(HOUR.multipliedBy(2).minusMillis(1));
    assertThat(world.hub.requests()).hasSize(1);
    world.pass(Duration.ofMillis(1));
    assertThat(world.hub.requests()).hasSize(2);
    assertThat(world.queued()).isEmpty();
  }

  @Test
  @DisplayName("PUB-2: a refused topic takes no other with it, however slow the hub is")
  void ping_isNotParked_forTheRefusalOfOthers() {
    Duration claim = Duration.ofMinutes(2);
    Publisher publisher =
        world.publisher(
            settings ->
                settings.pings(
                    PingSettings.builder()
                        .attempts(3)
                        .retries(RETRIES)
                        .work(work -> work.claim(claim))
                        .build()));
    String bad = topics(10).get(4).toString();
    HubBehaviour refusing = HubBehaviour.hold().refusingTopics(400, bad::equals);
    world.hub.behaviour(
        (hub, request) -> {
          world.clock.advance(claim.dividedBy(2));
          return refusing.treat(hub, request);
        });
    publisher.publishLater(topics(10));
    for (int round = 0; round < 40; round++) {
      world.clock.advance(Duration.ofMinutes(1));
      publisher.runDueWork();
    }
    assertThat(world.queued())
        .singleElement()
        .satisfies(parked -> assertThat(parked.topic()).hasToString(bad))
        .satisfies(parked -> assertThat(parked.parkedAt()).isNotNull());
  }

  @Test
  @DisplayName("PUB-2: what is not taken after all attempts is parked, seen, and sent on request")
  void ping_isParked_afterItsAttempts_andCanBeRequeuedOrDiscarded() {
    Publisher publisher =
        world.publisher(
            settings ->
                settings.pings(PingSettings.builder().attempts(3).retries(RETRIES).build()));
    world.hub.behaviour(HubBehaviour.refuse(400, "no such topic"));
    publisher.publishLater(TOPIC, OTHER_TOPIC);
    for (int attempt = 1; attempt <= 3; attempt++) {
      publisher.runDueWork();
      world.clock.advance(HOUR);
    }
    int requests = world.hub.requests().size();
    assertThat(publisher.runDueWork()).isZero();
    List<QueuedPing> parked =
        publisher.list(ManageableQueue.Query.all().withState(QueuedPing.State.PARKED));
    assertThat(parked).hasSize(2);
    assertThat(parked.get(0).attempts()).isEqualTo(3);
    assertThat(parked.get(0).error()).contains("no such topic");
    assertThat(parked.get(0).parkedAt()).isEqualTo(world.clock.instant().minus(HOUR));

    world.hub.behaviour(HubBehaviour.hold());
    PingId first = parked.get(0).id();
    PingId second = parked.get(1).id();
    assertThat(publisher.requeue(first)).isTrue();
    assertThat(publisher.requeue(first)).isFalse();
    assertThat(publisher.discard(second)).isTrue();
    assertThat(publisher.discard(second)).isFalse();
    publisher.runDueWork();
    assertThat(world.hub.requests()).hasSize(requests + 1);
    assertThat(world.queued()).isEmpty();
  }

  @Test
  void sending_isLoggedOnce_whenTheQueueFailsForLong() {
    AtomicBoolean isDown = new AtomicBoolean(true);
    ManageableQueue queue =
        new ForwardingPingQueue(new InMemoryPingQueue()) {
          @Override
          public int complete(List<QueuedPing> claimed) {
            if (isDown.get()) {
              throw new StoreException("the database is gone", null);
            }
            return super.complete(claimed);
          }
        };
    try (RecordedLog log = new RecordedLog();
        PublisherWorld failing = new PublisherWorld(queue, settings -> settings)) {
      failing.publisher.publishLater(TOPIC);
      for (int i = 0; i < 3; i++) {
        failing.pass(HOUR);
      }
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("ERROR"))
          .singleElement(STRING)
          .startsWith("ERROR Sending 1 pings to the hub ");
      assertThat(log.stackTraces()).isEqualTo(1);
      isDown.set(false);
      failing.pass(HOUR);
      assertThat(failing.queued()).isEmpty();
      assertThat(log.lines()).contains("INFO Pings are sent again; 3 times that failed");
    }
  }

  @Test
  void parkedPing_goes_whenItsTopicIsToldAfterAll() {
    world.hub.behaviour(HubBehaviour.refuse(400, "no such topic"));
    Publisher publisher =
        world.publisher(settings -> settings.pings(PingSettings.builder().attempts(1).build()));
    publisher.publishLater(TOPIC);
    publisher.runDueWork();
    assertThat(world.onlyQueued().state()).isEqualTo(QueuedPing.State.PARKED);
    world.hub.behaviour(HubBehaviour.hold());
    world.clock.advance(HOUR);
    publisher.publishLater(TOPIC);
    publisher.runDueWork();
    assertThat(world.queued()).isEmpty();
  }

  @Test
  void parkedPing_goes_whenItIsOld() {
    world.hub.behaviour(HubBehaviour.refuse(400, "no such topic"));
    Publisher publisher =
        world.publisher(
            settings ->
                settings.pings(
                    PingSettings.builder()
                        .attempts(1)
                        .parkedRetention(Duration.ofDays(2))
                        .build()));
    publisher.publishLater(TOPIC);
    publisher.runDueWork();
    world.clock.advance(Duration.ofDays(2));
    publisher.runDueWork();
    assertThat(world.queued()).hasSize(1);
    world.clock.advance(Duration.ofMinutes(1));
    publisher.runDueWork();
    assertThat(world.queued()).isEmpty();
  }

  @Test
  @DisplayName("PUB-2: a hub that says 503 for an hour holds up no other, and is told afterwards")
  void hub_thatIsOverloadedForAnHour_isSpared_andToldAfterwards() {
    Publisher publisher =
        world.publisher(settings -> settings.hubs(List.of(world.hub.url(), world.other.url())));
    world.hub.behaviour(HubBehaviour.refuse(503, "overloaded"));
    publisher.publishLater(topics(1000));
    publisher.runDueWork();
    assertThat(told(world.other)).hasSize(1000);
    for (int second = 0; second < 3600; second += 10) {
      world.clock.advance(Duration.ofSeconds(10));
      publisher.publishLater(TOPIC);
      publisher.runDueWork();
      assertThat(told(world.other)).hasSize(1000 + second / 10 + 1);
    }
    assertThat(world.hub.requests()).hasSizeLessThan(15);

    world.hub.behaviour(HubBehaviour.hold());
    Instant back = world.clock.instant();
    int before = told(world.hub).size();
    while (world.queue.countWaiting() > 0) {
      world.clock.advance(Duration.ofSeconds(10));
      publisher.runDueWork();
      assertThat(world.clock.instant()).isBefore(back.plus(HOUR.multipliedBy(2)));
    }
    assertThat(told(world.hub)).hasSize(before + 1001);
    assertThat(world.queued()).isEmpty();
  }

  @Test
  void ping_costsNoAttempt_whileTheBreakerOfItsHubIsOpen() {
    world.hub.behaviour(HubBehaviour.answer(FakeResponse.of(429).header("Retry-After", "7200")));
    world.publisher.publishLater(OTHER_TOPIC);
    world.publisher.runDueWork();
    world.publisher.publishLater(TOPIC);
    for (int minute = 0; minute < 119; minute++) {
      world.pass(Duration.ofMinutes(1));
    }
    assertThat(world.hub.requests()).hasSize(1);
    assertThat(world.queued())
        .filteredOn(ping -> ping.topic().equals(TOPIC))
        .singleElement()
        .satisfies(
            ping -> {
              assertThat(ping.attempts()).isZero();
              assertThat(ping.error()).isNull();
            });
  }

  @Test
  void hub_thatFailsForWeeks_hasItsPingsParked_afterAboutThreeDays() {
    world.hub.behaviour(HubBehaviour.refuse(503, "gone"));
    world.publisher.publishLater(TOPIC, OTHER_TOPIC);
    Instant start = world.clock.instant();
    while (world.queue.countWaiting() > 0) {
      world.pass(Duration.ofMinutes(1));
      assertThat(world.clock.instant()).isBefore(start.plus(Duration.ofDays(5)));
    }
    assertThat(Duration.between(start, world.clock.instant()))
        .isBetween(Duration.ofDays(2), Duration.ofDays(4));
    assertThat(world.queued()).extracting(QueuedPing::attempts).containsExactly(100, 100);
  }

  @Test
  @DisplayName("PUB-2: a topic that a hub refuses keeps no other from being told")
  void topic_thatIsRefused_isToldAgainByItself() {
    URI refused = topics(10).get(4);
    world.hub.behaviour(HubBehaviour.hold().refusingTopics(400, refused.toString()::equals));
    world.publisher.publishLater(topics(10));
    world.publisher.runDueWork();
    assertThat(world.onlyQueued().topic()).isEqualTo(refused);
    assertThat(world.outcomes).hasSize(10);
    assertThat(world.outcomes.stream().filter(PublishOutcome::isSuccess)).hasSize(9);
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(Duration.ofSeconds(10));
    assertThat(world.queued()).isEmpty();
  }

  @Test
  @DisplayName(
      "A batch is split only while it is claimed, and what is not reached is an attempt too")
  void batch_isNotSplitFurther_whenItsClaimIsHalfOver() {
    RetryPolicy hourly = RetryPolicy.builder().first(HOUR).max(HOUR).build();
    Publisher publisher =
        world.publisher(
            settings -> settings.pings(PingSettings.builder().attempts(3).retries(hourly).build()));
    Publisher another = world.publisher(settings -> settings);
    AtomicInteger requests = new AtomicInteger();
    world.hub.behaviour(
        (hub, request) -> {
          // All requests together would take longer than the claim.
          world.clock.advance(Duration.ofSeconds(9));
          requests.incrementAndGet();
          return FakeResponse.of(400);
        });
    publisher.publishLater(topics(8));
    for (int attempt = 1; attempt <= 3; attempt++) {
      requests.set(0);
      Instant start = world.clock.instant();
      publisher.runDueWork();
      assertThat(Duration.between(start, world.clock.instant())).isLessThan(Duration.ofMinutes(2));
      assertThat(requests.get()).isBetween(2, 8);
      assertThat(world.queued()).extracting(QueuedPing::attempts).containsOnly(attempt);
      world.clock.advance(HOUR.multipliedBy(2));
    }
    assertThat(world.queued()).hasSize(8).allMatch(ping -> ping.state() == QueuedPing.State.PARKED);
    assertThat(another.runDueWork()).isZero();
  }

  @Test
  void ping_isSentAgain_whenTheQueueFailsAfterwards() {
    world.close();
    FailingQueue queue = new FailingQueue();
    world = new PublisherWorld(queue, settings -> settings);
    world.publisher.publishLater(TOPIC);
    queue.fails = true;
    world.publisher.runDueWork();
    queue.fails = false;
    assertThat(world.outcomes).isEmpty();
    world.pass(Duration.ofMinutes(2));
    assertThat(told(world.hub)).containsExactly(TOPIC.toString(), TOPIC.toString());
    assertThat(world.queued()).isEmpty();
  }

  @Test
  void ping_isLeftForLater_whenHalfOfItsClaimIsOver() {
    world.hub.behaviour(
        (hub, request) -> {
          if (hub.requests().size() == 1) {
            world.clock.advance(Duration.ofSeconds(61));
          }
          return HubBehaviour.hold().treat(hub, request);
        });
    world.publisher.publishLater(topics(11));
    world.publisher.runDueWork();
    assertThat(told(world.hub)).hasSize(11);
    assertThat(world.queued()).isEmpty();
  }

  @Test
  void log_hasOneLineForWhatGoesOnForLong_howeverOftenTheTopicChanges() {
    world.hub.behaviour(HubBehaviour.hold().refusingTopics(400, TOPIC.toString()::equals));
    world.publisher.runDueWork();
    try (RecordedLog log = new RecordedLog()) {
      for (int change = 0; change < 20; change++) {
        world.publisher.publishLater(TOPIC, OTHER_TOPIC);
        world.pass(Duration.ofSeconds(5));
      }
      assertThat(log.lines())
          .singleElement(STRING)
          .startsWith("WARN The hub " + world.hub.url() + " did not take 1 of 2 pings")
          .contains("https://blog.example/feed?...", "answered 400");
      world.hub.behaviour(HubBehaviour.hold());
      world.pass(HOUR);
      world.hub.behaviour(HubBehaviour.refuse(400, "no"));
      world.publisher.publishLater(TOPIC);
      world.publisher.runDueWork();
      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void log_saysWhatIsParked() {
    world.hub.behaviour(HubBehaviour.refuse(400, "no"));
    Publisher publisher =
        world.publisher(settings -> settings.pings(PingSettings.builder().attempts(1).build()));
    try (RecordedLog log = new RecordedLog()) {
      publisher.publishLater(OTHER_TOPIC);
      publisher.runDueWork();
      assertThat(log.lines())
          .anyMatch(line -> line.startsWith("ERROR") && line.contains("is parked at attempt 1"));
    }
  }

  private static final class FailingQueue extends ForwardingPingQueue {
    private volatile boolean fails;

    FailingQueue() {
      super(new InMemoryPingQueue());
    }

    @Override
    public int complete(List<QueuedPing> claimed) {
      if (fails) {
        throw new StoreException("the queue is gone", null);
      }
      return super.complete(claimed);
    }
  }
}
