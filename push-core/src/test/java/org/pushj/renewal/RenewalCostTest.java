package org.pushj.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.Claim;
import org.pushj.spi.HubClient;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.ClassEntries;
import org.pushj.world.World;

/** What a whole renewal costs: calls of the store, and of one class into another. */
class RenewalCostTest {
  private static final Duration LEASE = Duration.ofDays(10);

  /** Classes on the way to each write: ten before the request, seven after it. */
  private static final int MAX_CLASSES = 10;

  /** Calls from one of them into another: 24 before the request, 8 after it. */
  private static final int MAX_ENTRIES = 26;

  private static final Set<String> VALUES = Set.of("Transition", "Effect");

  @Test
  void renewal_takesThreeWritesAndTwoReads_whenTheHubVerifiesAtOnce() {
    assertCost(HubBehaviour.inline(), world -> {});
  }

  @Test
  void renewal_takesThreeWritesAndTwoReads_whenTheHubVerifiesLater() {
    assertCost(HubBehaviour.hold(), world -> world.hub.verify(world.lastRequest()));
  }

  private static void assertCost(HubBehaviour behaviour, Consumer<World> later) {
    CountingStore store = new CountingStore();
    try (World world = new World(store, settings -> settings)) {
      world.hub.grant(LEASE);
      Subscription before = world.active().subscription();
      world.hub.behaviour(behaviour);
      store.writes.clear();
      store.reads.clear();

      world.pass(LEASE.multipliedBy(2).dividedBy(3));
      later.accept(world);

      assertThat(store.writes).containsExactly("claimDue", "replace", "replace");
      assertThat(store.reads).hasSizeLessThanOrEqualTo(2).startsWith("findByCallback");
      assertThat(world.now(before).lease().startsAt()).isEqualTo(world.clock.instant());
      assertThat(world.now(before).open()).isNull();
    }
  }

  /** Values are left out: what happened, what follows, and the next subscription. */
  @Test
  void renewal_entersFewClasses_betweenOneWriteAndTheNext() {
    CountingStore store = new CountingStore();
    try (World world = new World(store, settings -> settings.hubClient(new GrantingClient()))) {
      world.subscriber.subscribe(world.feed());
      // Classes that are loaded while they are watched may be missed.
      world.pass(Duration.ofHours(16));
      store.writes.clear();
      List<Map<String, Integer>> entered = new ArrayList<>();
      try (ClassEntries entries = ClassEntries.into("org\\.pushj\\.(renewal|lifecycle)")) {
        store.onWrite = () -> entered.add(counts(entries.take()));
        world.pass(Duration.ofHours(16));
        entered.add(counts(entries.take()));
      }
      assertThat(store.writes).containsExactly("claimDue", "replace", "replace");
      assertThat(entered)
          .allSatisfy(each -> assertThat(each).hasSizeLessThanOrEqualTo(MAX_CLASSES))
          .allSatisfy(each -> assertThat(sum(each)).isLessThanOrEqualTo(MAX_ENTRIES));
      assertThat(entered.get(1)).containsEntry("TopicLookup", 1).containsEntry("Timer", 1);
      assertThat(entered.get(2)).containsEntry("HubAsker", 1).containsEntry("HubAnswer", 1);
    }
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<String, Integer> counts(List<String> entries) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String each : entries) {
      if (!VALUES.contains(each)) {
        counts.merge(each, 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Keeps the calls of a store, in order. A claim that finds nothing is none. */
  private static final class CountingStore extends ForwardingSubscriptionStore {
    final List<String> writes = new ArrayList<>();
    final List<String> reads = new ArrayList<>();
    Runnable onWrite = () -> {};

    CountingStore() {
      super(new InMemorySubscriptionStore());
    }

    private void written(String what) {
      writes.add(what);
      onWrite.run();
    }

    @Override
    public boolean add(Subscription subscription) {
      written("add");
      return super.add(subscription);
    }

    @Override
    public Optional<Subscription> replace(Subscription expected, Subscription next) {
      written("replace");
      return super.replace(expected, next);
    }

    @Override
    public boolean remove(Subscription expected) {
      written("remove");
      return super.remove(expected);
    }

    @Override
    public List<Subscription> claimDue(Claim claim) {
      List<Subscription> claimed = super.claimDue(claim);
      if (!claimed.isEmpty()) {
        written("claimDue");
      }
      return claimed;
    }

    @Override
    public Optional<Subscription> findById(SubscriptionId id) {
      reads.add("findById");
      return super.findById(id);
    }

    @Override
    public Optional<Subscription> findByCallback(CallbackToken callback) {
      reads.add("findByCallback");
      return super.findByCallback(callback);
    }

    @Override
    public Optional<Subscription> findByKey(String key) {
      reads.add("findByKey");
      return super.findByKey(key);
    }
  }

  /** Grants everything at once. */
  private record GrantingClient() implements HubClient {

    @Override
    public HubClient.Reply ask(HubClient.Ask ask) {
      return HubClient.Reply.VERIFIED;
    }

    @Override
    public void publish(HubClient.Ping ping) {
      throw new UnsupportedOperationException("nothing is published here");
    }
  }
}
