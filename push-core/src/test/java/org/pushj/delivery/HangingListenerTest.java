package org.pushj.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.StoreException;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.RetryPolicy;
import org.pushj.spi.InboxEntry;
import org.pushj.tck.ForwardingUpdateInbox;
import org.pushj.tck.HubRequest;
import org.pushj.world.InboxWorld;
import org.pushj.world.RecordedLog;

/** A listener that hangs for one subscription, or for many, and ignores that it is interrupted. */
class HangingListenerTest {
  private static final Duration SHORT = Duration.ofMillis(30);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final CountDownLatch end = new CountDownLatch(1);
  private final NotedInbox inbox = new NotedInbox();

  @AfterEach
  void end() {
    end.countDown();
  }

  @Test
  void updates_areDelivered_whileEightOfAnotherSubscriptionHang() {
    try (InboxWorld world =
        world(
            DeliverySettings.builder()
                .work(work -> work.poll(Duration.ofMillis(20)).claim(Duration.ofHours(2)))
                .listenerTimeout(Duration.ofHours(1)))) {
      world.world.subscriber.start();
      hang(world, world.active.request(), 8);
      HubRequest other = world.another("other");
      for (int i = 1; i <= 20; i++) {
        assertThat(world.post(other, "fine " + i)).isEqualTo(200);
        world.world.listener.awaitUpdate(i, LONG);
      }
      end.countDown();
    }
  }

  @Test
  void updates_ofASlowSubscription_letOthersPass_andCountNoAttempt() {
    try (InboxWorld world =
        world(
            DeliverySettings.builder()
                .work(
                    work ->
                        work.threads(2)
                            .batch(2)
                            .poll(Duration.ofMillis(20))
                            .claim(Duration.ofHours(2)))
                .listenerTimeout(Duration.ofHours(1)))) {
      hang(world, world.active.request(), 8);
      world.world.clock.advance(Duration.ofSeconds(1));
      world.post(world.another("other"), "fine");
      world.world.subscriber.start();
      assertThat(world.world.listener.awaitUpdate(LONG).text()).isEqualTo("fine");
      assertThat(world.all()).as("not claimed").filteredOn(each -> each.version() == 0).hasSize(6);
      end.countDown();
    }
  }

  @Test
  void calls_areNoMore_whileEightOfASubscriptionHang() {
    try (InboxWorld world = world(DeliverySettings.builder().listenerTimeout(SHORT))) {
      hang(world, world.active.request(), 10);
      world.post(world.another("other"), "fine");
      passUntil(world, SECOND, () -> isHanging(world, 8) && world.taken().contains("fine"));
      assertThat(attempts(world)).containsExactly(0, 0, 1, 1, 1, 1, 1, 1, 1, 1);

      world.pass(Duration.ofMinutes(1));
      assertThat(isHanging(world, 8)).isTrue();
      assertThat(attempts(world)).containsExactly(0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
      endAll(world);
      passUntil(world, HOUR, () -> world.all().isEmpty());
    }
  }

  @Test
  void calls_areNoMore_while64Hang_andTheLogSaysSo() {
    try (InboxWorld world = world(DeliverySettings.builder().listenerTimeout(SHORT));
        RecordedLog log = new RecordedLog()) {
      hang(world, world.active.request(), 8);
      for (int i = 1; i < 8; i++) {
        hang(world, world.another("hangs" + i), 8);
      }
      passUntil(world, SECOND, () -> isHanging(world, 64));
      world.post(world.another("other"), "fine");
      assertThat(world.work()).isZero();
      assertThat(world.taken()).isEmpty();
      assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR 64 calls")).hasSize(1);

      endAll(world);
      passUntil(world, SECOND, () -> world.taken().contains("fine"));
      assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).hasSize(2);
    }
  }

  @Test
  void delivery_isAbandoned_beforeItsUpdateIsPutBack_evenIfThatFails() {
    try (InboxWorld world = world(DeliverySettings.builder().listenerTimeout(SHORT))) {
      hang(world, world.active.request(), 1);
      passUntil(world, SECOND, () -> isHanging(world, 1));
      assertThat(inbox.notes).endsWith("abandon", "put back");
      assertThat(world.all().get(0).error()).contains("did not return");
    }
  }

  @Test
  void delivery_isNotAbandoned_whenItEndsOnceItIsInterrupted() {
    try (InboxWorld world = world(DeliverySettings.builder().listenerTimeout(SECOND))) {
      world.world.listener.whenUpdated(update -> end.await());
      world.post("heeds");
      world.work();
      assertThat(inbox.notes).containsExactly("put back");
      assertThat(isHanging(world, 0)).isTrue();
    }
  }

  @Test
  void order_isKept_whenASubscriptionIsBlocked() {
    try (InboxWorld world =
        world(DeliverySettings.builder().inOrder(true).listenerTimeout(SHORT))) {
      hang(world, world.active.request(), 1);
      world.post("second");
      passUntil(world, HOUR, () -> isHanging(world, 8));
      world.pass(HOUR);
      assertThat(attempts(world)).containsExactly(0, 8);
      endAll(world);
      passUntil(world, HOUR, () -> world.all().isEmpty());
      assertThat(world.taken()).endsWith("second");
      assertThat(world.taken().subList(0, 9)).containsOnly("hang 0");
    }
  }

  private InboxWorld world(DeliverySettings.Builder settings) {
    InboxWorld world =
        new InboxWorld(
            inbox,
            settings.duplicateWindow(Duration.ZERO).retries(RetryPolicy.between(HOUR, HOUR)),
            builder -> builder);
    world.world.listener.whenUpdated(
        update -> {
          if (update.text().startsWith("hang")) {
            awaitDeafly();
          }
        });
    return world;
  }

  private static void hang(InboxWorld world, HubRequest subscription, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(world.post(subscription, "hang " + i)).isEqualTo(200);
    }
  }

  private static List<Integer> attempts(InboxWorld world) {
    return world.all().stream().map(InboxEntry::attempts).sorted().toList();
  }

  private static boolean isHanging(InboxWorld world, int calls) {
    return world.statistics().callsHanging() == calls;
  }

  /** Lets time pass: on a busy machine a call may not begin within its limit, and is made again. */
  private static void passUntil(InboxWorld world, Duration step, BooleanSupplier reached) {
    long deadline = System.nanoTime() + LONG.toNanos();
    world.work();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      world.pass(step);
    }
  }

  /** Lets all calls end that hang. */
  private void endAll(InboxWorld world) {
    end.countDown();
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!isHanging(world, 0)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void awaitDeafly() {
    while (end.getCount() > 0) {
      try {
        end.await();
      } catch (InterruptedException ignored) {
        // This one does not heed an interrupt.
      }
    }
  }

  /** Notes the order of calls, and cannot abandon anything. */
  private static final class NotedInbox extends ForwardingUpdateInbox {
    private final List<String> notes = new CopyOnWriteArrayList<>();

    NotedInbox() {
      super(new InMemoryUpdateInbox());
    }

    @Override
    public void abandon(InboxEntry claimed) {
      notes.add("abandon");
      throw new StoreException("the database is gone", null);
    }

    @Override
    public boolean putBack(
        InboxEntry claimed, Instant dueAt, int attempts, @Nullable String error) {
      notes.add("put back");
      return super.putBack(claimed, dueAt, attempts, error);
    }
  }
}
