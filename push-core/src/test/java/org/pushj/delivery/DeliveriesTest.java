package org.pushj.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.RetryPolicy;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberStatistics;
import org.pushj.tck.ForwardingUpdateInbox;
import org.pushj.tck.ManualClock;
import org.pushj.world.InboxWorld;
import org.pushj.world.RecordedLog;

/** How updates of the inbox are delivered, tried again, and parked; in injected time. */
class DeliveriesTest {
  private static final Duration LONG_AGO = Duration.ofDays(1);

  private final InboxWorld world =
      new InboxWorld(
          DeliverySettings.builder()
              .attempts(4)
              .retries(RetryPolicy.between(Duration.ofSeconds(10), Duration.ofMinutes(1)))
              .retention(Duration.ofDays(7)));

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void update_isTriedAgain_untilTheListenerTakesIt() {
    world.world.listener.failNextUpdates(3);
    world.post("x");
    world.work();
    InboxEntry failed = world.all().get(0);
    assertThat(failed.state()).isEqualTo(InboxEntry.State.WAITING);
    assertThat(failed.attempts()).isEqualTo(1);
    assertThat(failed.error()).contains("IOException");
    assertThat(Duration.between(world.world.clock.instant(), failed.dueAt()))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    assertThat(world.work()).isZero();
    for (int i = 0; i < 3; i++) {
      world.pass(Duration.ofMinutes(1));
    }
    assertThat(world.taken()).containsExactly("x");
    assertThat(world.world.listener.failedUpdates())
        .extracting(update -> update.id())
        .containsOnly(failed.id());
    assertThat(world.statistics())
        .isEqualTo(new SubscriberStatistics(1, 0, 0, 0, 1, 3, 0, 0, 0, List.of()));
  }

  @Test
  void update_isTriedAgain_whenTheInboxMeetsAnError() {
    AtomicBoolean errs = new AtomicBoolean(true);
    ForwardingUpdateInbox inbox =
        new ForwardingUpdateInbox(new InMemoryUpdateInbox()) {
          @Override
          public Optional<byte[]> content(UpdateId id) {
            if (errs.getAndSet(false)) {
              throw new NoClassDefFoundError("of a driver");
            }
            return super.content(id);
          }
        };
    try (InboxWorld erring = new InboxWorld(inbox, DeliverySettings.builder(), all -> all)) {
      erring.post("x");
      erring.work();
      assertThat(erring.taken()).isEmpty();
      erring.pass(LONG_AGO);
      assertThat(erring.taken()).containsExactly("x");
    }
  }

  @Test
  void update_isParked_whenTheListenerNeverTakesIt_andOthersGoOn() {
    world.world.listener.whenUpdated(
        update -> {
          if (update.text().equals("poison")) {
            throw new StackOverflowError("too deep\nin here");
          }
        });
    world.post("poison");
    try (RecordedLog log = new RecordedLog()) {
      for (int i = 0; i < 5; i++) {
        world.post("fine " + i);
        world.pass(Duration.ofMinutes(1));
      }
      assertThat(log.lines()).filteredOn(line -> line.contains("parked")).hasSize(1);
    }
    assertThat(world.taken()).hasSize(5);
    InboxEntry parked = world.all(InboxEntry.State.PARKED).get(0);
    assertThat(parked.attempts()).isEqualTo(4);
    assertThat(parked.error()).isEqualTo("java.lang.StackOverflowError: too deep in here");
    assertThat(world.statistics().updatesParked()).isEqualTo(1);
    world.pass(LONG_AGO);
    assertThat(world.world.listener.failedUpdates()).hasSize(4);
  }

  @Test
  void update_thatWasParked_isDeliveredAgain_whenItIsRequeued() {
    world.world.listener.failNextUpdates(4);
    world.post("x");
    for (int i = 0; i < 4; i++) {
      world.pass(Duration.ofMinutes(1));
    }
    InboxEntry parked = world.all(InboxEntry.State.PARKED).get(0);
    assertThat(world.inbox.requeue(parked.id(), world.world.clock.instant())).isTrue();
    world.work();
    assertThat(world.taken()).containsExactly("x");
    assertThat(world.all(InboxEntry.State.DONE)).hasSize(1);
  }

  @Test
  void update_isParked_whenItsDeliveriesNeverEnd() {
    world.post("kills the process");
    Duration claim = Duration.ofMinutes(5);
    for (int i = 0; i < 4; i++) {
      ManualClock clock = world.world.clock;
      assertThat(
              world.inbox.claimDue(
                  Claim.of(clock.instant(), clock.instant().plus(claim), 1), false))
          .hasSize(1);
      clock.advance(claim);
    }
    world.work();
    assertThat(world.taken()).isEmpty();
    assertThat(world.all(InboxEntry.State.PARKED).get(0).error()).contains("came to its end");
  }

  @Test
  void update_isPutBack_andTheAttemptNotCounted_whenHalfOfItsClaimIsOver() {
    AtomicInteger calls = new AtomicInteger();
    world.world.listener.whenUpdated(
        update -> {
          if (calls.incrementAndGet() == 1) {
            world.world.clock.advance(Duration.ofSeconds(151));
          }
        });
    world.post("1");
    world.post("2");
    world.post("3");
    world.work();
    assertThat(world.taken()).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(world.all(InboxEntry.State.DONE)).extracting(InboxEntry::attempts).containsOnly(1);
  }

  @Test
  void update_isKeptAfterItsDelivery_forTheTimeThatIsSet() {
    world.post("x");
    world.work();
    assertThat(world.all(InboxEntry.State.DONE)).hasSize(1);
    world.pass(Duration.ofDays(7));
    assertThat(world.all(InboxEntry.State.DONE)).hasSize(1);
    world.pass(Duration.ofMinutes(1));
    assertThat(world.all()).isEmpty();
  }

  @Test
  void replay_deliversAgain_whatWasKept() {
    world.post("1");
    world.post("2");
    world.work();
    SubscriptionId id = world.active.subscription().id();
    assertThat(world.world.subscriber.operations().replay(id)).isEqualTo(2);
    assertThat(world.world.subscriber.operations().replay(id)).isZero();
    world.work();
    assertThat(world.taken()).containsExactlyInAnyOrder("1", "2", "1", "2");
    assertThat(world.all(InboxEntry.State.DONE)).hasSize(2);
    Subscriber without = world.world.another(settings -> settings);
    assertThatIllegalStateException()
        .isThrownBy(() -> without.operations().replay(id))
        .withMessageContaining("inbox");
  }

  @Test
  void runDueWork_stops_andGivesBackWhatItClaimed_whenTheSubscriberIsClosed() {
    for (int i = 0; i < 30; i++) {
      world.post("update " + i);
    }
    world.world.listener.whenUpdated(update -> world.world.subscriber.close());
    world.work();
    assertThat(world.taken()).hasSize(1);
    Instant now = world.world.clock.instant();
    assertThat(world.all(InboxEntry.State.WAITING))
        .hasSize(29)
        .allMatch(each -> each.attempts() == 0 && now.equals(each.dueAt()));
  }

  @Test
  void update_isTakenOver_whenTheNodeThatClaimedItHasDied() {
    world.post("x");
    Instant now = world.world.clock.instant();
    Duration claim = Duration.ofMinutes(5);
    assertThat(world.inbox.claimDue(Claim.of(now, now.plus(claim), 1), false)).hasSize(1);
    world.pass(claim.minusMillis(1));
    assertThat(world.taken()).isEmpty();
    world.pass(Duration.ofMillis(1));
    assertThat(world.taken()).containsExactly("x");
  }

  @Test
  void update_isLeftToItsNewOwner_whenThisMachineWasSuspended() {
    AtomicBoolean isSuspended = new AtomicBoolean(true);
    ManualClock clock = world.world.clock;
    ForwardingUpdateInbox inbox =
        new ForwardingUpdateInbox(world.inbox) {
          @Override
          public Optional<byte[]> content(UpdateId id) {
            if (isSuspended.getAndSet(false)) {
              clock.advance(Duration.ofMinutes(5));
              Instant now = clock.instant();
              assertThat(world.inbox.claimDue(Claim.of(now, now.plusSeconds(60), 1), false))
                  .hasSize(1);
            }
            return super.content(id);
          }
        };
    world.post("x");

    world
        .world
        .another(builder -> builder.inbox(inbox).deliveries(DeliverySettings.defaults()))
        .runDueWork();

    assertThat(world.taken()).isEmpty();
    InboxEntry ofAnother = world.all().get(0);
    assertThat(ofAnother.attempts()).isEqualTo(2);
    assertThat(ofAnother.error()).isNull();
  }

  @Test
  void update_isDeliveredOnce_whenTwoSubscribersWorkAtATime() {
    for (int i = 0; i < 40; i++) {
      world.post("update " + i);
    }
    Subscriber other =
        world.world.another(
            builder -> builder.inbox(world.inbox).deliveries(DeliverySettings.defaults()));
    List<Subscriber> both = List.of(world.world.subscriber, other);
    int done = both.parallelStream().mapToInt(Subscriber::runDueWork).sum();
    assertThat(done).isEqualTo(40);
    assertThat(world.taken()).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void listener_thatLosesItsClaim_isHeardAgain_andNothingIsLost() {
    world.world.listener.whenUpdated(
        update -> {
          ManualClock clock = world.world.clock;
          if (world.world.listener.failedUpdates().isEmpty()) {
            clock.advance(Duration.ofMinutes(5));
            world.inbox.claimDue(
                Claim.of(clock.instant(), clock.instant().plus(Duration.ofMinutes(5)), 1), false);
            throw new IOException("slow and then failed");
          }
        });
    world.post("x");
    world.work();
    InboxEntry ofAnother = world.all().get(0);
    assertThat(ofAnother.attempts()).isEqualTo(2);
    assertThat(ofAnother.error()).isNull();
    world.pass(Duration.ofMinutes(5));
    assertThat(world.taken()).containsExactly("x");
  }

  @Test
  void listener_thatHangs_isInterrupted_andTheUpdateTriedAgain() {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    InboxWorld hanging =
        new InboxWorld(DeliverySettings.builder().listenerTimeout(Duration.ofMillis(500)));
    try (hanging;
        RecordedLog log = new RecordedLog()) {
      hanging.world.listener.whenUpdated(
          update -> {
            if (calls.incrementAndGet() == 1) {
              try {
                never.await();
              } finally {
                interrupted.countDown();
              }
            }
          });
      hanging.post("x");
      hanging.work();
      assertThat(hanging.all().get(0).error()).contains("did not return within PT0.5S");
      assertThat(hanging.all().get(0).attempts()).isEqualTo(1);
      interrupted.await();
      hanging.pass(Duration.ofMinutes(1));
      assertThat(hanging.taken()).containsExactly("x");
      assertThat(log.lines()).noneMatch(line -> line.contains("given up"));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void update_waits_andTheAttemptIsNotCounted_whenTheExecutorIsBusy() {
    AtomicBoolean rejects = new AtomicBoolean(true);
    Executor busy =
        call -> {
          if (rejects.get()) {
            throw new RejectedExecutionException("no thread is free");
          }
          new Thread(call).start();
        };
    assertWaitsUntilFree(DeliverySettings.builder().executor(busy), rejects);
  }

  @Test
  void rejections_areLoggedOnce_whileTheExecutorIsBusy() {
    AtomicBoolean rejects = new AtomicBoolean(true);
    Executor busy =
        call -> {
          if (rejects.get()) {
            throw new RejectedExecutionException("no thread is free");
          }
          call.run();
        };
    try (RecordedLog log = new RecordedLog();
        InboxWorld world = new InboxWorld(DeliverySettings.builder().executor(busy))) {
      List.of("a", "b", "c").forEach(world::post);
      world.work();
      world.pass(Duration.ofSeconds(2));
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARN"))
          .singleElement()
          .asString()
          .startsWith("WARN The executor rejected a call of the listener; update ");
      rejects.set(false);
      world.pass(Duration.ofMinutes(2));
      assertThat(world.taken()).containsExactlyInAnyOrder("a", "b", "c");
      assertThat(log.lines())
          .contains("INFO The executor accepts calls of the listener again; it rejected 6");
    }
  }

  @Test
  void update_waits_andTheAttemptIsNotCounted_whenTheExecutorDoesNotBegin() {
    AtomicBoolean idle = new AtomicBoolean(true);
    Executor queue =
        call -> {
          if (!idle.get()) {
            new Thread(call).start();
          }
        };
    assertWaitsUntilFree(
        DeliverySettings.builder().executor(queue).listenerTimeout(Duration.ofMillis(50)), idle);
  }

  private static void assertWaitsUntilFree(
      DeliverySettings.Builder settings, AtomicBoolean occupied) {
    try (InboxWorld world = new InboxWorld(settings.attempts(1))) {
      world.post("x");
      assertThat(world.work()).isEqualTo(1);
      InboxEntry waiting = world.all().get(0);
      assertThat(waiting.attempts()).isZero();
      assertThat(waiting.error()).isNull();
      assertThat(world.work()).isZero();
      occupied.set(false);
      world.pass(Duration.ofSeconds(1));
      assertThat(world.taken()).containsExactly("x");
    }
  }

  @Test
  void runDueWork_stops_andCountsNoAttempt_whenItsThreadIsInterrupted() {
    world.post("x");
    Thread caller = Thread.currentThread();
    world.world.listener.whenUpdated(
        update -> {
          caller.interrupt();
          new CountDownLatch(1).await();
        });
    world.work();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(world.all().get(0).attempts()).isZero();
    world.world.listener.whenUpdated(update -> {});
    world.work();
    assertThat(world.taken()).containsExactly("x");
  }
}
