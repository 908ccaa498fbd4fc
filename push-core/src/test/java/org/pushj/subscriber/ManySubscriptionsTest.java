package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.settings.RetryPolicy;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** Many subscriptions at once, and waiting for one of them. */
class ManySubscriptionsTest {
  private static final int MANY = 2_000;
  private static final int PER_HUB = 3;

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final World world = new World();

  @AfterEach
  void end() {
    world.subscriber.close();
    world.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void intents_areWorkedOff_atThePaceThatAHubAllows(boolean discovered) {
    WorkSettings pace = WorkSettings.builder().perHub(PER_HUB).poll(Duration.ofMillis(50)).build();
    // Of so many requests one may meet a connection that the hub has just closed.
    RetryPolicy soon = RetryPolicy.between(Duration.ofMillis(100), Duration.ofSeconds(1));
    try (World busy =
        new World(settings -> settings.work(pace).retries(soon).clock(InstantSource.system()))) {
      workOff(busy, discovered);
    }
  }

  private void workOff(World busy, boolean discovered) {
    busy.hub.behaviour(this::counted);
    busy.subscriber.start();
    for (int i = 0; i < MANY; i++) {
      busy.subscriber.subscribeLater(discovered ? discovered(busy, i) : given(busy, i));
    }
    busy.listener.awaitEvent(Kind.VERIFIED, MANY, Duration.ofMinutes(3));
    busy.subscriber.close();
    assertThat(most.get()).isBetween(1, PER_HUB);
    assertThat(busy.hub.requests("subscribe")).hasSizeLessThan(MANY + 10);
    assertThat(busy.subscriber.operations().list(SubscriptionQuery.all().withLimit(1000)))
        .extracting(Subscription::state)
        .containsOnly(SubscriptionState.ACTIVE);
  }

  @Test
  void collection_hasAnOutcomeForEach() {
    SubscriptionRequest good = SubscriptionRequest.of(world.feed());
    SubscriptionRequest hubless =
        SubscriptionRequest.of(world.site.page("/none", FakeResponse.of(200)));
    try (FakeHub refusing = FakeHub.start().behaviour(HubBehaviour.refuse(403, "no"))) {
      SubscriptionRequest refused =
          SubscriptionRequest.of(world.site.advertise("/refused", refusing.url()));

      List<SubscribeOutcome> outcomes = world.subscriber.subscribe(List.of(good, hubless, refused));

      assertThat(outcomes)
          .extracting(SubscribeOutcome::request)
          .containsExactly(good, hubless, refused);
      assertThat(outcomes.get(0).subscription().map(Subscription::state))
          .contains(SubscriptionState.ACTIVE);
      assertThat(outcomes.get(0).failure()).isEmpty();
      assertThat(outcomes.get(1).subscription()).isEmpty();
      assertThat(outcomes.get(1).failure().orElseThrow()).isInstanceOf(DiscoveryException.class);
      assertThat(outcomes.get(2).subscription()).isEmpty();
      assertThat(outcomes.get(2).failure().orElseThrow()).isInstanceOf(HubException.class);
      SubscriptionId failed =
          outcomes.get(2).failure().flatMap(each -> each.subscription()).orElseThrow();
      assertThat(world.subscriber.find(failed).map(Subscription::state))
          .contains(SubscriptionState.FAILED);
      assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).hasSize(2);
    }
  }

  @Test
  void collection_hasTheOutcomesOfTheOthers_whenTheStoreFailsForOne() {
    StoreException failure = new StoreException("the row is too long", null);
    ForwardingSubscriptionStore failing =
        new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
          @Override
          public boolean add(Subscription subscription) {
            if (subscription.request().resource().getPath().equals("/feed1")) {
              throw failure;
            }
            return super.add(subscription);
          }
        };
    try (World other = new World(failing, settings -> settings)) {
      List<SubscribeOutcome> outcomes =
          other.subscriber.subscribe(
              List.of(discovered(other, 0), discovered(other, 1), discovered(other, 2)));
      assertThat(outcomes)
          .extracting(each -> each.subscription().isPresent())
          .containsExactly(true, false, true);
      assertThat(outcomes.get(1).failure()).containsSame(failure);
    }
  }

  @Test
  void collection_mayBeEmpty() {
    assertThat(world.subscriber.subscribe(List.of())).isEmpty();
  }

  @Test
  void awaitActive_returnsTheSubscription_onceTheHubHasVerifiedIt() throws Exception {
    world.hub.behaviour(HubBehaviour.later());
    Subscription pending = world.subscriber.subscribe(world.feed());
    Optional<Subscription> active = world.subscriber.awaitActive(pending.id(), World.SOON);
    assertThat(active.map(Subscription::state)).contains(SubscriptionState.ACTIVE);
    assertThat(active.map(Subscription::id)).contains(pending.id());
  }

  @Test
  void awaitActive_isEmpty_whenTheHubDoesNotVerifyInTime() throws Exception {
    Held held = world.held();
    assertThat(world.subscriber.awaitActive(held.subscription().id(), Duration.ofMillis(100)))
        .isEmpty();
    assertThat(world.subscriber.awaitActive(held.subscription().id(), Duration.ZERO)).isEmpty();
  }

  @Test
  void awaitActive_isEmpty_whenTheLeaseIsOver() throws Exception {
    Subscription active = world.active().subscription();
    assertThat(world.subscriber.awaitActive(active.id(), Duration.ZERO)).isPresent();
    world.clock.advance(Duration.ofDays(3650));
    assertThat(world.subscriber.awaitActive(active.id(), Duration.ZERO)).isEmpty();
  }

  @Test
  void awaitActive_isEmptyAtOnce_whenThereIsNoSuchSubscription() throws Exception {
    Subscription active = world.active().subscription();
    world.subscriber.unsubscribe(active.id());
    assertThat(world.subscriber.awaitActive(active.id(), Duration.ofDays(1))).isEmpty();
  }

  private static SubscriptionRequest discovered(World world, int number) {
    return SubscriptionRequest.of(world.site.advertise("/feed" + number, world.hub.url()));
  }

  /** Each of them at a site of its own. */
  private static SubscriptionRequest given(World world, int number) {
    return SubscriptionRequest.of(URI.create("http://site" + number + ".example/feed"))
        .withHub(world.hub.url());
  }

  private FakeResponse counted(FakeHub hub, HubRequest request) {
    int now = running.incrementAndGet();
    most.accumulateAndGet(now, Math::max);
    try {
      return HubBehaviour.inline().treat(hub, request);
    } finally {
      running.decrementAndGet();
    }
  }
}
