package org.pushj.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.pushj.publisher.PublisherWorld.OTHER_TOPIC;
import static org.pushj.publisher.PublisherWorld.SOON;
import static org.pushj.publisher.PublisherWorld.TOPIC;
import static org.pushj.publisher.PublisherWorld.blocked;
import static org.pushj.publisher.PublisherWorld.told;
import static org.pushj.publisher.PublisherWorld.topics;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushj.hub.HubProfile;
import org.pushj.hub.HubProfiles;
import org.pushj.settings.PingSettings;
import org.pushj.spi.Claim;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.ForwardingPingQueue;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.RecordedLog;

/** The publisher's own threads, from their start to their end. */
class PublisherLifeTest {
  private final PublisherWorld world =
      new PublisherWorld(
          settings ->
              settings.pings(
                  PingSettings.builder()
                      .work(work -> work.threads(4).perHub(2).poll(Duration.ofMillis(20)))
                      .build()));

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void start_sendsWhatComes_andWhatFallsDue() {
    world.publisher.start();
    world.publisher.publishLater(TOPIC);
    assertThat(world.awaitOutcome().topic()).isEqualTo(TOPIC);
    world.publisher.publishLater(TOPIC);
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(world.awaitOutcome().topic()).isEqualTo(TOPIC);
    assertThat(told(world.hub)).hasSize(2);
  }

  @Test
  void hubs_showsThoseThatFail_andQueueWhatWaitsForThem() {
    world.hub.behaviour(HubBehaviour.refuse(503, "broken"));
    world.publisher.publishLater(TOPIC);
    world.publisher.runDueWork();
    assertThat(world.publisher.hubs())
        .singleElement()
        .satisfies(hub -> assertThat(hub.failures()).isEqualTo(1));
    assertThat(world.publisher.queue().countWaiting()).isEqualTo(1);
  }

  @Test
  void lane_thatIsNoUrl_keepsNoOtherBack() {
    ForwardingPingQueue damaged =
        new ForwardingPingQueue(world.queue) {
          @Override
          public List<QueuedPing> claimDue(Claim claim) {
            claim.take("no url");
            claim.take("urn:hub");
            return super.claimDue(claim);
          }
        };
    Publisher publisher = world.publisher(settings -> settings.queue(damaged));
    publisher.publishLater(TOPIC);
    publisher.runDueWork();
    assertThat(told(world.hub)).hasSize(1);
  }

  @Test
  void start_sendsAtOnce_howeverSeldomItLooks() {
    Publisher publisher =
        world.publisher(
            settings ->
                settings.pings(
                    PingSettings.builder().work(work -> work.poll(Duration.ofHours(1))).build()));
    publisher.start();
    publisher.publishLater(TOPIC);
    world.awaitOutcome();
    publisher.publishLater(topics(1000));
    world.hub.awaitRequest("publish", 101, SOON);
    publisher.close();
  }

  @Test
  void start_sends_whenAHubMayGetAnyNumberOfRequests() {
    Publisher publisher =
        world.publisher(
            settings ->
                settings.pings(
                    PingSettings.builder()
                        .work(work -> work.threads(2).perHub(Integer.MAX_VALUE))
                        .build()));
    publisher.start();
    publisher.publishLater(TOPIC);
    assertThat(world.awaitOutcome().topic()).isEqualTo(TOPIC);
    publisher.close();
  }

  @Test
  void start_sendsAllThatIsDue_whenItIsMoreThanManyBatches() {
    world.publisher.publishLater(topics(1000));
    world.publisher.start();
    world.hub.awaitRequest("publish", 100, SOON);
    world.publisher.close();
    assertThat(told(world.hub)).hasSize(1000);
    assertThat(world.queued()).isEmpty();
  }

  @Test
  void start_doesNothing_whenItHasBegunAlready() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    world.publisher.start();
    world.publisher.start();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("push-ping-due"))
        .filteredOn(thread -> !before.contains(thread))
        .hasSize(1);
  }

  @Test
  void publishLater_warnsOnce_whenNothingSendsWhatWaits() {
    try (RecordedLog log = new RecordedLog()) {
      world.publisher.publishLater(TOPIC);
      world.publisher.publishLater(OTHER_TOPIC);
      assertThat(log.lines()).singleElement(STRING).startsWith("WARN").contains("start()");
      Publisher served = world.publisher(settings -> settings);
      served.runDueWork();
      served.publishLater(TOPIC);
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void start_throws_whenThePublisherIsClosed() {
    world.publisher.close();
    world.publisher.close();
    assertThatThrownBy(world.publisher::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void close_leavesNoThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    world.publisher.start();
    world.publisher.publish(topics(20));
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("push-") && !before.contains(thread))
            .toList();
    assertThat(threads)
        .extracting(Thread::getName)
        .anyMatch(name -> name.startsWith("push-http"))
        .anyMatch(name -> name.startsWith("push-publish"));
    world.publisher.close();
    for (Thread thread : threads) {
      thread.join(SOON.toMillis());
    }
    assertThat(threads).noneMatch(Thread::isAlive);
  }

  @Test
  void close_leavesWhatWaits_toAnotherOnTheSameQueue() {
    world.publisher.start();
    world.publisher.close();
    world.publisher.publishLater(topics(20));
    assertThat(world.hub.requests()).isEmpty();
    try (Publisher next = world.publisher(settings -> settings)) {
      next.start();
      world.hub.awaitRequest("publish", 2, SOON);
    }
    assertThat(told(world.hub)).hasSize(20);
    assertThat(world.queued()).isEmpty();
  }

  @Test
  @Timeout(30)
  void close_recordsWhatAHubIsToldJustNow_andGivesBackWhatHasNotBegun() {
    CountDownLatch open = blocked(world.hub);
    world.publisher.publishLater(topics(100));
    world.publisher.start();
    world.hub.awaitRequest("publish", 2, SOON);
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(world.publisher::close, task -> new Thread(task).start());
    while (world.queued().stream().filter(ping -> ping.attempts() == 0).count() < 80) {
      Thread.onSpinWait();
    }
    open.countDown();
    assertThat(closing).succeedsWithin(SOON);
    assertThat(told(world.hub)).hasSize(20);
    assertThat(world.queued())
        .hasSize(80)
        .allSatisfy(
            ping -> {
              assertThat(ping.attempts()).isZero();
              assertThat(ping.dueAt()).isEqualTo(world.clock.instant());
            });
  }

  @Test
  @DisplayName("PUB-2: a hub that hangs holds up no other hub, no other topic and no caller")
  void hub_thatHangs_holdsUpNobody() {
    CountDownLatch open = blocked(world.hub);
    Publisher publisher =
        world.publisher(
            settings ->
                settings
                    .hubsByTopic(
                        topic ->
                            topic.equals(TOPIC)
                                ? List.of(world.hub.url(), world.other.url())
                                : List.of(
                                    topic.equals(OTHER_TOPIC)
                                        ? world.other.url()
                                        : world.hub.url()))
                    .pings(
                        PingSettings.builder()
                            .work(
                                work ->
                                    work.threads(4).perHub(2).batch(10).poll(Duration.ofMillis(20)))
                            .build()));
    publisher.start();
    publisher.publishLater(topics(1000));
    world.hub.awaitRequest("publish", 2, SOON);
    publisher.publishLater(TOPIC, OTHER_TOPIC);
    assertThat(world.awaitOutcome().hub()).isEqualTo(world.other.url());
    assertThat(world.awaitOutcome().hub()).isEqualTo(world.other.url());
    assertThat(told(world.other))
        .containsExactlyInAnyOrder(TOPIC.toString(), OTHER_TOPIC.toString());
    assertThat(world.hub.requests()).hasSize(2);
    assertThat(world.queued())
        .as("not claimed, since there are places for four batches")
        .filteredOn(ping -> ping.version() == 0)
        .hasSize(1000 - 4 * 10);
    open.countDown();
    publisher.close();
  }

  @Test
  void runDueWork_stops_andGivesBackWhatItClaimed_whenThePublisherIsClosed() {
    world.hub.behaviour(
        (hub, request) -> {
          world.publisher.close();
          return HubBehaviour.hold().treat(hub, request);
        });
    world.publisher.publishLater(topics(100));
    assertThat(world.publisher.runDueWork()).isEqualTo(1);
    assertThat(world.hub.requests()).hasSize(1);
    assertThat(world.queued())
        .hasSize(90)
        .allMatch(ping -> ping.attempts() == 0 && !ping.dueAt().isAfter(world.clock.instant()));
  }

  @Test
  @Timeout(30)
  void close_givesBackWhatIsBeingClaimed() throws Exception {
    CountDownLatch claiming = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    ForwardingPingQueue slow =
        new ForwardingPingQueue(world.queue) {
          @Override
          public List<QueuedPing> claimDue(Claim claim) {
            List<QueuedPing> claimed = super.claimDue(claim);
            claiming.countDown();
            await(goesOn);
            return claimed;
          }
        };
    Publisher publisher = world.publisher(settings -> settings.queue(slow));
    publisher.publishLater(topics(20));
    publisher.start();
    await(claiming);
    Thread closing = new Thread(publisher::close);
    closing.start();
    while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(closing.isAlive()).as("waits for the claim").isTrue();
    goesOn.countDown();
    closing.join();
    assertThat(world.hub.requests()).isEmpty();
    assertThat(world.queued()).hasSize(20).allSatisfy(ping -> assertThat(ping.attempts()).isZero());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void topic_thatIsRefused_holdsUpNoOther() {
    world.hub.behaviour(
        HubBehaviour.hold().refusingTopics(400, topics(1).get(0).toString()::equals));
    world.publisher.start();
    world.publisher.publishLater(topics(100));
    for (int outcome = 0; outcome < 100; outcome++) {
      world.awaitOutcome();
    }
    assertThat(world.queued()).extracting(QueuedPing::topic).containsExactly(topics(1).get(0));
  }

  @Test
  void twoPublishers_onOneQueue_shareTheWork() {
    HubProfiles profiles =
        HubProfiles.defaults()
            .with(world.hub.url()::equals, HubProfile.w3c().toBuilder().topicsPerPing(1).build());
    Publisher one = world.publisher(settings -> settings.hubProfiles(profiles));
    Publisher two = world.publisher(settings -> settings.hubProfiles(profiles));
    one.publishLater(topics(200));
    one.start();
    two.start();
    world.hub.awaitRequest("publish", 200, SOON);
    one.close();
    two.close();
    assertThat(told(world.hub)).hasSize(200).doesNotHaveDuplicates();
  }
}
