package org.pushj.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pushj.StoreException;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.tck.ForwardingUpdateInbox;
import org.pushj.tck.HubRequest;
import org.pushj.world.InboxWorld;
import org.pushj.world.RecordedLog;

/** The threads that deliver, from their start to their end. */
class InboxWorkersTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void update_isDeliveredAtOnce_notAtTheNextLook() {
    try (InboxWorld world =
        new InboxWorld(DeliverySettings.builder().work(work -> work.poll(NEVER)))) {
      world.world.subscriber.start();
      for (int i = 1; i <= 20; i++) {
        assertThat(world.post("update " + i)).isEqualTo(200);
        world.world.listener.awaitUpdate(i, LONG);
      }
    }
  }

  @Test
  void update_isDelivered_howeverManyThreadsThereMayBe() {
    try (InboxWorld world =
        new InboxWorld(DeliverySettings.builder().work(work -> work.threads(10_000)))) {
      world.world.subscriber.start();
      assertThat(world.post("update")).isEqualTo(200);
      world.world.listener.awaitUpdate(1, LONG);
    }
  }

  @Test
  void updates_thatWaited_areDelivered_whenThereAreMoreThanManyBatches() {
    try (InboxWorld world =
        new InboxWorld(DeliverySettings.builder().work(work -> work.poll(NEVER).batch(3)))) {
      for (int i = 0; i < 50; i++) {
        world.post("update " + i);
      }
      world.world.subscriber.start();
      world.world.listener.awaitUpdate(50, LONG);
      world.world.subscriber.close();
      assertThat(world.taken()).hasSize(50).doesNotHaveDuplicates();
      assertThat(world.all()).isEmpty();
    }
  }

  @Test
  void updates_ofOneSubscription_areClaimedOneAfterTheOther_withFewLooksForAllThatIsDue() {
    WatchedInbox inbox = new WatchedInbox();
    try (InboxWorld world =
        new InboxWorld(
            inbox,
            DeliverySettings.builder().inOrder(true).work(work -> work.poll(NEVER)),
            builder -> builder)) {
      List<String> sent = texts("update ", 50);
      sent.forEach(world::post);
      world.world.subscriber.start();
      world.world.listener.awaitUpdate(50, LONG);
      world.world.subscriber.close();
      assertThat(world.taken()).containsExactlyElementsOf(sent);
      assertThat(inbox.claims).hasValueLessThan(10);
    }
  }

  @Test
  void subscription_withMuchToDo_letsAnotherBeClaimed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch more = new CountDownLatch(1);
    try (InboxWorld world =
        new InboxWorld(
            DeliverySettings.builder()
                .inOrder(true)
                .work(work -> work.threads(1).batch(1).poll(NEVER)))) {
      world.world.listener.whenUpdated(
          update -> {
            begun.countDown();
            more.await();
          });
      HubRequest second = world.another("second");
      HubRequest third = world.another("third");
      world.post("first");
      world.post(second, "second");
      world.world.subscriber.start();
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      world.world.clock.advance(Duration.ofSeconds(1));
      world.post(third, "third");
      world.world.clock.advance(Duration.ofSeconds(1));
      texts("of the first ", 30).forEach(world::post);
      texts("of the second ", 30).forEach(text -> world.post(second, text));
      more.countDown();
      world.world.listener.awaitUpdate(63, LONG);
      assertThat(world.taken().indexOf("third")).isLessThan(40);
    }
  }

  @Test
  void listener_thatHangs_doesNotHoldUpTheOthersForEver() {
    CountDownLatch end = new CountDownLatch(1);
    try (InboxWorld world =
        new InboxWorld(
            DeliverySettings.builder()
                .work(work -> work.threads(2).poll(Duration.ofMillis(20)))
                .listenerTimeout(Duration.ofMillis(500)))) {
      world.world.listener.whenUpdated(
          update -> {
            if (update.text().startsWith("hang")) {
              awaitDeafly(end);
            }
          });
      for (int i = 0; i < 6; i++) {
        world.post("hang " + i);
      }
      world.post("fine");
      world.world.subscriber.start();
      assertThat(world.world.listener.awaitUpdate(LONG).text()).isEqualTo("fine");
    } finally {
      end.countDown();
    }
  }

  @Test
  void close_givesBackWhatHasNotBegun_withoutAnAttempt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    WatchedInbox inbox = new WatchedInbox();
    inbox.putBacks = new CountDownLatch(1);
    try (InboxWorld world =
        new InboxWorld(
            inbox,
            DeliverySettings.builder().work(work -> work.threads(1).poll(NEVER)),
            builder -> builder)) {
      world.world.listener.whenUpdated(
          update -> {
            begun.countDown();
            end.await();
          });
      for (int i = 0; i < 5; i++) {
        world.post("update " + i);
      }
      world.world.subscriber.start();
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(world.world.subscriber::close);
      assertThat(inbox.putBacks.await(30, TimeUnit.SECONDS)).isTrue();
      end.countDown();
      assertThat(closing).succeedsWithin(LONG);
      assertThat(world.all()).hasSize(4).extracting(InboxEntry::attempts).containsOnly(0);
      assertThat(world.work()).isEqualTo(4);
      assertThat(world.taken()).hasSize(5).doesNotHaveDuplicates();
    }
  }

  @Test
  void listener_runsOnTheExecutorThatIsGiven() {
    ExecutorService own =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "container-thread"));
    try (InboxWorld world = new InboxWorld(DeliverySettings.builder().executor(own))) {
      List<String> names = new CopyOnWriteArrayList<>();
      world.world.listener.whenUpdated(update -> names.add(Thread.currentThread().getName()));
      world.post("1");
      world.post("2");
      world.work();
      assertThat(names).containsExactly("container-thread", "container-thread");
    } finally {
      own.shutdownNow();
    }
  }

  @Test
  void inbox_thatFails_isLoggedOnce_andDeliveriesGoOnWhenItIsBack() {
    WatchedInbox inbox = new WatchedInbox();
    try (InboxWorld world =
            new InboxWorld(
                inbox,
                DeliverySettings.builder().work(work -> work.poll(Duration.ofMillis(20))),
                builder -> builder);
        RecordedLog log = new RecordedLog()) {
      world.post("x");
      inbox.failuresLeft = new CountDownLatch(5);
      world.world.subscriber.start();
      world.world.listener.awaitUpdate(LONG);
      world.world.subscriber.close();
      assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).hasSize(1);
    }
  }

  private static List<String> texts(String start, int count) {
    return IntStream.range(0, count).mapToObj(i -> start + i).toList();
  }

  private static void awaitDeafly(CountDownLatch end) {
    while (end.getCount() > 0) {
      try {
        end.await();
      } catch (InterruptedException ignored) {
        // This one does not heed an interrupt.
      }
    }
  }

  /** Counts the claims, fails a number of them, and counts what is put back. */
  private static final class WatchedInbox extends ForwardingUpdateInbox {
    private final AtomicInteger claims = new AtomicInteger();
    private volatile CountDownLatch failuresLeft = new CountDownLatch(0);
    private volatile CountDownLatch putBacks = new CountDownLatch(0);

    WatchedInbox() {
      super(new InMemoryUpdateInbox());
    }

    @Override
    public List<InboxEntry> claimDue(Claim claim, boolean inOrder) {
      claims.incrementAndGet();
      if (failuresLeft.getCount() > 0) {
        failuresLeft.countDown();
        throw new StoreException("the database is gone", null);
      }
      return super.claimDue(claim, inOrder);
    }

    @Override
    public boolean putBack(
        InboxEntry claimed, Instant dueAt, int attempts, @Nullable String error) {
      boolean mine = super.putBack(claimed, dueAt, attempts, error);
      putBacks.countDown();
      return mine;
    }
  }
}
