package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.Samples.ALL;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pushj.CallbackToken;
import org.pushj.Problem;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.SearchableStore;
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

  /**
   * Asserts that the store holds these subscriptions, whichever way it is asked, and no others if
   * it is searchable.
   */
  static void assertHolds(SubscriptionStore store, Subscription... subscriptions) {
    List<Subscription> expected = new ArrayList<>(List.of(subscriptions));
    expected.sort(Comparator.comparing(Subscription::id));
    for (Subscription subscription : expected) {
      assertFound(subscription, store.findById(subscription.id()));
      for (CallbackToken token : SubscriptionStore.tokensOf(subscription)) {
        assertFound(subscription, store.findByCallback(token));
      }
      if (subscription.key() != null) {
        assertFound(subscription, store.findByKey(subscription.key()));
      }
    }
    if (store instanceof SearchableStore searchable) {
      assertLists(searchable, expected);
    }
  }

  private static void assertLists(SearchableStore store, List<Subscription> all) {
    assertLists(all, store, ALL);
    for (SubscriptionState state : SubscriptionState.values()) {
      assertLists(all, store, ALL.withState(state));
    }
    for (Subscription each : all) {
      assertLists(all, store, ALL.withTopic(each.topic()));
      if (each.hub() != null) {
        assertLists(all, store, ALL.withHub(each.hub()));
      }
    }
  }

  private static void assertLists(
      List<Subscription> all, SearchableStore store, SubscriptionQuery query) {
    assertSame(all.stream().filter(query::matches).toList(), store.list(query));
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

  /** Returns the subscription with a note of what went wrong; nothing else changes. */
  static Subscription withProblem(Subscription subscription, String text) {
    Problem problem = Problem.of(Problem.Kind.REFUSED, text);
    return subscription.toBuilder().progress(subscription.progress().withProblem(problem)).build();
  }

  /** Returns the token of what a hub has granted, or else of the open request. */
  static CallbackToken token(Subscription subscription) {
    return subscription.registration().orElseThrow().callback();
  }
}
