package org.pushj.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.monitoring.FailureLog;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.ForwardingUpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.world.InboxWorld;
import org.pushj.world.RecordedLog;

/** What hubs are answered when the inbox is full, and what becomes of what is parked. */
class InboxLimitTest {
  private static final Duration NEXT_COUNT = Duration.ofSeconds(5);

  /** A count is done well before so many requests are answered. */
  private static final int MANY = 10_000;

  private final InMemoryUpdateInbox inbox = new InMemoryUpdateInbox(MANY, 1 << 20);

  @Test
  void hub_isAskedToComeAgain_whenTheInboxIsOverItsLimit_untilThereIsRoom() {
    try (InboxWorld world = world(DeliverySettings.builder().maxWaiting(3));
        RecordedLog log = new RecordedLog()) {
      List<String> taken = postUntilRefused(world);
      CallbackReply reply =
          world.world.hub.deliver(world.active.request(), "more".getBytes(UTF_8), "text/plain");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).contains("60");
      world.pass(NEXT_COUNT);
      // What is added while a count is made may count twice.
      assertThat(world.taken())
          .containsExactlyInAnyOrderElementsOf(taken)
          .hasSizeGreaterThanOrEqualTo(2);
      postUntilTaken(world);
      world.pass(FailureLog.QUIET);
      postUntilTaken(world);
      assertThat(log.lines())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("ERROR").contains("it is full"),
              line -> assertThat(line).startsWith("INFO").contains("accepts updates again"));
    }
  }

  @Test
  void hub_isAskedToComeAgain_whenTooManyBytesWait_alsoOfAnotherProcess() {
    InboxEntryBuilder other = InboxEntryBuilder.received().content(new byte[60]);
    inbox.add(other.build(), other.content(), null);
    try (InboxWorld world = world(DeliverySettings.builder().maxWaitingBytes(100))) {
      postUntilRefused(world);
      assertThat(world.statistics().updatesFailed()).isEqualTo(1);
    }
  }

  @Test
  void hub_isAskedToComeAgain_whenTooManyUpdatesAreParked_untilTheyAreDiscarded() {
    try (InboxWorld world = world(DeliverySettings.builder().attempts(1).maxParked(1));
        RecordedLog log = new RecordedLog()) {
      world.world.listener.failNextUpdates(1);
      world.post("poison");
      world.work();
      world.world.clock.advance(NEXT_COUNT);
      postUntilRefused(world);
      assertThat(log.lines()).last().asString().contains("parked").contains("discard");
      inbox.discard(world.all(InboxEntry.State.PARKED).get(0).id());
      world.pass(NEXT_COUNT);
      postUntilTaken(world);
    }
  }

  @Test
  void hub_isAnswered_whenTheCountHangs() {
    CountDownLatch end = new CountDownLatch(1);
    ManageableInbox slow =
        new ForwardingUpdateInbox(inbox) {
          @Override
          public UpdateInbox.Load load() {
            try {
              end.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            return super.load();
          }
        };
    DeliverySettings.Builder settings =
        DeliverySettings.builder().storeTimeout(Duration.ofSeconds(1));
    try (InboxWorld world = new InboxWorld(slow, settings, builder -> builder)) {
      assertThat(world.post("1")).isEqualTo(200);
      assertThat(world.post("2")).isEqualTo(200);
    } finally {
      end.countDown();
    }
  }

  @Test
  void update_thatIsParked_isRemovedAtTheEndOfItsRetention_andThatIsSaid() {
    Duration retention = Duration.ofDays(10);
    try (InboxWorld world =
            world(DeliverySettings.builder().attempts(1).parkedRetention(retention));
        RecordedLog log = new RecordedLog()) {
      world.world.listener.failNextUpdates(1);
      world.post("poison");
      world.work();
      world.pass(retention);
      assertThat(world.all(InboxEntry.State.PARKED)).hasSize(1);
      world.pass(Duration.ofMinutes(1));
      assertThat(world.all()).isEmpty();
      assertThat(world.statistics().updatesExpired()).isEqualTo(1);
      assertThat(log.lines())
          .contains(
              "ERROR 1 updates are removed, and lost: they were parked for longer than PT240H");
    }
  }

  private InboxWorld world(DeliverySettings.Builder settings) {
    return new InboxWorld(inbox, settings, builder -> builder);
  }

  /** Posts until the count in the background is done, and returns what was taken. */
  private static List<String> postUntilRefused(InboxWorld world) {
    List<String> taken = new ArrayList<>();
    int status = 200;
    for (int i = 0; i < MANY && status == 200; i++) {
      String content = "update " + i;
      status = world.post(content);
      if (status == 200) {
        taken.add(content);
      }
    }
    assertThat(status).isEqualTo(503);
    return taken;
  }

  private static void postUntilTaken(InboxWorld world) {
    int status = 503;
    for (int i = 0; i < MANY && status == 503; i++) {
      status = world.post("again");
    }
    assertThat(status).isEqualTo(200);
  }
}
