package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.RenewalPolicy;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.WorkSettings;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.subscriber.World.Held;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.HubBehaviour;

/** What becomes of a renewal whose process ends in the middle of it. */
class UnfinishedRenewalTest {
  private static final Duration CLAIM = WorkSettings.defaults().claim();
  private static final Duration UNVERIFIED_AFTER = RenewalPolicy.defaults().unverifiedAfter();

  private final AtomicBoolean breaksOff = new AtomicBoolean();
  private final World world = new World(new BreakingStore(), settings -> settings);

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void renewal_isMadeWhenTheClaimEnds_whenItBrokeOffBeforeTheHubWasAsked() {
    Held active = world.active();
    fallDue(active.subscription());
    breaksOff.set(true);
    world.subscriber.runDueWork();
    assertThat(world.hub.requests("subscribe")).hasSize(1);
    assertThat(world.now(active.subscription()).open()).isNotNull();

    world.clock.advance(CLAIM);
    world.subscriber.runDueWork();
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    assertThat(world.now(active.subscription()).open()).isNull();
  }

  @Test
  void hub_isLeftToVerify_whenItHasAcceptedARenewal() {
    Held active = world.active();
    fallDue(active.subscription());
    world.hub.behaviour(HubBehaviour.hold());
    world.subscriber.runDueWork();
    assertThat(world.now(active.subscription()).dueAt())
        .isEqualTo(world.clock.instant().plus(UNVERIFIED_AFTER));
    world.clock.advance(CLAIM);
    world.subscriber.runDueWork();
    assertThat(world.hub.requests("subscribe")).hasSize(2);
  }

  private void fallDue(Subscription subscription) {
    Subscription current = world.now(subscription);
    assertThat(world.store.replace(current, current.withDueAt(world.clock.instant()))).isPresent();
  }

  /** Once, after the next intent is committed, it fails. */
  private final class BreakingStore extends ForwardingSubscriptionStore {
    private final AtomicBoolean committed = new AtomicBoolean();

    private BreakingStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public Optional<Subscription> replace(Subscription expected, Subscription next) {
      Optional<Subscription> stored = super.replace(expected, next);
      committed.set(next.open() != null);
      return stored;
    }

    @Override
    public Optional<Subscription> findById(SubscriptionId id) {
      if (committed.get() && breaksOff.compareAndSet(true, false)) {
        throw new StoreException("the store is gone", null);
      }
      return super.findById(id);
    }
  }
}
