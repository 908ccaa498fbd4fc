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
    for (SubscriptionState state : SubscriptionState.values()) {
      assertSame(
          expected.stream().filter(each -> each.state() == state).toList(),
          store.list(ALL.withState(state)));
    }
    List<Subscription> listed =
        expected.stream().filter(each -> each.state() != SubscriptionState.ENDED).toList();
    assertSame(listed, store.list(ALL));
    for (Subscription subscription : expected) {
      assertFound(subscription, store.findById(subscription.id()));
      for (CallbackToken token : SubscriptionStore.tokensOf(subscription)) {
        assertFound(subscription, store.findByCallback(token));
      }
      if (subscription.key() != null) {
        assertFound(subscription, store.findByKey(subscription.key()));
      }
      assertLists(listed, store, ALL.withTopic(subscription.topic()));
      if (subscription.hub() != null) {
        assertLists(listed, store, ALL.withHub(subscription.hub()));
      }
    }
  }

  private static void assertLists(
      List<Subscription> all, SubscriptionStore store, SubscriptionQuery query) {
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
