package org.pushj.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.settings.DeliverySettings;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.ManualClock;
import org.pushj.world.InboxWorld;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** An episode of failures has a line at its beginning, and one at its end. */
class FailureLogTest {

  @Test
  void log_hasTwoLines_whenTheStoreFailsForLong() {
    FailingStore store = new FailingStore();
    try (World world = new World(store, builder -> builder);
        RecordedLog log = new RecordedLog()) {
      Held active = world.active();
      store.fails = true;
      for (int i = 0; i < 3; i++) {
        assertThat(world.deliver(active.request())).isEqualTo(503);
      }
      store.fails = false;
      assertThat(world.deliver(active.request())).isEqualTo(200);
      assertThat(log.text()).as("the store may fail again soon").doesNotContain("again;");
      world.clock.advance(FailureLog.QUIET);
      assertThat(world.deliver(active.request())).isEqualTo(200);
      assertThat(world.deliver(active.request())).isEqualTo(200);
      assertThat(log.lines())
          .filteredOn(line -> line.contains("answered 503"))
          .containsExactly(
              "ERROR A request to a callback is answered 503, since the store failed",
              "INFO The store answers again; 3 requests to callbacks were answered 503");
      assertThat(log.stackTraces()).isEqualTo(1);
    }
  }

  @Test
  void log_hasTwoLines_whenFailuresAndSuccessesAlternate() {
    FailingStore store = new FailingStore();
    try (World world = new World(store, builder -> builder);
        RecordedLog log = new RecordedLog()) {
      Held active = world.active();
      for (int i = 0; i < 200; i++) {
        store.fails = i % 2 == 0;
        assertThat(world.deliver(active.request())).isEqualTo(store.fails ? 503 : 200);
        world.clock.advance(Duration.ofSeconds(20));
      }
      world.clock.advance(FailureLog.QUIET);
      assertThat(world.deliver(active.request())).isEqualTo(200);
      assertThat(log.lines())
          .filteredOn(line -> line.contains("answered 503"))
          .containsExactly(
              "ERROR A request to a callback is answered 503, since the store failed",
              "INFO The store answers again; 100 requests to callbacks were answered 503");
      assertThat(log.stackTraces()).isEqualTo(1);
    }
  }

  @Test
  void log_hasALineForEachEpisode_whenTimePassesBetweenThem() {
    ManualClock clock = new ManualClock();
    FailureLog failures = new FailureLog(LoggerFactory.getLogger("org.pushj"), Level.WARN, clock);
    assertThat(failures.failed()).isEqualTo(Level.WARN);
    clock.advance(FailureLog.QUIET.multipliedBy(10));
    assertThat(failures.failed()).as("nothing worked since").isEqualTo(Level.DEBUG);
    failures.worked("{} failed");
    clock.advance(FailureLog.QUIET);
    assertThat(failures.failed()).isEqualTo(Level.WARN);
  }

  @Test
  void log_hasTwoLines_whenTheListenerFailsForLong() {
    try (InboxWorld world = new InboxWorld(DeliverySettings.builder());
        RecordedLog log = new RecordedLog()) {
      world.world.listener.failNextUpdates(3);
      for (int i = 0; i < 3; i++) {
        world.post("update " + i);
      }
      world.work();
      world.pass(Duration.ofMinutes(1));
      assertThat(world.taken()).hasSize(3);
      world.post("one more");
      world.work();
      assertThat(log.lines())
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .startsWith("WARN The listener failed on update ")
                      .contains("at attempt 1"),
              line ->
                  assertThat(line)
                      .isEqualTo("INFO The listener works again; 3 updates failed at first"));
      assertThat(log.stackTraces()).isEqualTo(1);
    }
  }

  @Test
  void log_hasOneLine_whenTheListenerFailsOnce() {
    try (InboxWorld world = new InboxWorld(DeliverySettings.builder());
        RecordedLog log = new RecordedLog()) {
      world.world.listener.failNextUpdates(3);
      world.post("x");
      world.work();
      for (int i = 0; i < 3; i++) {
        world.pass(Duration.ofMinutes(2));
      }
      assertThat(world.taken()).containsExactly("x");
      assertThat(log.lines()).hasSize(1);
    }
  }

  /** Finds no callback when the test says so. */
  private static final class FailingStore extends ForwardingSubscriptionStore {
    private volatile boolean fails;

    FailingStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public Optional<Subscription> findByCallback(CallbackToken callback) {
      if (fails) {
        throw new StoreException("the database is gone", null);
      }
      return super.findByCallback(callback);
    }
  }
}
