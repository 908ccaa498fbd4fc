package org.pushj.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.Claim;
import org.pushj.spi.HubClient;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.World;

/** What a whole renewal costs: calls of the store, and classes on the way to the hub. */
class RenewalCostTest {
  private static final Duration LEASE = Duration.ofDays(10);

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

  @Test
  void renewal_passesFiveClasses_fromClaimToHub() {
    List<String> classes = new ArrayList<>();
    HubClient hub = new StackClient(classes);
    try (World world = new World(settings -> settings.hubClient(hub))) {
      world.subscriber.subscribe(world.feed());
      classes.clear();

      world.pass(LEASE);

      assertThat(classes).startsWith(DueSubscriptions.class.getName());
      assertThat(classes).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(5);
      assertThat(classes).contains(Lifecycles.class.getName());
    }
  }

  /** Keeps the calls of a store, in order. A claim that finds nothing is none. */
  private static final class CountingStore extends ForwardingSubscriptionStore {
    final List<String> writes = new ArrayList<>();
    final List<String> reads = new ArrayList<>();

    CountingStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public boolean add(Subscription subscription) {
      writes.add("add");
      return super.add(subscription);
    }

    @Override
    public Optional<Subscription> replace(Subscription expected, Subscription next) {
      writes.add("replace");
      return super.replace(expected, next);
    }

    @Override
    public boolean remove(Subscription expected) {
      writes.add("remove");
      return super.remove(expected);
    }

    @Override
    public List<Subscription> claimDue(Claim claim) {
      List<Subscription> claimed = super.claimDue(claim);
      if (!claimed.isEmpty()) {
        writes.add("claimDue");
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

  /** Grants everything, and keeps the classes that led to the last request, from the claim on. */
  private record StackClient(List<String> classes) implements HubClient {

    @Override
    public HubClient.Reply ask(HubClient.Ask ask) {
      classes.clear();
      StackTraceElement[] stack = new Throwable().getStackTrace();
      for (int i = 1; i < stack.length && !isClaim(classes); i++) {
        String name = stack[i].getClassName();
        if (name.startsWith("org.pushj.") && !isFirst(name)) {
          classes.add(0, name);
        }
      }
      return HubClient.Reply.VERIFIED;
    }

    private boolean isFirst(String name) {
      return !classes.isEmpty() && classes.get(0).equals(name);
    }

    private static boolean isClaim(List<String> classes) {
      return !classes.isEmpty() && classes.get(0).equals(DueSubscriptions.class.getName());
    }

    @Override
    public void publish(HubClient.Ping ping) {
      throw new UnsupportedOperationException("nothing is published here");
    }
  }
}
