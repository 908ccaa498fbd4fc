package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.Claim;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.ManualClock;

class RecentLookupsTest {
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final URI BASE = URI.create("https://reader.example/push/");

  private final ManualClock clock = new ManualClock(Instant.parse("2026-06-02T10:00:00Z"));
  private final InMemorySubscriptionStore store = new InMemorySubscriptionStore();
  private final RecentLookups lookups = new RecentLookups(store, KEPT, clock);

  @Test
  void lookUp_isRemembered_untilItsTimeIsOver() {
    Subscription added = added(1);
    CallbackToken token = token(added);
    assertThat(lookups.remembered(token)).isEmpty();
    assertThat(lookups.look(token)).contains(added);
    clock.advance(KEPT.minusMillis(1));
    assertThat(lookups.remembered(token)).contains(added);
    clock.advance(Duration.ofMillis(1));
    assertThat(lookups.remembered(token)).isEmpty();
    clock.advance(KEPT.multipliedBy(-2));
    assertThat(lookups.remembered(token)).isEmpty();
  }

  @Test
  void lookUp_isForgotten_whenTheSubscriptionIsChangedOrClaimed() {
    Subscription added = added(1);
    CallbackToken token = token(added);
    lookups.look(token);
    Subscription replaced = lookups.replace(added, added.withDueAt(clock.instant())).orElseThrow();
    assertThat(lookups.remembered(token)).isEmpty();
    lookups.look(token);
    Subscription claimed =
        lookups.claimDue(Claim.of(clock.instant(), clock.instant().plus(KEPT), 1)).get(0);
    assertThat(claimed.id()).isEqualTo(replaced.id());
    assertThat(lookups.remembered(token)).isEmpty();
    lookups.look(token);
    assertThat(lookups.remove(claimed)).isTrue();
    assertThat(lookups.remembered(token)).isEmpty();
  }

  @Test
  void absence_isNotRemembered() {
    Subscription added = subscription(1);
    assertThat(lookups.look(token(added))).isEmpty();
    lookups.add(added);
    assertThat(lookups.remembered(token(added))).isEmpty();
    assertThat(lookups.look(token(added))).isPresent();
  }

  @Test
  void lookUp_isNotRemembered_whenTheSubscriptionIsChangedMeanwhile() {
    Subscription added = added(1);
    SlowStore slow = new SlowStore(store);
    RecentLookups both = new RecentLookups(slow, KEPT, clock);
    slow.afterRead = () -> both.replace(added, added.toBuilder().wanted(false).build());
    assertThat(both.look(token(added)).map(Subscription::wanted)).contains(true);
    assertThat(both.remembered(token(added))).isEmpty();
  }

  @Test
  void lookUps_areBounded_andTheLeastRecentlyUsedIsForgotten() {
    List<Subscription> many = IntStream.range(0, 10_001).mapToObj(this::added).toList();
    many.subList(0, 10_000).forEach(each -> lookups.look(token(each)));
    assertThat(lookups.remembered(token(many.get(0)))).isPresent();
    lookups.look(token(many.get(10_000)));
    assertThat(lookups.remembered(token(many.get(0)))).isPresent();
    assertThat(lookups.remembered(token(many.get(1)))).isEmpty();
  }

  @Test
  void nothing_isRemembered_whenThatIsOff() {
    RecentLookups off = new RecentLookups(store, Duration.ZERO, clock);
    Subscription added = added(1);
    assertThat(off.look(token(added))).isPresent();
    assertThat(off.remembered(token(added))).isEmpty();
  }

  private Subscription added(int number) {
    Subscription made = subscription(number);
    assertThat(store.add(made)).isTrue();
    return made;
  }

  private Subscription subscription(int number) {
    Instant now = clock.instant();
    URI topic = URI.create("https://example.com/" + number);
    Registration registration =
        new Registration(
            new Target(topic, URI.create("https://hub.example/")),
            CallbackToken.random(),
            BASE,
            null);
    return Subscription.builder(SubscriptionId.next(now), SubscriptionRequest.of(topic), now)
        .grant(new Grant(registration, new Lease(now, now.plus(Duration.ofDays(1)))))
        .build();
  }

  private static CallbackToken token(Subscription subscription) {
    return subscription.registration().orElseThrow().callback();
  }

  /** Does something between the reading of a subscription and its return. */
  private static final class SlowStore extends ForwardingSubscriptionStore {
    private Runnable afterRead = () -> {};

    SlowStore(InMemorySubscriptionStore store) {
      super(store);
    }

    @Override
    public Optional<Subscription> findByCallback(CallbackToken callback) {
      Optional<Subscription> found = super.findByCallback(callback);
      afterRead.run();
      return found;
    }
  }
}
