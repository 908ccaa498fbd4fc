package org.pushj.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.RetryPolicy;
import org.pushj.spi.InboxEntry;
import org.pushj.world.InboxWorld;

/** Updates of one subscription, one at a time and in the order received, where that is wanted. */
class DeliveryOrderTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void updates_comeInTheirOrder_oneAtATime_onManyThreads() throws Exception {
    int count = 50;
    AtomicInteger running = new AtomicInteger();
    AtomicBoolean together = new AtomicBoolean();
    CountDownLatch all = new CountDownLatch(count);
    ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
    try (InboxWorld world = new InboxWorld(DeliverySettings.builder().inOrder(true))) {
      world.world.listener.whenUpdated(
          update -> {
            together.compareAndSet(false, running.incrementAndGet() > 1);
            taken.add(update.text());
            running.decrementAndGet();
            all.countDown();
          });
      world.world.subscriber.start();
      List<String> sent = IntStream.range(0, count).mapToObj(i -> "update " + i).toList();
      sent.forEach(world::post);
      assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(taken).containsExactlyElementsOf(sent);
      assertThat(together).isFalse();
    }
  }

  @Test
  void update_thatFails_holdsUpItsOwnSubscriptionOnly_untilItIsParked() {
    try (InboxWorld world =
        new InboxWorld(
            DeliverySettings.builder()
                .inOrder(true)
                .attempts(2)
                .retries(RetryPolicy.between(MINUTE, MINUTE)))) {
      world.world.listener.whenUpdated(
          update -> {
            if (update.text().equals("poison")) {
              throw new IllegalStateException("never");
            }
          });
      world.post("poison");
      world.post("after it");
      world.post(world.another("other"), "of another");
      world.work();
      assertThat(world.taken()).containsExactly("of another");
      world.pass(MINUTE);
      assertThat(world.all(InboxEntry.State.PARKED)).hasSize(1);
      assertThat(world.taken()).containsExactly("of another", "after it");
    }
  }

  @Test
  void replay_keepsTheOrderOfArrival() {
    List<String> sent = IntStream.range(0, 30).mapToObj(i -> "update " + i).toList();
    try (InboxWorld world =
        new InboxWorld(DeliverySettings.builder().inOrder(true).retention(MINUTE))) {
      sent.forEach(world::post);
      world.work();
      assertThat(world.taken()).containsExactlyElementsOf(sent);
      assertThat(world.world.subscriber.operations().replay(world.active.subscription().id()))
          .isEqualTo(30);
      world.work();
      assertThat(world.taken().subList(30, 60)).containsExactlyElementsOf(sent);
    }
  }

  @Test
  void listener_saysWhetherItWantsOrder_unlessTheSettingsDo() {
    assertThat(taken(new OrderedListener(), DeliverySettings.builder())).containsExactly("1", "2");
    assertThat(new OrderedListener().wantsOrder()).isTrue();
    UpdateListener plain = update -> {};
    assertThat(plain.wantsOrder()).isFalse();
  }

  private static List<String> taken(OrderedListener listener, DeliverySettings.Builder settings) {
    try (InboxWorld world =
        new InboxWorld(
            new InMemoryUpdateInbox(),
            settings.retries(RetryPolicy.between(MINUTE, MINUTE)),
            builder -> builder.listener(listener))) {
      world.post("1");
      world.post("2");
      world.work();
      assertThat(listener.taken).isEmpty();
      world.pass(MINUTE);
      return List.copyOf(listener.taken);
    }
  }

  /** Wants order, and fails at its first call. */
  private static final class OrderedListener implements UpdateListener {
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failed = new AtomicBoolean();

    @Override
    public void onUpdate(Update update) {
      if (failed.compareAndSet(false, true)) {
        throw new IllegalStateException("not at first");
      }
      taken.add(update.text());
    }

    @Override
    public boolean wantsOrder() {
      return true;
    }
  }
}
