package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.CommittingStore;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** In a caller's transaction the intent is written; no hub is asked before the commit. */
class IntentInTransactionTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final CommittingStore store = new CommittingStore();
  private final World world = new World(store, settings -> settings);

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void subscribe_looksNothingUp_beforeTheCommit() {
    URI feed = world.feed();
    store.begin();
    Subscription pending = world.subscriber.subscribe(feed);
    assertThat(pending.state()).isEqualTo(SubscriptionState.PENDING);
    assertThat(world.site.requests()).isEmpty();
    assertThat(world.hub.requests()).isEmpty();

    store.commit();
    assertThat(world.site.requests()).hasSize(1);
    assertThat(world.hub.requests("subscribe")).hasSize(1);
    assertThat(world.now(pending).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.subscriber.runDueWork()).isZero();
  }

  @Test
  void subscribeAndLater_askNobody_whenRolledBack() {
    URI feed = world.feed();
    List<Subscription> pending = new ArrayList<>();
    store.begin();
    pending.add(world.subscriber.subscribe(feed));
    pending.add(world.subscriber.subscribeLater(SubscriptionRequest.of(feed.resolve("/other"))));
    store.rollBack();
    pending.forEach(each -> assertThat(store.remove(each)).isTrue());

    world.pass(Duration.ofDays(1), Duration.ofHours(1));
    assertThat(world.site.requests()).isEmpty();
    assertThat(world.hub.requests()).isEmpty();
    assertThat(world.listener.events()).isEmpty();
  }

  @Test
  void subscribe_isTakenOverByOthers_whenTheProcessDiesAfterItsCommit() {
    URI feed = world.feed();
    store.begin();
    Subscription pending = world.subscriber.subscribe(feed);
    store.rollBack();

    Subscriber other = world.another(settings -> settings);
    assertThat(other.runDueWork()).isZero();
    world.clock.advance(Duration.ofMinutes(5));
    assertThat(other.runDueWork()).isEqualTo(1);
    assertThat(world.now(pending).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  void collection_isIntentsOnly() {
    store.begin();
    List<SubscribeOutcome> outcomes =
        world.subscriber.subscribe(
            List.of(
                SubscriptionRequest.of(world.feed()),
                SubscriptionRequest.of(world.site.page("/none", FakeResponse.of(200)))));
    assertThat(outcomes)
        .extracting(each -> each.subscription().map(Subscription::state).orElseThrow())
        .containsExactly(SubscriptionState.PENDING, SubscriptionState.PENDING);
    assertThat(world.site.requests()).isEmpty();

    store.commit();
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all()))
        .extracting(Subscription::state)
        .containsExactlyInAnyOrder(SubscriptionState.ACTIVE, SubscriptionState.FAILED);
    world.assertHeard(Kind.FAILED, 1);
  }

  @Test
  void renew_looksNothingUp_beforeTheCommit() {
    Held active = world.active();
    int pages = world.site.requests().size();
    store.begin();
    assertThat(world.subscriber.renew(active.subscription().id())).isPresent();
    assertThat(world.site.requests()).hasSize(pages);
    assertThat(world.hub.requests()).hasSize(1);
    store.commit();
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    world.assertHeard(Kind.RENEWED, 1);
  }

  @Test
  @DisplayName("UNS-3: the hub answers 503 after the commit; the end is still wanted an hour later")
  void unsubscribe_isStillWanted_anHourAfterTheHubAnswered503() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.refuse(503, "later"));
    store.begin();
    assertThat(world.subscriber.unsubscribe(active.subscription().id())).isTrue();
    assertThat(world.hub.requests("unsubscribe")).isEmpty();
    store.commit();
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);

    world.pass(Duration.ofHours(1), MINUTE);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.UNSUBSCRIBING);
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertThat(world.hub.requests("subscribe")).hasSize(1);
    assertThat(world.hub.requests("unsubscribe")).hasSizeGreaterThan(3);

    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofHours(2), MINUTE);
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
    world.assertHeard(Kind.UNSUBSCRIBED, 1);
  }

  @Test
  void forget_tellsAfterTheCommit_andAsksNobody() {
    Held active = world.active();
    store.begin();
    assertThat(world.subscriber.forget(active.subscription().id())).isTrue();
    assertThat(world.listener.events(Kind.UNSUBSCRIBED)).isEmpty();
    store.commit();
    world.assertHeard(Kind.UNSUBSCRIBED, 1);
    assertThat(world.hub.requests("unsubscribe")).isEmpty();
    assertThat(world.deliver(active.request())).isEqualTo(410);
  }
}
