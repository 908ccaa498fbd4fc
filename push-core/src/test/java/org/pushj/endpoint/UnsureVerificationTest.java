package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.settings.DeliverySettings;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/**
 * The store fails while a verification is committed: the hub, which was told so, is asked again.
 */
class UnsureVerificationTest {
  private final FailingStore store = new FailingStore();
  private final World world = new World(store, settings -> settings);

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hub_isAskedAgainSoon_whenItsVerificationMayBeCommitted(boolean committed) {
    Held held = world.held();
    store.next = committed ? Failure.AFTER : Failure.BEFORE;
    assertThat(world.hub.verify(held.request()).status()).isEqualTo(503);
    assertThat(world.now(held.subscription()).state())
        .isEqualTo(committed ? SubscriptionState.ACTIVE : SubscriptionState.PENDING);

    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofSeconds(1));
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    assertThat(world.now(held.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.deliver(world.lastRequest())).isEqualTo(200);

    world.pass(Duration.ofHours(1), Duration.ofMinutes(1));
    assertThat(world.hub.requests("subscribe")).hasSize(2);
  }

  @Test
  void hub_isAskedAgain_onceTheStoreAnswers() {
    Held held = world.held();
    store.next = Failure.AFTER;
    assertThat(world.hub.verify(held.request()).status()).isEqualTo(503);
    store.unreadable = held.subscription().id();
    world.pass(Duration.ofSeconds(1));
    assertThat(world.hub.requests("subscribe")).hasSize(1);
    store.unreadable = null;
    world.pass(Duration.ofSeconds(1));
    world.pass(Duration.ofSeconds(1));
    assertThat(world.hub.requests("subscribe")).hasSize(2);
  }

  @Test
  void hub_isAskedAgain_whenTheCommitHappensAfterTheTimeLimit() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    ForwardingSubscriptionStore slow =
        new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
          private final AtomicBoolean hangs = new AtomicBoolean();

          @Override
          public Optional<Subscription> findByCallback(CallbackToken callback) {
            hangs.set(true);
            return super.findByCallback(callback);
          }

          @Override
          public Optional<Subscription> replace(Subscription expected, Subscription replacement) {
            if (!hangs.getAndSet(false)) {
              return super.replace(expected, replacement);
            }
            await(end);
            try {
              return super.replace(expected, replacement);
            } finally {
              done.countDown();
            }
          }
        };
    DeliverySettings settings =
        DeliverySettings.builder().storeTimeout(Duration.ofSeconds(1)).build();
    try (World slowWorld = new World(slow, builder -> builder.deliveries(settings))) {
      Held held = slowWorld.held();
      assertThat(slowWorld.hub.verify(held.request()).status()).isEqualTo(503);
      // The hub is asked before the commit, which takes that request for verified.
      slowWorld.pass(Duration.ofSeconds(1));
      end.countDown();
      await(done);
      long latest = System.nanoTime() + World.SOON.toNanos();
      while (slowWorld.hub.requests("subscribe").size() < 3 && System.nanoTime() < latest) {
        // No time passes: nothing but the late commit makes another request due.
        slowWorld.subscriber.runDueWork();
      }
      assertThat(slowWorld.hub.requests("subscribe")).hasSize(3);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private enum Failure {
    BEFORE,
    AFTER
  }

  /** Fails once, before or after a change is committed, and to read one subscription. */
  private static final class FailingStore extends ForwardingSubscriptionStore {
    private volatile @Nullable Failure next;
    private volatile @Nullable SubscriptionId unreadable;

    FailingStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public Optional<Subscription> findById(SubscriptionId id) {
      if (id.equals(unreadable)) {
        throw new StoreException("the connection is closed", null);
      }
      return super.findById(id);
    }

    @Override
    public Optional<Subscription> replace(Subscription expected, Subscription replacement) {
      Failure failure = next;
      next = null;
      Optional<Subscription> replaced =
          failure == Failure.BEFORE ? Optional.empty() : super.replace(expected, replacement);
      if (failure != null) {
        throw new StoreException("the connection was lost", null);
      }
      return replaced;
    }
  }
}
