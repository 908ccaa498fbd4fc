package org.pushj.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.StoreException;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.tck.ForwardingUpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.world.InboxWorld;
import org.pushj.world.RecordedLog;

/** What was delivered and kept for its time is removed, and nothing waits for that. */
class InboxCleaningTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration RETENTION = Duration.ofHours(1);

  private final WatchedInbox inbox = new WatchedInbox();
  private final InboxWorld world =
      new InboxWorld(
          inbox,
          DeliverySettings.builder()
              .retention(RETENTION)
              .work(work -> work.poll(Duration.ofMillis(20))),
          builder -> builder);

  @AfterEach
  void end() {
    inbox.hanging.countDown();
    world.close();
  }

  @Test
  void cleaning_removesAllAtOnce_inBatchesBetweenClaims_whenThereIsMuch() {
    keep(11_000);
    inbox.calls.clear();
    world.pass(RETENTION.plusMillis(1));
    assertThat(world.all()).isEmpty();
    assertThat(inbox.calls.subList(0, 44))
        .containsSubsequence("purge 500", "claim", "purge 500", "claim")
        .doesNotContainSequence("purge 500", "purge 500")
        .doesNotContainSequence("claim", "claim");
    assertThat(inbox.calls).filteredOn("purge 500"::equals).hasSize(22);
  }

  @Test
  void cleaning_goesOnWithoutAPoll_whenThereIsMuch() {
    keep(11_000);
    world.world.clock.advance(RETENTION.plusMillis(1));
    inbox.purged = new CountDownLatch(11_000);
    world.world.subscriber.start();
    assertThat(inbox.purged).satisfies(InboxCleaningTest::awaited);
  }

  @Test
  void cleaning_thatFails_isLoggedOnce_andFailsNoDelivery() {
    inbox.failure = new StoreException("the database is gone", null);
    try (RecordedLog log = new RecordedLog()) {
      for (int i = 0; i < 3; i++) {
        world.post("update " + i);
        world.pass(Duration.ofMinutes(1));
      }
      assertThat(world.taken()).containsExactly("update 0", "update 1", "update 2");
      inbox.failure = null;
      world.pass(RETENTION.plusMinutes(1));
      assertThat(world.all()).isEmpty();
      assertThat(log.lines())
          .filteredOn(line -> line.contains("Old rows"))
          .satisfiesExactly(
              line -> assertThat(line).startsWith("ERROR Old rows cannot be removed"),
              line -> assertThat(line).startsWith("INFO Old rows are removed again").contains("3"));
    }
  }

  @Test
  void cleaning_thatHangs_delaysNoDelivery() {
    inbox.hangs = true;
    world.world.subscriber.start();
    inbox.awaitPurge();
    world.post("news");
    assertThat(world.world.listener.awaitUpdate(LONG).text()).isEqualTo("news");
  }

  /** Fills the inbox with updates that were delivered just now. */
  private void keep(int count) {
    Instant now = world.world.clock.instant();
    for (int i = 0; i < count; i++) {
      InboxEntryBuilder update = InboxEntryBuilder.received().dueAt(now);
      inbox.add(update.build(), update.content(), null);
    }
    List<InboxEntry> claimed;
    do {
      claimed = inbox.claimDue(Claim.of(now, now.plusSeconds(1), 1000), false);
      claimed.forEach(each -> inbox.complete(each, now, true));
    } while (!claimed.isEmpty());
  }

  private static void awaited(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** Records claims and removals, which fail or hang when the test says so. */
  private static final class WatchedInbox extends ForwardingUpdateInbox {
    private final List<String> calls = new ArrayList<>();
    private final CountDownLatch purging = new CountDownLatch(1);
    private final CountDownLatch hanging = new CountDownLatch(1);
    private volatile CountDownLatch purged = new CountDownLatch(0);
    private volatile boolean hangs;
    private volatile RuntimeException failure;

    WatchedInbox() {
      super(new InMemoryUpdateInbox(20_000, 64L << 20));
    }

    @Override
    public synchronized List<InboxEntry> claimDue(Claim claim, boolean inOrder) {
      calls.add("claim");
      return super.claimDue(claim, inOrder);
    }

    @Override
    public int purgeDone(Instant before, int limit) {
      purging.countDown();
      if (failure != null) {
        throw failure;
      }
      if (hangs) {
        await(hanging);
      }
      int removed = super.purgeDone(before, limit);
      synchronized (this) {
        if (removed > 0) {
          calls.add("purge " + removed);
        }
      }
      for (int i = 0; i < removed; i++) {
        purged.countDown();
      }
      return removed;
    }

    void awaitPurge() {
      await(purging);
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
