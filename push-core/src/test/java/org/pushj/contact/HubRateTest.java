package org.pushj.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.Claim;
import org.pushj.spi.HubClient;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;

/** How many requests per second a hub gets, and what becomes of those that are too many. */
class HubRateTest {
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int RATE = 10;
  private static final int MANY = 3_000;

  /** What is saved while nothing is asked: the requests of a second, and two more. */
  private static final int AT_ONCE = 12;

  private static final WorkSettings WORK = WorkSettings.builder().perHubPerSecond(RATE).build();

  private final CountingStore store = new CountingStore();
  private final World world = new World(store, settings -> settings.work(WORK));

  @AfterEach
  void end() {
    world.subscriber.close();
    world.close();
  }

  @Test
  void hub_getsNoMoreThanTheRate_whenManyIntentsWaitForIt() {
    List<Subscription> waiting = later(world.hub, 100);
    List<Integer> seconds = new ArrayList<>();
    int before = 0;
    world.subscriber.runDueWork();
    for (int i = 0; i < 10; i++) {
      world.pass(SECOND, TICK);
      int asked = world.hub.requests("subscribe").size();
      seconds.add(asked - before);
      before = asked;
    }
    assertThat(seconds.get(0)).isEqualTo(AT_ONCE + RATE);
    assertThat(seconds.subList(1, 8)).containsOnly(RATE);
    assertThat(waiting)
        .allMatch(each -> world.now(each).state() == SubscriptionState.ACTIVE)
        .allMatch(each -> store.claims(each) == 1);
  }

  @Test
  void each_isClaimedOnce_whenThousandsWaitForOneHub() {
    CountingStore many = new CountingStore();
    AtomicInteger asked = new AtomicInteger();
    Subscriber subscriber =
        world.another(settings -> settings.store(many).work(WORK).hubClient(accepting(asked)));
    for (int i = 0; i < MANY; i++) {
      subscriber.subscribeLater(request(world.hub, i));
    }
    subscriber.runDueWork();
    Instant end = world.clock.instant().plusSeconds(MANY / RATE);
    while (world.clock.instant().isBefore(end)) {
      world.clock.advance(TICK);
      subscriber.runDueWork();
    }
    assertThat(asked).hasValue(MANY);
    assertThat(many.claims()).isEqualTo(MANY);
  }

  @Test
  void hubs_areAskedAtOnce_whenAnotherHasABacklog() {
    later(world.hub, 100);
    try (FakeHub other = FakeHub.start()) {
      List<Subscription> others = later(other, AT_ONCE);
      world.subscriber.runDueWork();
      world.settle();
      assertThat(world.hub.requests("subscribe")).hasSize(AT_ONCE);
      assertThat(others).allMatch(each -> world.now(each).state() == SubscriptionState.ACTIVE);
    }
  }

  @Test
  void subscription_isAsItWas_whenItsHubHasHadEnough() {
    List<Subscription> waiting = later(world.hub, AT_ONCE + 3);
    world.subscriber.runDueWork();
    world.settle();
    assertThat(waiting).filteredOn(each -> world.now(each).equals(each)).hasSize(3);
  }

  @Test
  void lookUp_isMadeOnce_whenTheHubHasNoRoomAfterIt() {
    world.site.advertise("/late", world.hub.url());
    later(world.hub, AT_ONCE);
    world.subscriber.runDueWork();
    Subscription kept =
        world.subscriber.subscribeLater(SubscriptionRequest.of(world.site.url("/late")));
    world.subscriber.runDueWork();
    assertThat(world.now(kept).state()).isEqualTo(SubscriptionState.PENDING);
    world.pass(SECOND, TICK);
    assertThat(world.now(kept).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.site.requests()).hasSize(1);
    assertThat(store.claims(kept)).isEqualTo(2);
  }

  @Test
  void renewal_goesFirst_whenIntentsWait() {
    Subscription active = world.active().subscription();
    world.clock.advance(Duration.ofDays(7));
    later(world.hub, 1000);
    world.subscriber.renew(active.id());
    world.clock.advance(Duration.ofDays(7).minusSeconds(2));
    world.pass(Duration.ofSeconds(4), TICK);
    assertThat(world.events(Kind.RENEWED)).hasSize(2);
    assertThat(store.claims(active)).isLessThanOrEqualTo(2);
  }

  @Test
  void application_isNotDelayed_andItsRequestsCount() {
    List<Subscription> own = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      own.add(world.subscriber.subscribe(request(world.hub, i)));
    }
    assertThat(world.hub.requests("subscribe")).hasSize(30);
    Subscription kept = world.subscriber.subscribeLater(request(world.hub, 30));
    world.pass(Duration.ofMillis(1500), TICK);
    assertThat(world.now(kept).state()).isEqualTo(SubscriptionState.PENDING);
    world.pass(SECOND, TICK);
    assertThat(world.now(kept).state()).isEqualTo(SubscriptionState.ACTIVE);
    own.forEach(each -> world.subscriber.unsubscribe(each.id()));
    assertThat(world.hub.requests("unsubscribe")).hasSize(30);
  }

  @Test
  void unverified_isCountedOnce_whenTheNextRequestIsHeld() {
    world.hub.behaviour(HubBehaviour.hold());
    Subscription pending = world.subscriber.subscribe(request(world.hub, 0));
    world.clock.advance(Duration.ofHours(1));
    later(world.hub, 40);
    for (int i = 1; i < 20; i++) {
      world.subscriber.subscribe(request(world.hub, 100 + i));
    }
    world.subscriber.runDueWork();
    assertThat(world.now(pending).attempts()).isZero();
    world.pass(Duration.ofSeconds(8), TICK);
    assertThat(world.now(pending).attempts()).isEqualTo(1);
    assertThat(world.events(Kind.UNVERIFIED)).hasSize(1);
  }

  @Test
  void endOfALease_isToldInTime_whenTheRenewalIsHeld() {
    Subscription active = world.active().subscription();
    world.clock.advance(Duration.ofDays(11));
    for (int i = 0; i < 20; i++) {
      world.subscriber.subscribe(request(world.hub, i));
    }
    world.subscriber.runDueWork();
    assertThat(world.events(Kind.EXPIRED)).hasSize(1);
    assertThat(world.now(active).open()).isNull();
    world.pass(Duration.ofSeconds(5), TICK);
    assertThat(world.events(Kind.EXPIRED)).hasSize(1);
    assertThat(world.events(Kind.RESUMED)).hasSize(1);
  }

  @Test
  void endOfASubscription_isAskedForInTurn_whenTheHubMustBeAskedAgain() {
    List<Subscription> ending = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ending.add(world.subscriber.subscribe(request(world.hub, i)));
    }
    world.settle();
    world.hub.behaviour(HubBehaviour.hold());
    ending.forEach(each -> world.subscriber.unsubscribe(each.id()));
    world.pass(Duration.ofDays(1));
    assertThat(world.hub.requests("unsubscribe")).hasSize(20 + AT_ONCE);
    world.pass(Duration.ofSeconds(2), TICK);
    assertThat(world.hub.requests("unsubscribe")).hasSize(40);
    assertThat(ending).allMatch(each -> world.now(each).attempts() == 1);
  }

  @Test
  void retryAfter_isKept_whenItIsLongerThanTheTurn() {
    world.hub.behaviour(HubBehaviour.answer(FakeResponse.of(429).header("Retry-After", "3600")));
    later(world.hub, 40);
    world.pass(Duration.ofMinutes(50), SECOND);
    assertThat(world.hub.requests("subscribe")).hasSize(1);
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofHours(2), Duration.ofSeconds(10));
    assertThat(world.events(Kind.VERIFIED)).hasSize(40);
  }

  @Test
  void threads_lookForThoseWhoseTurnComes_whenThePollIsFarAway() {
    WorkSettings settings =
        WorkSettings.builder().perHubPerSecond(20).poll(Duration.ofHours(1)).build();
    try (World real = new World(more -> more.work(settings).clock(InstantSource.system()))) {
      for (int i = 0; i < 40; i++) {
        real.subscriber.subscribeLater(request(real.hub, i));
      }
      real.subscriber.start();
      real.listener.awaitEvent(Kind.VERIFIED, 40, Duration.ofSeconds(30));
      real.subscriber.close();
    }
  }

  private List<Subscription> later(FakeHub hub, int count) {
    List<Subscription> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(world.subscriber.subscribeLater(request(hub, 1_000_000 + i)));
    }
    return all;
  }

  private static SubscriptionRequest request(FakeHub hub, int number) {
    return SubscriptionRequest.of(URI.create("http://blog.example/" + number)).withHub(hub.url());
  }

  private static HubClient accepting(AtomicInteger asked) {
    return new HubClient() {
      @Override
      public Reply ask(Ask ask) {
        asked.incrementAndGet();
        return Reply.VERIFIED;
      }

      @Override
      public void publish(Ping ping) {
        throw new AssertionError("nothing is published");
      }
    };
  }

  /** Counts how often each subscription is claimed. */
  private static final class CountingStore extends ForwardingSubscriptionStore {
    private final Map<SubscriptionId, Integer> claims = new ConcurrentHashMap<>();

    CountingStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public List<Subscription> claimDue(Claim claim) {
      List<Subscription> claimed = super.claimDue(claim);
      claimed.forEach(each -> claims.merge(each.id(), 1, Integer::sum));
      return claimed;
    }

    int claims(Subscription subscription) {
      return claims.getOrDefault(subscription.id(), 0);
    }

    int claims() {
      return claims.values().stream().mapToInt(Integer::intValue).sum();
    }
  }
}
