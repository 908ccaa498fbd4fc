package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;

/**
 * Random walks of 100,000 events in all. {@link WalkedStore} checks each change: an active lease is
 * never cut short, an intent is never lost, nothing unasked is confirmed, a due time is set
 * whenever there is work, at most one request is open, and no two parts contradict each other.
 */
class LifecycleWalkTest {
  private static final int EVENTS = 10_000;
  private static final Set<SubscriptionState> SEEN = EnumSet.noneOf(SubscriptionState.class);

  @AfterAll
  static void walks_comeThroughAllStates() {
    assertThat(SEEN).isEqualTo(EnumSet.allOf(SubscriptionState.class));
  }

  @ParameterizedTest(name = "walk {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void lifecycle_keepsItsPromises_whateverHappens(int seed) {
    Walk walk = new Walk(seed);
    walk.run(EVENTS);
    SEEN.addAll(walk.store().seen());
    assertThat(walk.store().events()).isGreaterThanOrEqualTo(EVENTS);
    assertThat(walk.store().all())
        .allMatch(each -> each.stateAt(walk.now()) == SubscriptionState.ACTIVE)
        .extracting(Subscription::key)
        .containsExactlyInAnyOrderElementsOf(
            Walk.requests().stream().map(SubscriptionRequest::key).toList());
  }
}
