package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pushj.tck.StoreChecks.added;
import static org.pushj.tck.StoreChecks.assertHolds;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionStore;

/** Races of threads at a store, in which one wins. */
final class StoreRaces {
  private StoreRaces() {}

  /** Lets several add what has the same in it; {@code peer} returns the second way to a store. */
  static void ofAdding(
      SubscriptionStore store,
      UnaryOperator<SubscriptionStore> peer,
      UnaryOperator<SubscriptionBuilder> same) {
    List<Subscription> all = new ArrayList<>();
    for (int i = 0; i < Race.THREADS; i++) {
      all.add(same.apply(SubscriptionBuilder.active()).build());
    }

    List<Boolean> wins =
        Race.between(store, peer.apply(store), (way, number) -> way.add(all.get(number)));

    assertEquals(1, Collections.frequency(wins, true));
    assertHolds(store, all.get(wins.indexOf(true)));
  }

  /** Lets several take the same by a replacement. */
  static void ofTaking(
      SubscriptionStore store,
      UnaryOperator<SubscriptionStore> peer,
      UnaryOperator<SubscriptionBuilder> same) {
    List<Subscription> before = new ArrayList<>();
    List<Subscription> next = new ArrayList<>();
    for (int i = 0; i < Race.THREADS; i++) {
      SubscriptionBuilder builder = SubscriptionBuilder.active();
      before.add(added(store, builder));
      next.add(same.apply(builder).version(1).build());
    }

    List<Boolean> wins =
        Race.between(
            store,
            peer.apply(store),
            (way, number) -> way.replace(before.get(number), next.get(number)).isPresent());

    assertEquals(1, Collections.frequency(wins, true));
    int winner = wins.indexOf(true);
    before.set(winner, next.get(winner));
    assertHolds(store, before.toArray(Subscription[]::new));
  }
}
