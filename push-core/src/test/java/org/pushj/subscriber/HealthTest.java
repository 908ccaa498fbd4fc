package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.PushHealth;
import org.pushj.PushHealth.Kind;
import org.pushj.PushHealth.Reason;
import org.pushj.PushHealth.Status;
import org.pushj.StoreException;
import org.pushj.SubscriptionState;
import org.pushj.UpdateId;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.monitoring.FailureLog;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.InboxEntry;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.ForwardingUpdateInbox;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.InboxWorld;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** Each reason of {@link PushHealth}. */
class HealthTest {

  @Test
  void health_isUp_whenAllIsWell() {
    try (InboxWorld world = new InboxWorld(DeliverySettings.builder())) {
      world.post("news");
      PushHealth health = world.world.subscriber.operations().health();
      assertThat(health).isEqualTo(new PushHealth(List.of()));
      assertThat(health.status()).isEqualTo(Status.UP);
      assertThat(health.toJson()).isEqualTo("{\"status\":\"UP\",\"reasons\":[]}");
    }
  }

  @Test
  void health_isDegraded_whenLeasesHaveEnded() {
    try (World world = new World()) {
      Held active = world.active();
      world.hub.behaviour(HubBehaviour.refuse(404, "gone"));
      world.pass(Duration.ofDays(20), Duration.ofHours(12));
      assertThat(only(world, Kind.LEASES_ENDED, Status.DEGRADED))
          .startsWith("1 subscriptions have a lease that has ended")
          .contains(active.subscription().id().toString());
    }
  }

  @Test
  @DisplayName("VER-13: health names a lease that is over, though content is still accepted")
  void health_isDegraded_whenALeaseIsOver_thoughAStrangerHasVerifiedALongerOne() {
    try (World world = new World()) {
      Held active = world.active();
      world.pass(Duration.ofMinutes(20));
      assertThat(world.hub.verification(active.request()).lease("99999999").send().isConfirmed())
          .isTrue();
      world.hub.behaviour(HubBehaviour.refuse(403, "no"));
      world.pass(Duration.ofDays(9), Duration.ofHours(6));
      assertThat(world.subscriber.operations().health().status()).isEqualTo(Status.UP);
      world.pass(Duration.ofDays(1), Duration.ofHours(6));
      assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.FAILED);
      assertThat(world.deliver(active.request())).isEqualTo(200);
      assertThat(only(world, Kind.LEASES_ENDED, Status.DEGRADED))
          .startsWith("1 subscriptions have a lease that has ended")
          .contains(active.subscription().id().toString());
    }
  }

  @Test
  void health_isDegraded_whenNobodyRenews() {
    try (World world = new World()) {
      Held active = world.active();
      Instant due = world.now(active.subscription()).dueAt();
      world.clock.advance(Duration.between(world.clock.instant(), due).plus(Duration.ofMinutes(5)));
      assertThat(world.subscriber.operations().health().status()).isEqualTo(Status.UP);
      world.clock.advance(Duration.ofMinutes(30));
      assertThat(only(world, Kind.RENEWALS_OVERDUE, Status.DEGRADED))
          .contains("due since " + due)
          .contains("call start()");
      world.subscriber.runDueWork();
      world.settle();
      assertThat(world.subscriber.operations().health().status()).isEqualTo(Status.UP);
    }
  }

  @Test
  void health_isDegraded_whenUpdatesAreParked() {
    try (InboxWorld world = new InboxWorld(DeliverySettings.builder().attempts(1))) {
      world.world.listener.failNextUpdates(1);
      world.post("news");
      world.work();
      assertThat(only(world.world, Kind.UPDATES_PARKED, Status.DEGRADED))
          .isEqualTo("1 of the updates in the inbox are parked: requeue or discard them");
    }
  }

  @Test
  void health_isDegraded_whenTheInboxIsFull() {
    try (InboxWorld world = new InboxWorld(DeliverySettings.builder().maxWaiting(1))) {
      world.post("news");
      assertThat(only(world.world, Kind.INBOX_FULL, Status.DEGRADED)).contains("1 updates");
    }
    try (InboxWorld world = new InboxWorld(DeliverySettings.builder().maxWaitingBytes(4))) {
      world.post("news");
      assertThat(only(world.world, Kind.INBOX_FULL, Status.DEGRADED)).contains("4 bytes");
    }
  }

  @Test
  void health_saysThatTheInboxIsFull_whenTooManyUpdatesAreParked() {
    try (InboxWorld world = new InboxWorld(DeliverySettings.builder().attempts(1).maxParked(1))) {
      world.world.listener.failNextUpdates(1);
      world.post("news");
      world.work();
      assertThat(world.world.subscriber.operations().health().reasons())
          .extracting(PushHealth.Reason::kind)
          .containsExactly(Kind.INBOX_FULL, Kind.UPDATES_PARKED);
    }
  }

  @Test
  void health_isDegraded_whenAHubIsLeftAlone() {
    try (World world = new World()) {
      world.hub.behaviour(HubBehaviour.answer(FakeResponse.of(429).header("Retry-After", "120")));
      assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
          .isInstanceOf(HubException.class);
      assertThat(only(world, Kind.HUBS_OPEN, Status.DEGRADED))
          .startsWith("1 hub is failing; requests are paused for http://127.0.0.1:")
          .endsWith(" until " + world.clock.instant().plusSeconds(120));
    }
  }

  @Test
  void health_isDown_whenTheStoreOrTheInboxFails() {
    ForwardingSubscriptionStore store =
        new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
          @Override
          public Optional<Instant> nextDue() {
            throw new StoreException("no \"connection\"\n", null);
          }
        };
    try (World world = new World(store, settings -> settings)) {
      assertThat(only(world, Kind.STORE_UNAVAILABLE, Status.DOWN)).contains("no \"connection\" ");
      assertThat(world.subscriber.operations().health().toJson())
          .isEqualTo(
              "{\"status\":\"DOWN\",\"reasons\":[{\"kind\":\"STORE_UNAVAILABLE\",\"text\":\"The"
                  + " store of subscriptions does not answer: no \\\"connection\\\" ; the cause is"
                  + " in the log of org.pushj.subscriber\"}]}");
    }
    ForwardingUpdateInbox inbox =
        new ForwardingUpdateInbox(new InMemoryUpdateInbox()) {
          @Override
          public Load load() {
            throw new StoreException("away", null);
          }
        };
    try (InboxWorld world =
        new InboxWorld(inbox, DeliverySettings.builder(), settings -> settings)) {
      assertThat(only(world.world, Kind.INBOX_UNAVAILABLE, Status.DOWN))
          .endsWith("away; the cause is in the log of org.pushj.subscriber");
    }
  }

  @Test
  void health_isDegraded_whenTheIntakeFailsInARow() {
    AtomicBoolean isFull = new AtomicBoolean(true);
    ForwardingUpdateInbox inbox =
        new ForwardingUpdateInbox(new InMemoryUpdateInbox()) {
          @Override
          public Receipt add(InboxEntry entry, byte[] content, @Nullable Instant duplicateSince) {
            if (isFull.get()) {
              throw new StoreException("no space left on the device", null);
            }
            return super.add(entry, content, duplicateSince);
          }
        };
    try (InboxWorld world =
        new InboxWorld(inbox, DeliverySettings.builder(), settings -> settings)) {
      Instant since = world.world.clock.instant();
      assertThat(world.post("1")).isEqualTo(503);
      world.pass(Duration.ofSeconds(30));
      assertThat(world.post("2")).isEqualTo(503);
      assertThat(world.world.subscriber.operations().health().status()).isEqualTo(Status.UP);
      assertThat(world.post("3")).isEqualTo(503);
      assertThat(only(world.world, Kind.DELIVERIES_FAILING, Status.DEGRADED))
          .startsWith("The last 3 deliveries of hubs were answered 503, since " + since);
      isFull.set(false);
      assertThat(world.post("3")).isEqualTo(200);
      assertThat(world.world.subscriber.operations().health().status()).isEqualTo(Status.UP);
    }
  }

  @Test
  void log_hasTheCauseOnce_whenTheStoreFails() {
    AtomicBoolean isBroken = new AtomicBoolean(true);
    ForwardingSubscriptionStore store =
        new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
          @Override
          public Optional<Instant> nextDue() {
            if (isBroken.get()) {
              throw new StoreException("failed", new IllegalStateException("no route"));
            }
            return super.nextDue();
          }
        };
    try (World world = new World(store, settings -> settings);
        RecordedLog log = new RecordedLog()) {
      world.subscriber.operations().health();
      world.subscriber.operations().health();
      assertThat(log.lines())
          .containsExactly("WARN The store of subscriptions does not answer a health check");
      assertThat(log.text()).contains("no route");
      isBroken.set(false);
      world.clock.advance(FailureLog.QUIET);
      assertThat(world.subscriber.operations().health().status()).isEqualTo(Status.UP);
      assertThat(log.lines())
          .hasSize(2)
          .contains("INFO The store and the inbox answer health checks again, after 2 failures");
    }
  }

  @Test
  void health_isDown_whenTheStoreHangs() {
    CountDownLatch end = new CountDownLatch(1);
    ForwardingSubscriptionStore store =
        new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
          @Override
          public Optional<Instant> nextDue() {
            awaitUninterruptibly(end);
            return super.nextDue();
          }
        };
    DeliverySettings hasty =
        DeliverySettings.builder().storeTimeout(Duration.ofMillis(100)).build();
    try (World world = new World(store, settings -> settings.deliveries(hasty))) {
      assertThat(only(world, Kind.STORE_UNAVAILABLE, Status.DOWN)).contains("no answer within");
    } finally {
      end.countDown();
    }
  }

  @Test
  void health_answersWithinSeconds_whenStoreAndInboxHang() {
    CountDownLatch end = new CountDownLatch(1);
    ForwardingSubscriptionStore store =
        new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
          @Override
          public Optional<Instant> nextDue() {
            awaitUninterruptibly(end);
            return super.nextDue();
          }
        };
    ForwardingUpdateInbox inbox =
        new ForwardingUpdateInbox(new InMemoryUpdateInbox()) {
          @Override
          public Optional<InboxEntry> findById(UpdateId id) {
            awaitUninterruptibly(end);
            return super.findById(id);
          }
        };
    try (World world = new World(store, settings -> settings.inbox(inbox))) {
      long start = System.nanoTime();
      PushHealth health = world.subscriber.operations().health();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      assertThat(health.reasons())
          .extracting(Reason::kind)
          .containsExactly(Kind.INBOX_UNAVAILABLE, Kind.STORE_UNAVAILABLE);
    } finally {
      end.countDown();
    }
  }

  @Test
  void health_showsTheLastCount_andStartsNoOther_whenACountIsSlow() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger counts = new AtomicInteger();
    ForwardingUpdateInbox inbox =
        new ForwardingUpdateInbox(new InMemoryUpdateInbox()) {
          @Override
          public Load load() {
            if (counts.incrementAndGet() > 1) {
              awaitUninterruptibly(end);
            }
            return new Load(1_000_000, 1 << 30, 7);
          }
        };
    DeliverySettings hasty =
        DeliverySettings.builder().storeTimeout(Duration.ofMillis(50)).maxWaiting(1L << 40).build();
    try (World world = new World(settings -> settings.inbox(inbox).deliveries(hasty))) {
      assertThat(only(world, Kind.UPDATES_PARKED, Status.DEGRADED)).startsWith("7 of");
      for (int i = 0; i < 10; i++) {
        assertThat(only(world, Kind.UPDATES_PARKED, Status.DEGRADED)).startsWith("7 of");
      }
      assertThat(counts).hasValue(2);
    } finally {
      end.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String only(World world, Kind kind, Status status) {
    PushHealth health = world.subscriber.operations().health();
    assertThat(health.reasons()).extracting(Reason::kind).containsExactly(kind);
    assertThat(health.status()).isEqualTo(status);
    return health.reasons().get(0).text();
  }
}
