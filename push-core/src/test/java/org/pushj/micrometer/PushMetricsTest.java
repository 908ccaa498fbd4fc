package org.pushj.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pushj.IntentKind;
import org.pushj.Rejection;
import org.pushj.StoreException;
import org.pushj.SubscriptionState;
import org.pushj.endpoint.RecentLookups;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.ManualClock;

class PushMetricsTest {
  private final MockClock time = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, time);

  @Test
  void metrics_countWhatHappens_byHubAndResult() {
    try (MeteredWorld world = new MeteredWorld(registry)) {
      world.liveThroughAll();

      assertThat(timed("push.requests", "kind", "subscribe", "result", "accepted")).isEqualTo(1);
      assertThat(timed("push.requests", "kind", "renew", "result", "failed")).isEqualTo(1);
      assertThat(timed("push.verifications", "kind", "subscribe")).isEqualTo(1);
      assertThat(timed("push.deliveries", "result", "taken")).isEqualTo(2);
      assertThat(timed("push.deliveries", "result", "repeated")).isEqualTo(1);
      assertThat(timed("push.deliveries", "result", "rejected")).isEqualTo(1);
      assertThat(counted("push.rejections", "reason", "wrong_signature")).isEqualTo(1);
      assertThat(timed("push.listener", "result", "taken")).isEqualTo(1);
      assertThat(timed("push.listener", "result", "failed")).isEqualTo(2);
      assertThat(counted("push.retries")).isEqualTo(1);
      assertThat(counted("push.updates.parked")).isEqualTo(1);
      assertThat(timed("push.pings", "result", "accepted")).isEqualTo(1);
      assertThat(timed("push.pings", "result", "failed")).isEqualTo(1);
      assertThat(counted("push.pings.parked")).isEqualTo(1);
      assertThat(registry.get("push.requests").timers())
          .allMatch(timer -> "127.0.0.1".equals(timer.getId().getTag("hub")));
    }
  }

  @Test
  void gauges_showWhatIsThere() {
    try (MeteredWorld world = new MeteredWorld(registry)) {
      world.subscribe();
      world.deliver("news");
      time.add(Duration.ofMillis(world.clock.instant().toEpochMilli() - time.wallTime()));
      world.clock.advance(Duration.ofMinutes(3));

      assertThat(gauge("push.subscriptions", "state", "active")).isEqualTo(1);
      assertThat(gauge("push.subscriptions", "state", "denied")).isZero();
      assertThat(gauge("push.leases.next.end"))
          .isEqualTo(
              world.subscriber.operations().nextLeaseEnd().orElseThrow().toEpochMilli() / 1000.0
                  - time.wallTime() / 1000.0);
      assertThat(gauge("push.inbox.waiting")).isEqualTo(1);
      assertThat(gauge("push.inbox.parked")).isZero();
      assertThat(gauge("push.inbox.size")).isEqualTo(4);
      assertThat(gauge("push.hubs.open", "role", "subscriber")).isZero();
      assertThat(gauge("push.pings.waiting")).isZero();
    }
  }

  @Test
  void gauges_leaveOut_whatASmallStoreCannotTell() {
    SubscriptionStore small =
        new RecentLookups(new InMemorySubscriptionStore(), Duration.ZERO, new ManualClock());
    try (MeteredWorld world = new MeteredWorld(registry, small, settings -> settings)) {
      world.subscribe();
      world.deliver("news");

      assertThat(registry.find("push.subscriptions").gauges()).isEmpty();
      assertThat(registry.find("push.leases.next.end").gauges()).isEmpty();
      assertThat(gauge("push.inbox.waiting")).isEqualTo(1);
      assertThat(gauge("push.hubs.open", "role", "subscriber")).isZero();
    }
  }

  @Test
  void gauges_queryTheStoreOnceInAWhile_andHaveNoValueWhereItFails() {
    AtomicInteger queries = new AtomicInteger();
    ForwardingSubscriptionStore store =
        new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
          @Override
          public Map<SubscriptionState, Long> countByState() {
            if (queries.incrementAndGet() == 2) {
              throw new StoreException("away", null);
            }
            return super.countByState();
          }
        };
    try (MeteredWorld world = new MeteredWorld(registry, store, settings -> settings)) {
      world.subscribe();
      for (SubscriptionState state : SubscriptionState.values()) {
        assertThat(gauge("push.subscriptions", "state", lower(state))).isNotNaN();
      }
      time.add(Duration.ofMillis(29_999));
      assertThat(gauge("push.subscriptions", "state", "active")).isEqualTo(1);
      assertThat(queries).hasValue(1);
      time.add(Duration.ofMillis(1));
      assertThat(gauge("push.subscriptions", "state", "active")).isNaN();
      time.add(Duration.ofSeconds(30));
      assertThat(gauge("push.subscriptions", "state", "active")).isEqualTo(1);
      assertThat(queries).hasValue(3);
    }
  }

  @Test
  void hubs_shareATag_afterTheFirstHundred() {
    PushMetrics metrics = new PushMetrics(registry);
    for (int i = 0; i < 300; i++) {
      metrics.rejected(URI.create("https://hub" + i + ".example/"), Rejection.UNSIGNED);
      metrics.rejected(URI.create("https://HUB0.example/"), Rejection.UNSIGNED);
    }
    assertThat(registry.get("push.rejections").tag("reason", "unsigned").counters()).hasSize(101);
    assertThat(counted("push.rejections", "hub", "other")).isEqualTo(200);
    assertThat(counted("push.rejections", "hub", "hub0.example")).isEqualTo(301);
  }

  @Test
  void counters_areThereBeforeTheirFirstEvent_forEachHubThatIsKnown() {
    PushMetrics metrics = new PushMetrics(registry);
    assertThat(counted("push.updates.parked", "hub", "other")).isZero();
    metrics.verified(URI.create("https://hub.example/"), IntentKind.SUBSCRIBE, Duration.ZERO);
    assertThat(counted("push.updates.parked", "hub", "hub.example")).isZero();
    assertThat(counted("push.pings.parked", "hub", "hub.example")).isZero();
    assertThat(timed("push.deliveries", "hub", "hub.example", "result", "not_taken")).isZero();
  }

  @Test
  void close_takesTheGaugesAway() {
    try (MeteredWorld world = new MeteredWorld(registry)) {
      assertThat(registry.getMeters()).isNotEmpty();
      world.metrics.close();
      assertThat(registry.getMeters()).noneMatch(Gauge.class::isInstance);
    }
  }

  private double gauge(String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }

  private double counted(String name, String... tags) {
    return registry.get(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
  }

  private long timed(String name, String... tags) {
    return registry.get(name).tags(tags).timers().stream().mapToLong(Timer::count).sum();
  }

  private static String lower(SubscriptionState state) {
    return state.name().toLowerCase(java.util.Locale.ROOT);
  }
}
