package org.pushj.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.ForwardingUpdateInbox;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.world.InboxWorld;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** How due work is claimed and done, by one caller or by several. */
class DueSubscriptionsTest {
  private static final Duration WHEN_DUE = Duration.ofDays(7);

  private final FailingStore store = new FailingStore();
  private final World world = new World(store, settings -> settings);

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void subscriptions_areAskedForOnce_whenTwoSubscribersWorkAtATime() {
    int count = 40;
    subscribe(count);
    world.clock.advance(WHEN_DUE);
    Subscriber other = world.another(settings -> settings);
    CompletableFuture<Integer> one = CompletableFuture.supplyAsync(world.subscriber::runDueWork);
    CompletableFuture<Integer> two = CompletableFuture.supplyAsync(other::runDueWork);
    assertThat(one.join() + two.join()).isEqualTo(count);
    assertThat(renewals()).hasSize(count).doesNotHaveDuplicates();
  }

  @Test
  void runDueWork_goesOnUntilNothingIsLeft_whenMoreIsDueThanOneBatch() {
    subscribe(35);
    world.clock.advance(WHEN_DUE);
    assertThat(world.subscriber.runDueWork()).isEqualTo(35);
    assertThat(renewals()).hasSize(35).doesNotHaveDuplicates();
    assertThat(world.subscriber.runDueWork()).isZero();
  }

  @Test
  void work_isLeftToTheNextClaim_whenHalfOfItsOwnIsOver() {
    subscribe(5);
    AtomicInteger requests = new AtomicInteger();
    world.hub.behaviour(
        (hub, request) -> {
          if (requests.incrementAndGet() == 2) {
            world.clock.advance(Duration.ofSeconds(151));
          }
          return HubBehaviour.inline().treat(hub, request);
        });
    world.pass(WHEN_DUE);
    assertThat(renewals()).hasSize(2);
    world.pass(Duration.ofSeconds(148));
    assertThat(renewals()).hasSize(2);
    world.pass(Duration.ofSeconds(1));
    assertThat(renewals()).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void runDueWork_stops_andGivesBackWhatItClaimed_whenTheSubscriberIsClosed() {
    subscribe(25);
    AtomicInteger requests = new AtomicInteger();
    world.hub.behaviour(
        (hub, request) -> {
          if (requests.incrementAndGet() == 2) {
            world.subscriber.close();
          }
          return HubBehaviour.inline().treat(hub, request);
        });
    world.clock.advance(WHEN_DUE);
    assertThat(world.subscriber.runDueWork()).isEqualTo(2);
    assertThat(renewals()).hasSize(2);
    assertThat(world.another(settings -> settings).runDueWork()).isEqualTo(23);
    assertThat(renewals()).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void work_goesOnWithTheOthers_whenOneEndsInAnError() {
    List<Subscription> all = subscribe(3);
    store.failing = all.get(1).id();
    store.error = new StackOverflowError("too deep");
    world.clock.advance(WHEN_DUE);
    assertThat(world.subscriber.runDueWork()).isEqualTo(3);
    assertThat(renewals()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void renewals_areMade_whileUpdatesNeverEnd() {
    try (InboxWorld steady = new InboxWorld(DeliverySettings.builder())) {
      AtomicInteger delivered = new AtomicInteger();
      steady.world.listener.whenUpdated(
          update -> {
            boolean renewed = steady.world.hub.requests("subscribe").size() > 1;
            if (!renewed && delivered.incrementAndGet() < 200) {
              steady.post("news " + delivered);
            }
          });
      steady.world.clock.advance(WHEN_DUE);
      steady.post("news");
      steady.work();
      assertThat(steady.world.hub.requests("subscribe")).hasSize(2);
      assertThat(delivered.get()).isLessThan(200);
    }
  }

  @Test
  void renewals_areMade_whenTheInboxFails() {
    ForwardingUpdateInbox broken =
        new ForwardingUpdateInbox(new InMemoryUpdateInbox()) {
          @Override
          public List<InboxEntry> claimDue(Claim claim, boolean inOrder) {
            throw new StoreException("the inbox is away", null);
          }
        };
    try (InboxWorld half = new InboxWorld(broken, DeliverySettings.builder(), more -> more)) {
      half.world.clock.advance(WHEN_DUE);
      assertThatThrownBy(half::work).isInstanceOf(StoreException.class);
      assertThat(half.world.hub.requests("subscribe")).hasSize(2);
    }
  }

  @Test
  void work_goesOnWithTheOthers_whenTheStoreFailsAtOne() {
    List<Subscription> all = subscribe(5);
    store.failing = all.get(2).id();
    try (RecordedLog log = new RecordedLog()) {
      world.pass(WHEN_DUE);
      assertThat(renewals()).hasSize(4).doesNotHaveDuplicates();
      assertThat(log.lines(all.get(2).id())).hasSize(1);
      assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).hasSize(1);
    }
    store.failing = null;
    world.pass(WorkSettings.defaults().claim());
    assertThat(renewals()).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void work_isLoggedOnce_whenItFailsOnManySubscriptionsForLong() {
    subscribe(5);
    store.readOnly = true;
    try (RecordedLog log = new RecordedLog()) {
      world.pass(WHEN_DUE);
      world.pass(WorkSettings.defaults().claim());
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("ERROR Work on subscription ")
          .contains(" failed; it is tried again at ");
      assertThat(log.stackTraces()).isEqualTo(1);
      store.readOnly = false;
      world.pass(WorkSettings.defaults().claim());
      assertThat(log.lines())
          .hasSize(2)
          .contains("INFO Work on subscriptions succeeds again; it failed 10 times");
    }
    assertThat(renewals()).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void runDueWork_throws_andWorksAgain_asTheStoreDoes() {
    subscribe(1);
    world.clock.advance(WHEN_DUE);
    store.down = true;
    assertThatThrownBy(world.subscriber::runDueWork).isInstanceOf(StoreException.class);
    store.down = false;
    assertThat(world.subscriber.runDueWork()).isEqualTo(1);
  }

  @Test
  void callbackBase_isLookedAtAgain_whenTheStoreFailedAtTheFirstTime() {
    subscribe(1);
    Subscriber moved =
        world.another(settings -> settings.callbackBase(URI.create("http://127.0.0.1:9/")));
    store.down = true;
    assertThatThrownBy(moved::runDueWork).isInstanceOf(StoreException.class);
    store.down = false;
    moved.runDueWork();
    assertThat(world.lastRequest().callback()).startsWith("http://127.0.0.1:9/");
  }

  @Test
  void renewal_isMade_whenContentComesWhileTheTopicIsLookedUp() {
    Held active = world.active();
    FakeResponse page =
        FakeResponse.of(200).link(world.site.url("/feed"), "self").link(world.hub.url(), "hub");
    world.site.page(
        "/feed",
        request -> {
          assertThat(world.deliver(active.request())).isEqualTo(200);
          return page;
        });
    world.pass(WHEN_DUE);
    assertThat(renewals()).hasSize(1);
    Subscription renewed = world.now(active.subscription());
    assertThat(renewed.lastUpdateAt()).isEqualTo(world.clock.instant());
    assertThat(renewed.lease().startsAt()).isEqualTo(world.clock.instant());
  }

  @Test
  void renewal_isLeftToWhoWasFaster_whenTheSubscriptionIsRenewedMeanwhile() {
    Held active = world.active();
    FakeResponse page =
        FakeResponse.of(200).link(world.site.url("/feed"), "self").link(world.hub.url(), "hub");
    AtomicInteger looks = new AtomicInteger();
    world.site.page(
        "/feed",
        request -> {
          if (looks.incrementAndGet() == 1) {
            world.subscriber.renew(active.subscription().id());
          }
          return page;
        });
    world.pass(WHEN_DUE);
    assertThat(renewals()).hasSize(1);
    assertThat(world.now(active.subscription()).open()).isNull();
  }

  private List<Subscription> subscribe(int count) {
    List<Subscription> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          world.subscriber.subscribe(
              SubscriptionRequest.of(URI.create("http://blog.example/" + i))
                  .withHub(world.hub.url())));
    }
    return all;
  }

  /** Returns the topics for which the hub was asked once more. */
  private List<String> renewals() {
    List<String> topics =
        new ArrayList<>(world.hub.requests("subscribe").stream().map(HubRequest::topic).toList());
    world
        .subscriber
        .operations()
        .list(SubscriptionQuery.all())
        .forEach(each -> topics.remove(each.topic().toString()));
    return topics;
  }

  /** Fails at one subscription, or altogether, when the test says so. */
  private static final class FailingStore extends ForwardingSubscriptionStore {
    private volatile SubscriptionId failing;
    private volatile @Nullable Error error;
    private volatile boolean down;
    private volatile boolean readOnly;

    FailingStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public Optional<Subscription> replace(Subscription expected, Subscription next) {
      if (expected.id().equals(failing) && error != null) {
        throw error;
      }
      if (readOnly || expected.id().equals(failing)) {
        throw new StoreException("the database is gone", null);
      }
      return super.replace(expected, next);
    }

    @Override
    public List<Subscription> list(SubscriptionQuery query) {
      check();
      return super.list(query);
    }

    @Override
    public List<Subscription> claimDue(Claim claim) {
      check();
      return super.claimDue(claim);
    }

    private void check() {
      if (down) {
        throw new StoreException("the database is gone", null);
      }
    }
  }
}
