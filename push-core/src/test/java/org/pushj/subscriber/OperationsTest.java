package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.TopicLinks;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;

/** What an operator does: pause, resume, retry, one by one and many at a time. */
class OperationsTest {
  private static final Duration MONTH = Duration.ofDays(30);

  private World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void discover_findsTheTopicAndItsHubs_andAsksNone() {
    URI feed = world.feed();
    assertThat(world.subscriber.discover(SubscriptionRequest.of(feed)))
        .isEqualTo(new TopicLinks(feed, List.of(world.hub.url())));
    assertThat(world.hub.requests()).isEmpty();
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
  }

  @Test
  void countByState_countsWhatIsStored() {
    world.active();
    assertThat(world.subscriber.operations().countByState())
        .containsEntry(SubscriptionState.ACTIVE, 1L)
        .containsEntry(SubscriptionState.FAILED, 0L);
  }

  @Test
  void pause_asksNoHub_untilItIsResumed() {
    World.Held active = world.active();
    SubscriptionId id = active.subscription().id();

    Subscription paused =
        world.subscriber.operations().apply(OperatorAction.PAUSE, id).orElseThrow();
    assertThat(paused.paused()).isTrue();
    assertThat(paused.dueAt()).isNull();
    assertThat(world.deliver(active.request())).as("the lease goes on").isEqualTo(200);
    world.pass(MONTH, Duration.ofDays(1));
    world.subscriber.renew(id);
    world.subscriber.subscribe(active.subscription().request());
    world.subscriber.subscribeLater(active.subscription().request());
    world.subscriber.operations().apply(OperatorAction.RETRY, id);
    world.pass(Duration.ofHours(1));
    assertThat(world.hub.requests()).as("what the hub was asked").hasSize(1);
    assertThat(world.now(paused).stateAt(world.clock.instant()))
        .isEqualTo(SubscriptionState.EXPIRED);

    world.subscriber.operations().apply(OperatorAction.RESUME, id);
    world.pass(Duration.ZERO);
    assertThat(world.hub.requests()).hasSize(2);
    assertThat(world.now(paused).isAliveAt(world.clock.instant())).isTrue();
    assertThat(world.events(Kind.EXPIRED)).as("the end is told at last").hasSize(1);
  }

  @Test
  void pause_isThereForAnotherNode_afterARestart() {
    Subscription active = world.active().subscription();
    world.subscriber.operations().apply(OperatorAction.PAUSE, active.id());
    try (Subscriber another = world.another(settings -> settings)) {
      world.clock.advance(MONTH);
      assertThat(another.runDueWork()).isZero();
      assertThat(another.find(active.id()).orElseThrow().paused()).isTrue();
    }
  }

  @Test
  void pause_takesTheVerification_ofWhatWasAskedBefore() {
    World.Held held = world.held();
    world.subscriber.operations().apply(OperatorAction.PAUSE, held.subscription().id());

    assertThat(world.hub.verify(held.request()).status()).isEqualTo(200);
    Subscription verified = world.now(held.subscription());
    assertThat(verified.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(verified.paused()).isTrue();
    assertThat(verified.dueAt()).isNull();
  }

  @Test
  void unsubscribe_asksTheHub_whenItIsPaused() {
    Subscription active = world.active().subscription();
    world.subscriber.operations().apply(OperatorAction.PAUSE, active.id());

    assertThat(world.subscriber.unsubscribe(active.id())).isTrue();
    world.settle();
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
    assertThat(world.subscriber.find(active.id())).isEmpty();
  }

  @Test
  void retry_makesWhatFailsDueNow_andAsksNobodyItself() {
    world.hub.behaviour(HubBehaviour.refuse(503, "overload"));
    SubscriptionRequest request = SubscriptionRequest.of(world.feed());
    assertThatThrownBy(() -> world.subscriber.subscribe(request)).isInstanceOf(HubException.class);
    Subscription failed = world.onlyOne();
    int asked = world.hub.requests().size();

    world.hub.behaviour(HubBehaviour.inline());
    Subscription retried =
        world.subscriber.operations().apply(OperatorAction.RETRY, failed.id()).orElseThrow();
    assertThat(retried.attempts()).isZero();
    assertThat(retried.dueAt()).isEqualTo(world.clock.instant());
    assertThat(world.hub.requests()).hasSize(asked);
    world.pass(Duration.ZERO);
    assertThat(world.now(failed).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  void retry_leavesAloneWhatIsWell_andWhatIsNotThere() {
    Subscription active = world.active().subscription();
    Subscription before = world.now(active);
    assertThat(world.subscriber.operations().apply(OperatorAction.RETRY, active.id()))
        .contains(before);
    assertThat(
            world
                .subscriber
                .operations()
                .apply(OperatorAction.RETRY, SubscriptionId.next(world.clock.instant())))
        .isEmpty();
  }

  @Test
  void pauseAll_pausesThoseOfOneHub_pageByPage() {
    Subscription elsewhere = later("/elsewhere");
    world.hub.behaviour(HubBehaviour.inline());
    for (int i = 0; i < 5; i++) {
      world.subscriber.subscribe(world.site.advertise("/" + i, world.hub.url()));
    }
    SubscriptionQuery all = SubscriptionQuery.all().withLimit(2);

    assertThat(
            world
                .subscriber
                .operations()
                .applyToAll(OperatorAction.PAUSE, all.withHub(world.hub.url())))
        .isEqualTo(new BulkOutcome(5, 0, null));
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all()))
        .allMatch(each -> each.paused() != each.id().equals(elsewhere.id()));
    assertThat(world.subscriber.operations().applyToAll(OperatorAction.RESUME, all))
        .isEqualTo(new BulkOutcome(5, 0, null));
    assertThat(world.subscriber.operations().applyToAll(OperatorAction.RESUME, all))
        .isEqualTo(new BulkOutcome(0, 0, null));
  }

  @Test
  void retryAll_countsWhatTheStoreCannotChange_andGoesOn() {
    BrokenStore store = new BrokenStore();
    world.close();
    world = new World(store, settings -> settings);
    store.broken = Set.of(later("/1").id(), later("/2").id(), later("/3").id());
    later("/4");

    try (RecordedLog log = new RecordedLog()) {
      assertThat(
              world
                  .subscriber
                  .operations()
                  .applyToAll(OperatorAction.RETRY, SubscriptionQuery.all().withLimit(1)))
          .isEqualTo(new BulkOutcome(1, 3, null));
      assertThat(log.stackTraces()).isEqualTo(1);
      assertThat(log.lines())
          .hasSize(2)
          .contains("WARN 3 subscriptions could not be changed by RETRY");
    }
  }

  @Test
  void pauseAll_endsAfterAWhile_andSaysWhereToGoOn() {
    BrokenStore store = new BrokenStore();
    world.close();
    world = new World(store, settings -> settings);
    List<SubscriptionId> all = IntStream.range(0, 5).mapToObj(i -> later("/" + i).id()).toList();
    store.slow = () -> world.clock.advance(Duration.ofSeconds(8));
    SubscriptionQuery query = SubscriptionQuery.all().withLimit(2);

    BulkOutcome first = world.subscriber.operations().applyToAll(OperatorAction.PAUSE, query);
    assertThat(first).isEqualTo(new BulkOutcome(3, 0, all.get(2)));
    assertThat(
            world
                .subscriber
                .operations()
                .applyToAll(OperatorAction.PAUSE, query.after(first.reached())))
        .isEqualTo(new BulkOutcome(2, 0, null));
  }

  private Subscription later(String path) {
    Subscription kept =
        world.subscriber.subscribeLater(
            SubscriptionRequest.of(URI.create("https://site.example" + path)));
    world.clock.advance(Duration.ofSeconds(1));
    return kept;
  }

  /** A store that cannot change some subscriptions, and takes its time for others. */
  private static final class BrokenStore extends ForwardingSubscriptionStore {
    private Set<SubscriptionId> broken = Set.of();
    private Runnable slow = () -> {};

    BrokenStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public Optional<Subscription> replace(Subscription expected, Subscription next) {
      if (broken.contains(expected.id())) {
        throw new StoreException("broken", null);
      }
      slow.run();
      return super.replace(expected, next);
    }
  }
}
