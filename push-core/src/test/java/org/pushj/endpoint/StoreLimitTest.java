package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.platform.Platform;
import org.pushj.settings.DeliverySettings;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** A store that hangs holds up no hub for long. */
class StoreLimitTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hub_isAskedToComeAgain_whenTheStoreHangs_andIsHeardWhenItIsBack(boolean withInbox) {
    HangingStore store = new HangingStore();
    DeliverySettings settings =
        DeliverySettings.builder().storeTimeout(Duration.ofSeconds(2)).build();
    try (World world =
        new World(
            store,
            builder ->
                (withInbox ? builder.inbox(new InMemoryUpdateInbox()) : builder)
                    .deliveries(settings))) {
      Held active = world.active();
      store.end = new CountDownLatch(1);
      assertThat(world.deliver(active.request())).isEqualTo(503);
      store.end.countDown();
      assertThat(world.deliver(active.request())).isEqualTo(200);
      world.subscriber.runDueWork();
      assertThat(world.listener.updates()).hasSize(1);
    }
  }

  @Test
  void call_givesItsPlaceBack_whenNoThreadCanBeStarted() {
    AtomicBoolean none = new AtomicBoolean(true);
    Executor executor =
        task -> {
          if (none.get()) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          task.run();
        };
    StoreCalls calls =
        StoreCalls.within(
            Duration.ofMillis(100),
            executor,
            Platform.system().threads(),
            Platform.system().ticker());
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> calls.call(() -> "x"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("no thread");
    }
    none.set(false);
    assertThat(calls.<String>call(() -> "x")).isEqualTo("x");
  }

  /** Hangs in every look-up until the latch is open. */
  private static final class HangingStore extends ForwardingSubscriptionStore {
    private volatile CountDownLatch end = new CountDownLatch(0);

    HangingStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public Optional<Subscription> findByCallback(CallbackToken callback) {
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return super.findByCallback(callback);
    }
  }
}
