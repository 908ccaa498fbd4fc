package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener;
import org.pushj.world.CommittingStore;
import org.pushj.world.World;

/** Requests to hubs wait for the commit, where the store is in a transaction of the caller. */
class DeferredRequestTest {
  private final CommittingStore store = new CommittingStore();
  private final World world = new World(store, settings -> settings);

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void subscribe_returnsThePendingSubscription_andAsksTheHubAfterTheCommit() {
    store.begin();
    Subscription pending = world.subscriber.subscribe(world.feed());

    assertThat(pending.state()).isEqualTo(SubscriptionState.PENDING);
    assertThat(world.hub.requests()).isEmpty();

    store.commit();
    assertThat(world.hub.requests("subscribe")).hasSize(1);
    assertThat(world.now(pending).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  void unsubscribe_asksTheHubAfterTheCommit() {
    Subscription active = world.active().subscription();
    store.begin();

    assertThat(world.subscriber.unsubscribe(active.id())).isTrue();
    assertThat(world.hub.requests("unsubscribe")).isEmpty();
    assertThat(world.now(active).state()).isEqualTo(SubscriptionState.UNSUBSCRIBING);

    store.commit();
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
    assertThat(world.subscriber.find(active.id())).isEmpty();
  }

  @Test
  void unsubscribe_tellsTheListenerAfterTheCommit_whenNoLeaseRuns() {
    Subscription failed = world.held().subscription();
    assertThat(store.replace(failed, failed.toBuilder().open(null).build())).isPresent();
    store.begin();

    assertThat(world.subscriber.unsubscribe(failed.id())).isTrue();
    assertThat(world.events()).isEmpty();

    store.commit();
    assertThat(world.events())
        .extracting(RecordingListener.Event::kind)
        .containsExactly(RecordingListener.Kind.UNSUBSCRIBED);
  }

  @Test
  void refusal_isRecordedAndTold_notThrown() {
    world.hub.behaviour(HubBehaviour.refuse(403, "no"));
    store.begin();
    Subscription pending = world.subscriber.subscribe(world.feed());
    store.commit();

    assertThat(world.now(pending).state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(world.now(pending).problem()).contains("403");
    assertThat(world.events())
        .extracting(RecordingListener.Event::kind)
        .containsExactly(RecordingListener.Kind.FAILED);
  }

  @Test
  void hub_isNotAsked_forWhatTheTransactionHasTakenBack() {
    store.begin();
    Subscription pending = world.subscriber.subscribe(world.feed());
    assertThat(world.subscriber.unsubscribe(pending.id())).isTrue();
    store.commit();

    assertThat(world.hub.requests("subscribe")).isEmpty();
    assertThat(world.subscriber.find(pending.id())).isEmpty();
  }
}
