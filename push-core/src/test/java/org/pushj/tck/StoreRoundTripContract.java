package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.StoreChecks.added;
import static org.pushj.tck.StoreChecks.assertHolds;
import static org.pushj.tck.StoreChecks.assertSame;
import static org.pushj.tck.StoreChecks.replaced;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionStore;

/** What goes in comes out, in every field. */
interface StoreRoundTripContract extends StoreContractBase {

  @ParameterizedTest
  @MethodSource("org.pushj.tck.SampleSubscriptions#all")
  default void add_keepsEveryField(SubscriptionBuilder sample) {
    SubscriptionStore store = store();
    Subscription subscription = sample.build();

    assertTrue(store.add(subscription));

    assertHolds(store, subscription);
  }

  @ParameterizedTest
  @MethodSource("org.pushj.tck.SampleSubscriptions#all")
  default void replace_setsAndEmptiesEveryField(SubscriptionBuilder sample) {
    SubscriptionStore store = store();
    SubscriptionId id = SubscriptionBuilder.active().build().id();
    Subscription stored = added(store, SampleSubscriptions.nothing().id(id));

    for (SubscriptionBuilder next :
        List.of(sample, SampleSubscriptions.everything(), sample, SampleSubscriptions.nothing())) {
      Subscription wanted = next.id(id).version(stored.version() + 1).build();
      stored = replaced(store, stored, wanted);
      assertSame(List.of(wanted), List.of(stored));
      assertHolds(store, wanted);
    }
  }
}
