package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.settings.CallbackSettings;
import org.pushj.settings.RenewalPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** Deliveries that go by a look-up before. Each process has one of its own, on one store. */
class KeptLookupsTest {
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final CountingStore store = new CountingStore();
  private final World world = new World(store, KeptLookupsTest::keeping);
  private final Subscriber otherProcess = world.another(KeptLookupsTest::keeping);
  private Held active;

  @BeforeEach
  void deliverTwice() {
    active = world.active();
    // The first one is kept as the time of the last update, and the second one is looked up.
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.deliver(active.request())).isEqualTo(200);
    store.lookUps.set(0);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void delivery_asksTheStoreAgain_onceTheTimeIsOver() {
    world.clock.advance(KEPT.minusMillis(1));
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(store.lookUps).hasValue(0);
    world.clock.advance(Duration.ofMillis(1));
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(store.lookUps).hasValue(1);
    assertThat(world.listener.updates()).hasSize(4);
  }

  @Test
  void verification_asksTheStore_eachTime() {
    world.hub.verify(active.request());
    world.hub.verify(active.request());
    assertThat(store.lookUps).hasValue(2);
  }

  @Test
  void content_isRefusedAtOnce_whenThisProcessHasUnsubscribed() {
    world.hub.behaviour(HubBehaviour.hold());
    world.subscriber.unsubscribe(active.subscription().id());
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertThat(world.listener.updates()).hasSize(2);
  }

  @Test
  void content_isRefusedInTime_whenAnotherProcessHasUnsubscribed() {
    world.hub.behaviour(HubBehaviour.hold());
    otherProcess.unsubscribe(active.subscription().id());
    assertThat(world.deliver(active.request())).isEqualTo(200);
    world.clock.advance(KEPT);
    assertThat(world.deliver(active.request())).isEqualTo(410);
    assertThat(world.listener.updates()).hasSize(3);
  }

  @Test
  void content_isTaken_atACallbackThatAnotherProcessHasJustMovedTo() {
    world.hub.behaviour(HubBehaviour.hold());
    otherProcess.renew(active.subscription().id());
    HubRequest renewal = world.lastRequest();
    assertThat(renewal.callback()).isNotEqualTo(active.request().callback());
    assertThat(world.deliver(renewal)).isEqualTo(404);
    world.hub.verify(renewal);
    assertThat(world.deliver(renewal)).isEqualTo(200);
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.listener.updates()).hasSize(4);
    assertThat(world.events(Kind.REJECTED)).isEmpty();
  }

  @Test
  void forgery_isRejectedOnce_whenTheLookUpIsKept() {
    world.hub.delivery(active.request()).secret(Secret.random().value()).send();
    assertThat(world.events(Kind.REJECTED)).hasSize(1);
    assertThat(world.hub.delivery(active.request()).unsigned().send().status()).isEqualTo(403);
    assertThat(world.events(Kind.REJECTED)).hasSize(2);
    assertThat(world.listener.updates()).hasSize(2);
  }

  private static SubscriberBuilder keeping(SubscriberBuilder builder) {
    return builder
        .renewals(RenewalPolicy.builder().rotatesCallback(true).build())
        .callbacks(CallbackSettings.builder().keepLookups(KEPT).build());
  }

  private static final class CountingStore extends ForwardingSubscriptionStore {
    private final AtomicInteger lookUps = new AtomicInteger();

    CountingStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public Optional<Subscription> findByCallback(CallbackToken callback) {
      lookUps.incrementAndGet();
      return super.findByCallback(callback);
    }
  }
}
