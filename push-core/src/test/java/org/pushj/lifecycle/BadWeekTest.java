package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.world.World.registration;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Event;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;

/** A hub's bad week: it says 503 for two days, then denies, then forgets all, and comes back. */
class BadWeekTest {
  private static final int SUBSCRIPTIONS = 50;
  private static final long MAX_REQUESTS = 50;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration STEP = Duration.ofMinutes(15);

  /** Some leases end in each part of the week, and some outlive it. */
  private static final int[] LEASE_DAYS = {1, 2, 3, 5, 7};

  private final World world = new World();
  private final RecordedLog log = new RecordedLog();
  private final List<SubscriptionId> all = new ArrayList<>();
  private final Map<SubscriptionId, Lease> ended = new HashMap<>();

  @AfterEach
  void end() {
    log.close();
    world.close();
  }

  @Test
  void week_hurtsNoLease_andEndsWithEverySubscriptionActive() {
    subscribeAll();

    world.hub.behaviour(overloaded());
    live(DAY.multipliedBy(2));
    world.hub.behaviour(denying());
    live(DAY);
    world.hub.behaviour(HubBehaviour.hold());
    live(DAY.multipliedBy(2));
    Map<String, Long> requests =
        world.hub.requests("subscribe").stream()
            .collect(Collectors.groupingBy(HubRequest::topic, Collectors.counting()));
    world.hub.behaviour(HubBehaviour.inline());
    live(DAY.multipliedBy(2));

    assertThat(requests.values()).allSatisfy(count -> assertThat(count).isLessThan(MAX_REQUESTS));
    assertThat(ended).hasSizeBetween(SUBSCRIPTIONS / 2, SUBSCRIPTIONS - 1);
    for (SubscriptionId id : all) {
      Subscription now = world.subscriber.find(id).orElseThrow();
      assertThat(now.state()).isEqualTo(SubscriptionState.ACTIVE);
      assertThat(now.isAliveAt(world.clock.instant())).isTrue();
      assertThat(now.problem()).isNull();
      assertThat(now.attempts()).isZero();
      assertThat(world.deliver(current(now))).isEqualTo(200);
      assertGapIsTold(id);
      assertLogTellsEachChangeOnce(id);
    }
    assertThat(log.stackTraces()).isZero();
    assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
  }

  private void subscribeAll() {
    for (int i = 0; i < SUBSCRIPTIONS; i++) {
      Subscription subscription =
          world.subscriber.subscribe(
              SubscriptionRequest.of(URI.create("http://blog.example/" + i))
                  .withHub(world.hub.url())
                  .withLease(DAY.multipliedBy(LEASE_DAYS[i % LEASE_DAYS.length])));
      all.add(subscription.id());
    }
  }

  /** Lets time pass; as long as a lease runs, what the hub delivers is taken. */
  private void live(Duration time) {
    Instant end = world.clock.instant().plus(time);
    for (int step = 0; world.clock.instant().isBefore(end); step++) {
      Instant now = world.clock.advance(STEP);
      world.subscriber.runDueWork();
      boolean delivers = step % 24 == 0;
      for (SubscriptionId id : all) {
        Subscription subscription = world.subscriber.find(id).orElseThrow();
        assertThat(subscription.dueAt()).isAfter(now);
        if (!subscription.isAliveAt(now)) {
          ended.putIfAbsent(subscription.id(), subscription.lease());
        }
        if (delivers) {
          assertThat(world.deliver(current(subscription)))
              .isEqualTo(subscription.isAliveAt(now) ? 200 : 503);
        }
      }
    }
  }

  /** Returns the request whose callback counts: after a denial it is a new one. */
  private HubRequest current(Subscription subscription) {
    String callback = registration(subscription).callbackUrl().toString();
    return world.hub.requests("subscribe").stream()
        .filter(request -> request.callback().equals(callback))
        .findFirst()
        .orElseThrow();
  }

  private void assertGapIsTold(SubscriptionId id) {
    List<Event> expired = events(Kind.EXPIRED, id);
    List<Event> resumed = events(Kind.RESUMED, id);
    if (!ended.containsKey(id)) {
      assertThat(expired).isEmpty();
      assertThat(resumed).isEmpty();
      return;
    }
    assertThat(expired).hasSize(1);
    assertThat(resumed).hasSize(1);
    assertThat(events(Kind.VERIFIED, id)).hasSize(2);
    assertThat(resumed.get(0).from()).isEqualTo(ended.get(id).endsAt());
    assertThat(resumed.get(0).to()).isEqualTo(resumed.get(0).subscription().lease().startsAt());
  }

  private List<Event> events(Kind kind, SubscriptionId id) {
    return world.events(kind).stream()
        .filter(event -> event.subscription().id().equals(id))
        .toList();
  }

  private void assertLogTellsEachChangeOnce(SubscriptionId id) {
    List<String> kinds = log.lines(id).stream().map(BadWeekTest::kindOf).toList();
    assertThat(kinds).startsWith("asked", "active");
    assertThat(kinds.subList(2, kinds.size()))
        .doesNotHaveDuplicates()
        .isSubsetOf(
            "failed",
            "denied",
            "overdue",
            "not verified",
            "ended",
            "asked",
            "active",
            "renewed",
            "gap");
    if (ended.containsKey(id)) {
      assertThat(kinds).contains("ended").endsWith("active", "gap");
    }
    if (!events(Kind.DENIED, id).isEmpty()) {
      assertThat(kinds).contains("denied");
    }
  }

  private static String kindOf(String line) {
    Map<String, String> kinds =
        Map.of(
            "INFO .* is PENDING: asking the hub .*", "asked",
            "INFO .* is ACTIVE until [^,]*", "active",
            "INFO .* is ACTIVE until .*, renewed", "renewed",
            "WARN .* after a failure: .*503.*", "failed",
            "WARN .* is denied by its hub: .*", "denied",
            "WARN The callback base may be wrong.*", "overdue",
            "WARN .* and its hub is asked again: .*", "not verified",
            "WARN .* is EXPIRED: its lease has ended.*", "ended",
            "INFO .* has a gap from .*", "gap");
    return kinds.entrySet().stream()
        .filter(kind -> line.matches(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(line);
  }

  private static HubBehaviour overloaded() {
    return HubBehaviour.answer(FakeResponse.of(503).header("Retry-After", "1800"));
  }

  private static HubBehaviour denying() {
    return (hub, request) -> {
      hub.deny(request, "your quota is used up");
      return FakeResponse.of(202);
    };
  }
}
