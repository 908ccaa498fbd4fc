package org.pushj.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.AdditionalAnswers;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.platform.Platform;
import org.pushj.platform.Threads;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.Claim;
import org.pushj.tck.FakeHub;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** The subscriber's own threads, from their start to their end. */
class WorkersTest {
  private static final Duration WHEN_DUE = Duration.ofDays(7);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final WorkSettings SETTINGS =
      WorkSettings.builder().threads(2).perHub(1).batch(2).poll(Duration.ofMillis(20)).build();

  private final WatchedStore store = new WatchedStore();
  private final World world = new World(store, settings -> settings.work(SETTINGS));

  @AfterEach
  void end() {
    world.subscriber.close();
    world.close();
  }

  @Test
  void start_renewsWhatIsDue_andWhatBecomesDueLater() {
    Held active = world.active();
    world.subscriber.start();
    world.clock.advance(WHEN_DUE);
    world.listener.awaitEvent(Kind.RENEWED, 1, LONG);
    world.clock.advance(WHEN_DUE);
    world.listener.awaitEvent(Kind.RENEWED, 2, LONG);
    world.subscriber.close();
    assertThat(world.hub.requests("subscribe")).hasSize(3);
    assertThat(world.deliver(active.request())).isEqualTo(200);
  }

  @Test
  void start_doesAllThatIsDue_whenItIsMoreThanManyBatches() {
    subscribe(world.hub, 30);
    world.clock.advance(WHEN_DUE);
    world.subscriber.start();
    world.listener.awaitEvent(Kind.RENEWED, 30, LONG);
    world.subscriber.close();
    assertThat(world.hub.requests("subscribe")).hasSize(60);
  }

  @Test
  void start_renews_whenAHubMayGetAnyNumberOfRequests() {
    WorkSettings wide = SETTINGS.toBuilder().perHub(Integer.MAX_VALUE).build();
    try (World any = new World(new WatchedStore(), settings -> settings.work(wide))) {
      any.active();
      any.subscriber.start();
      any.clock.advance(WHEN_DUE);
      any.listener.awaitEvent(Kind.RENEWED, 1, LONG);
      any.subscriber.close();
    }
  }

  /** As in a container with a limit of processes, before the first of the threads is there. */
  @Test
  void start_goesOn_whenNoThreadCouldBeStartedForAWhile() throws Exception {
    AtomicInteger failures = new AtomicInteger(10 * SETTINGS.batch());
    ExecutorService pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
          @Override
          public void execute(Runnable task) {
            if (failures.getAndDecrement() > 0) {
              throw new OutOfMemoryError("unable to create native thread");
            }
            super.execute(task);
          }
        };
    Threads threads =
        mock(Threads.class, AdditionalAnswers.delegatesTo(Platform.system().threads()));
    doReturn(pool).when(threads).fixed(any(), anyInt());
    CountDownLatch done = new CountDownLatch(1);

    Workers<String> workers =
        Workers.start(new Endless(done), SETTINGS, "push", threads, System::nanoTime);
    boolean isDone = done.await(LONG.toSeconds(), TimeUnit.SECONDS);
    workers.close();

    assertThat(isDone).isTrue();
  }

  /** Work of which there is always more, all in one lane. */
  private record Endless(CountDownLatch done) implements ClaimedWork<String> {
    @Override
    public Batch<String> claim(int limit, Predicate<String> lanes) {
      return lanes.test("lane") ? new Batch<>(List.of("work"), Instant.MAX, false) : Batch.none();
    }

    @Override
    public String lane(String claimed) {
      return "lane";
    }

    @Override
    public void work(String claimed, Instant until) {
      done.countDown();
    }
  }

  @Test
  void start_doesNothing_whenItHasBegunAlready() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    world.subscriber.start();
    world.subscriber.start();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("push-due"))
        .filteredOn(thread -> !before.contains(thread))
        .hasSize(1);
  }

  @Test
  void start_throws_whenTheSubscriberIsClosed() {
    world.subscriber.close();
    world.subscriber.close();
    assertThatThrownBy(world.subscriber::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void close_ofOneThatWasStarted_mayBeCalledTwice_andClaimsNothingMore() {
    Held active = world.active();
    world.subscriber.start();
    world.subscriber.close();
    world.subscriber.close();
    world.clock.advance(WHEN_DUE);
    int claims = store.claims.get();
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(store.claims).hasValue(claims);
    assertThat(world.subscriber.runDueWork()).isEqualTo(1);
  }

  @Test
  void close_leavesNoThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    world.active();
    world.subscriber.start();
    world.clock.advance(WHEN_DUE);
    world.listener.awaitEvent(Kind.RENEWED, LONG);
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("push-") && !before.contains(thread))
            .toList();
    assertThat(threads).extracting(Thread::getName).anyMatch(name -> name.startsWith("push-http"));
    world.subscriber.close();
    for (Thread thread : threads) {
      thread.join(LONG.toMillis());
    }
    assertThat(threads).noneMatch(Thread::isAlive);
  }

  @Test
  void close_recordsWhatAHubIsAskedJustNow_whenTheHubIsSilent() {
    Held active = world.active();
    CountDownLatch open = blocked(world.hub);
    world.clock.advance(WHEN_DUE);
    world.subscriber.start();
    world.hub.awaitRequest("subscribe", 2, LONG);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(world.subscriber::close);
    open.countDown();
    assertThat(closing).succeedsWithin(LONG);
    Subscription renewed = world.now(active.subscription());
    assertThat(renewed.lease().startsAt()).isEqualTo(world.clock.instant());
    assertThat(renewed.open()).isNull();
  }

  @Test
  void close_leavesWhatWaits_whenAHubIsSlow() {
    subscribe(world.hub, 4);
    CountDownLatch open = blocked(world.hub);
    world.clock.advance(WHEN_DUE);
    world.subscriber.start();
    world.hub.awaitRequest("subscribe", 5, LONG);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(world.subscriber::close);
    open.countDown();
    assertThat(closing).succeedsWithin(LONG);
    assertThat(world.hub.requests("subscribe")).hasSizeBetween(5, 6);
    world.pass(SETTINGS.claim());
    assertThat(world.hub.requests("subscribe")).hasSize(8);
  }

  @Test
  void slowHub_keepsNoThreadFromTheOthers() {
    try (FakeHub slow = FakeHub.start()) {
      subscribe(slow, 3);
      world.clock.advance(Duration.ofSeconds(1));
      subscribe(world.hub, 5);
      CountDownLatch open = blocked(slow);
      world.clock.advance(WHEN_DUE);
      world.subscriber.start();
      world.listener.awaitEvent(Kind.RENEWED, 5, LONG);
      assertThat(slow.requests("subscribe")).hasSizeBetween(3, 4);
      open.countDown();
      world.listener.awaitEvent(Kind.RENEWED, 8, LONG);
    }
  }

  @Test
  void slowHub_keepsNoRoomFromTheOthers_whenMoreOfItIsDueThanIsClaimedAtATime() {
    try (FakeHub slow = FakeHub.start()) {
      subscribe(slow, 12);
      world.clock.advance(Duration.ofDays(1));
      subscribe(world.hub, 5);
      CountDownLatch open = blocked(slow);
      world.clock.advance(WHEN_DUE);
      world.subscriber.start();
      world.listener.awaitEvent(Kind.RENEWED, 5, LONG);
      assertThat(slow.requests("subscribe")).hasSizeBetween(13, 14);
      open.countDown();
      slow.behaviour(HubBehaviour.inline());
      world.listener.awaitEvent(Kind.RENEWED, 6, LONG);
      world.subscriber.close();
      world.pass(SETTINGS.claim());
      assertThat(slow.requests("subscribe")).hasSize(24);
    }
  }

  @Test
  void work_goesOn_whenTheStoreThrewAnError() {
    world.active();
    store.failure = new StackOverflowError("in a driver");
    world.clock.advance(WHEN_DUE);
    world.subscriber.start();
    store.awaitClaims(3);
    store.failure = null;
    world.listener.awaitEvent(Kind.RENEWED, LONG);
  }

  @Test
  void store_thatFails_isLoggedOnce_andWorkGoesOnWhenItIsBack() {
    world.active();
    store.failure = new StoreException("the database is gone", null);
    try (RecordedLog log = new RecordedLog()) {
      world.clock.advance(WHEN_DUE);
      world.subscriber.start();
      store.awaitClaims(5);
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().get(0)).startsWith("ERROR").contains("claimed");
      store.failure = null;
      world.listener.awaitEvent(Kind.RENEWED, LONG);
      store.awaitClaims(5);
      world.subscriber.close();
      assertThat(log.lines()).hasSize(1);
    }
  }

  private List<Subscription> subscribe(FakeHub hub, int count) {
    List<Subscription> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          world.subscriber.subscribe(
              SubscriptionRequest.of(URI.create("http://blog.example/" + i)).withHub(hub.url())));
    }
    return all;
  }

  /** Keeps the hub from answering until the latch is open. */
  private static CountDownLatch blocked(FakeHub hub) {
    CountDownLatch open = new CountDownLatch(1);
    hub.behaviour(
        (self, request) -> {
          try {
            open.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return HubBehaviour.inline().treat(self, request);
        });
    return open;
  }

  /** Counts the claims, and fails when the test says so. */
  private static final class WatchedStore extends ForwardingSubscriptionStore {
    private final AtomicInteger claims = new AtomicInteger();
    private volatile @Nullable Throwable failure;
    private volatile CountDownLatch awaited = new CountDownLatch(0);

    WatchedStore() {
      super(new InMemorySubscriptionStore());
    }

    void awaitClaims(int more) {
      CountDownLatch latch = new CountDownLatch(more);
      awaited = latch;
      try {
        assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public List<Subscription> claimDue(Claim claim) {
      claims.incrementAndGet();
      awaited.countDown();
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      return super.claimDue(claim);
    }
  }
}
