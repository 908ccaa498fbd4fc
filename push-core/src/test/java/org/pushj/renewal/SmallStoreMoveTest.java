package org.pushj.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pushj.SubscriptionRequest;
import org.pushj.endpoint.RecentLookups;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.ManualClock;
import org.pushj.world.RecordedLog;

/** A change of the callback base, in a store that cannot be searched. */
class SmallStoreMoveTest {
  private final ManualClock clock = new ManualClock();
  private final SubscriptionStore store =
      new RecentLookups(new InMemorySubscriptionStore(), Duration.ZERO, clock);

  @Test
  void subscriptions_moveWithTheirNextRenewal_andTheLogSaysSo() {
    try (FakeHub hub = FakeHub.start();
        CallbackServer old = CallbackServer.start();
        CallbackServer next = CallbackServer.start()) {
      try (Subscriber before = subscriber(old)) {
        before.subscribe(
            SubscriptionRequest.of(URI.create("http://blog.example/feed")).withHub(hub.url()));
      }
      try (RecordedLog log = new RecordedLog();
          Subscriber after = subscriber(next)) {
        after.runDueWork();
        after.runDueWork();
        assertThat(log.allLines())
            .filteredOn(line -> line.contains("must implement org.pushj.spi.SearchableStore"))
            .hasSize(1);
        assertThat(hub.requests("subscribe")).hasSize(1);

        clock.advance(Duration.ofDays(7));
        after.runDueWork();
        assertThat(hub.requests("subscribe").get(1).callback().toString())
            .startsWith(next.base().toString());
      }
    }
  }

  private Subscriber subscriber(CallbackServer callbacks) {
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(callbacks.base())
            .store(store)
            .listener(update -> {})
            .urlPolicy(UrlPolicy.allowPrivate())
            .clock(clock)
            .build();
    callbacks.serve(subscriber.callbackHandler());
    return subscriber;
  }
}
