package org.pushj.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.pushj.StoreException;
import org.pushj.SubscriptionId;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.monitoring.FailureLog;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.ForwardingUpdateInbox;
import org.pushj.tck.ManualClock;
import org.pushj.world.RecordedLog;

/** When the inbox counts as full; what is counted in the background is counted by the test. */
class InboxGaugeTest {
  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);
  private static final Optional<String> FULL = Optional.of("it is full");

  private static final SubscriptionId ANN = SubscriptionId.next(Instant.EPOCH);
  private static final SubscriptionId BOB = SubscriptionId.next(Instant.EPOCH);

  private final CountedInbox inbox = new CountedInbox();
  private final ManualClock clock = new ManualClock();
  private final Queue<Runnable> counts = new ArrayDeque<>();
  private final InboxGauge gauge =
      new InboxGauge(
          inbox,
          DeliverySettings.builder().maxWaiting(10).maxWaitingBytes(100).maxParked(3).build(),
          counts::add,
          clock);

  @Test
  void inbox_isNotFull_untilItIsCounted() {
    inbox.load = new UpdateInbox.Load(10, 0, 0);
    assertRoomFor(1000);
    assertRoomFor(1000);
    assertThat(counts).hasSize(1);
    counts.remove().run();
    assertThat(gauge.noRoomFor(ANN, 0)).isEqualTo(FULL);
    assertThat(counts).isEmpty();
  }

  @Test
  void inbox_isFull_whenItsLimitIsReached() {
    count(new UpdateInbox.Load(9, 60, 2));
    assertRoomFor(40);
    assertThat(gauge.noRoomFor(ANN, 41)).isEqualTo(FULL);
    count(new UpdateInbox.Load(10, 0, 0));
    assertThat(gauge.noRoomFor(ANN, 0)).isEqualTo(FULL);
    count(new UpdateInbox.Load(3, 0, 3));
    assertThat(gauge.noRoomFor(ANN, 0))
        .contains("too many updates are parked in it: requeue or discard them");
    count(new UpdateInbox.Load(2, 0, 2));
    assertRoomFor(100);
  }

  @Test
  void inbox_isFull_whenABurstFillsItBetweenCounts() {
    count(new UpdateInbox.Load(8, 0, 0));
    gauge.added(ANN, 10);
    assertRoomFor(90);
    assertThat(gauge.noRoomFor(ANN, 91)).isEqualTo(FULL);
    gauge.added(ANN, 10);
    assertThat(gauge.noRoomFor(ANN, 0)).isEqualTo(FULL);
  }

  @Test
  void inbox_isFull_whenABurstFillsItDuringACount() {
    count(new UpdateInbox.Load(5, 0, 0));
    clock.advance(BETWEEN_COUNTS);
    gauge.added(ANN, 0);
    assertRoomFor(0);
    inbox.load = new UpdateInbox.Load(6, 0, 0);
    inbox.meanwhile =
        () -> {
          for (int i = 0; i < 4; i++) {
            assertRoomFor(0);
            gauge.added(ANN, 0);
          }
        };
    counts.remove().run();
    assertThat(gauge.noRoomFor(ANN, 0)).isEqualTo(FULL);
  }

  @Test
  void inbox_isNotFull_whenTheLastCountIsOld_sinceItFails() {
    count(new UpdateInbox.Load(10, 0, 0));
    inbox.failure = new StoreException("too slow", null);
    try (RecordedLog log = new RecordedLog()) {
      for (int i = 0; i < 5; i++) {
        clock.advance(BETWEEN_COUNTS);
        assertThat(gauge.noRoomFor(ANN, 0)).isEqualTo(FULL);
        counts.remove().run();
      }
      clock.advance(BETWEEN_COUNTS);
      assertRoomFor(1000);
      inbox.failure = null;
      counts.remove().run();
      assertThat(gauge.noRoomFor(ANN, 0)).isEqualTo(FULL);
      clock.advance(FailureLog.QUIET);
      assertRoomFor(1000);
      counts.remove().run();
      assertThat(log.lines())
          .containsExactly(
              "WARN The inbox cannot be counted; it refuses nothing after PT30S",
              "INFO The inbox is counted again; that failed 5 times");
    }
  }

  @Test
  void inbox_isNotFull_whenTheLastCountIsOld_sinceTheNextOneHangs() {
    count(new UpdateInbox.Load(10, 0, 0));
    try (RecordedLog log = new RecordedLog()) {
      clock.advance(BETWEEN_COUNTS);
      assertThat(gauge.noRoomFor(ANN, 0)).isEqualTo(FULL);
      clock.advance(Duration.ofSeconds(30));
      assertRoomFor(1000);
      assertRoomFor(1000);
      assertThat(counts).hasSize(1);
      assertThat(log.lines())
          .containsExactly(
              "WARN The inbox is not counted within PT30S; it refuses nothing until it is");
    }
    counts.remove().run();
    assertThat(gauge.noRoomFor(ANN, 0)).isEqualTo(FULL);
  }

  @Test
  void inbox_isCountedAgain_whenTheClockWasSetBack() {
    count(new UpdateInbox.Load(10, 0, 0));
    clock.advance(Duration.ofHours(-1));
    assertRoomFor(0);
    inbox.load = new UpdateInbox.Load(0, 0, 0);
    counts.remove().run();
    assertRoomFor(0);
  }

  @Test
  void inbox_isNotFull_whenNoThreadCanBeHadForTheCount() {
    InboxGauge without =
        new InboxGauge(
            inbox,
            DeliverySettings.defaults(),
            task -> {
              throw new RejectedExecutionException("no thread");
            },
            clock);
    assertThat(without.noRoomFor(ANN, 0)).isEmpty();
  }

  @Test
  void flood_leavesRoomForOthers_whenTheInboxIsHalfFull() {
    InboxGauge large = large();
    count(large, new UpdateInbox.Load(40_000, 0, 0));
    add(large, ANN, 10_000, 0);
    assertThat(large.noRoomFor(ANN, 0)).isEmpty();
    add(large, ANN, 6_250, 0);
    assertThat(large.noRoomFor(ANN, 0).orElseThrow())
        .startsWith("it is more than half full, and subscription " + ANN)
        .endsWith("has added 6250 updates of 0 bytes to that");
    assertThat(large.noRoomFor(BOB, 0)).isEmpty();

    for (int i = 0; i < 720; i++) {
      count(large, new UpdateInbox.Load(56_250, 0, 0));
    }
    count(large, new UpdateInbox.Load(56_250, 0, 0));
    assertThat(large.noRoomFor(ANN, 0)).isEmpty();
  }

  @Test
  void flood_leavesRoomForOthers_whenItIsParked_andWhenItIsLarge() {
    InboxGauge large = large();
    count(large, new UpdateInbox.Load(10_000, 0, 5_001));
    add(large, ANN, 1_000, 0);
    assertThat(large.noRoomFor(ANN, 0)).isPresent();
    assertThat(large.noRoomFor(BOB, 0)).isEmpty();

    count(large, new UpdateInbox.Load(10_000, 0, 5_000));
    assertThat(large.noRoomFor(ANN, 0)).isEmpty();

    count(large, new UpdateInbox.Load(10_000, (1L << 29) + 1, 0));
    add(large, ANN, 64, 1 << 20);
    assertThat(large.noRoomFor(ANN, 0)).isPresent();
    assertThat(large.noRoomFor(BOB, 0)).isEmpty();
  }

  private InboxGauge large() {
    return new InboxGauge(
        inbox,
        DeliverySettings.builder()
            .maxWaiting(100_000)
            .maxWaitingBytes(1L << 30)
            .maxParked(10_000)
            .build(),
        counts::add,
        clock);
  }

  private static void add(InboxGauge large, SubscriptionId subscription, int updates, int bytes) {
    for (int i = 0; i < updates; i++) {
      assertThat(large.noRoomFor(subscription, bytes)).isEmpty();
      large.added(subscription, bytes);
    }
  }

  private void count(UpdateInbox.Load load) {
    count(gauge, load);
  }

  private void count(InboxGauge counted, UpdateInbox.Load load) {
    clock.advance(BETWEEN_COUNTS);
    inbox.load = load;
    Optional<String> before = counted.noRoomFor(ANN, 0);
    assertThat(counts).as(before.toString()).hasSize(1);
    counts.remove().run();
  }

  private void assertRoomFor(int bytes) {
    assertThat(gauge.noRoomFor(ANN, bytes)).isEmpty();
  }

  /** Holds what the test says. */
  private static final class CountedInbox extends ForwardingUpdateInbox {
    private UpdateInbox.Load load = new UpdateInbox.Load(0, 0, 0);
    private RuntimeException failure;
    private Runnable meanwhile = () -> {};

    CountedInbox() {
      super(new InMemoryUpdateInbox());
    }

    @Override
    public UpdateInbox.Load load() {
      if (failure != null) {
        throw failure;
      }
      meanwhile.run();
      return load;
    }
  }
}
