package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pushj.FormerGrant;
import org.pushj.PendingIntent;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;

/** Steps and assertions that several parts of the {@link SubscriptionStoreContract} use. */
final class StoreChecks {
  private StoreChecks() {}

  static Subscription added(SubscriptionStore store, SubscriptionBuilder builder) {
    Subscription subscription = builder.build();
    assertTrue(store.add(subscription), () -> "not added: " + subscription);
    return subscription.withVersion(0);
  }

  static Subscription replaced(SubscriptionStore store, Subscription expected, Subscription next) {
    Optional<Subscription> stored = store.replace(expected, next);
    assertTrue(stored.isPresent(), () -> "not replaced: " + expected);
    return stored.get();
  }

  /** Asserts that the store holds these subscriptions and no others, whichever way it is asked. */
  static void assertHolds(SubscriptionStore store, Subscription... subscriptions) {
    List<Subscription> expected = new ArrayList<>(List.of(subscriptions));
    expected.sort(Comparator.comparing(Subscription::id));
    assertSame(expected, store.list(SubscriptionQuery.all()));
    for (Subscription subscription : expected) {
      assertFound(subscription, store.findById(subscription.id()));
      assertFound(subscription, store.findByCallback(subscription.callback()));
      assertFound(subscription, store.findByTopic(subscription.topic(), subscription.hub()));
      PendingIntent open = subscription.pending();
      if (open != null) {
        assertFound(subscription, store.findByCallback(open.callback()));
      }
      FormerGrant former = subscription.former();
      if (former != null) {
        assertFound(subscription, store.findByCallback(former.callback()));
      }
    }
  }

  /** Asserts that exactly this subscription was found. */
  static void assertFound(Subscription expected, Optional<Subscription> found) {
    assertTrue(found.isPresent(), () -> "not found: " + expected);
    assertSame(List.of(expected), List.of(found.get()));
  }

  /**
   * Asserts that the subscriptions are equal, their URLs to the letter: two equal {@link
   * java.net.URI}s may be different texts, and their texts are in the subscription's own.
   */
  static void assertSame(List<Subscription> expected, List<Subscription> actual) {
    assertEquals(lines(expected), lines(actual));
    // The texts mask secrets and tokens; the values do not.
    assertEquals(expected, actual, "a secret or a token differs");
  }

  private static String lines(List<Subscription> subscriptions) {
    return String.join("\n", subscriptions.stream().map(Subscription::toString).toList());
  }
}
