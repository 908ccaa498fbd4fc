package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.StoreChecks.added;
import static org.pushj.tck.StoreChecks.assertFound;
import static org.pushj.tck.StoreChecks.assertHolds;
import static org.pushj.tck.StoreChecks.replaced;
import static org.pushj.tck.StoreChecks.token;
import static org.pushj.tck.StoreChecks.withProblem;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.IntentKind;
import org.pushj.Problem;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionStore;

/** One subscription after another is added, replaced, removed and found. */
interface StoreChangeContract extends StoreContractBase {

  @Test
  default void store_isEmpty_atTheStart() {
    SubscriptionStore store = store();

    assertHolds(store);
    assertEquals(Optional.empty(), store.findById(SubscriptionId.next(ManualClock.START)));
    assertEquals(Optional.empty(), store.findByCallback(CallbackToken.random()));
  }

  @Test
  default void add_storesWithVersion0_whateverItsOwnSays() {
    SubscriptionStore store = store();
    Subscription subscription = SubscriptionBuilder.active().version(7).build();

    assertTrue(store.add(subscription));

    assertHolds(store, subscription.withVersion(0));
  }

  @Test
  default void replace_storesNext_withTheVersionAfterTheExpectedOne() {
    SubscriptionStore store = store();
    Subscription first = added(store, SubscriptionBuilder.pending());

    Subscription second = replaced(store, first, withProblem(first, "a").withVersion(40));
    Subscription third = replaced(store, second, withProblem(second, "b").withVersion(0));

    assertEquals(withProblem(first, "a").withVersion(1), second);
    assertEquals(withProblem(first, "b").withVersion(2), third);
    assertHolds(store, third);
  }

  @Test
  default void replace_comparesIdAndVersionOnly() {
    SubscriptionStore store = store();
    Subscription stored = added(store, SubscriptionBuilder.active());
    Subscription expected =
        SubscriptionBuilder.pending()
            .id(stored.id())
            .problem(Problem.Kind.REFUSED, "not what is stored")
            .build();

    Subscription next = replaced(store, expected, withProblem(stored, "next"));

    assertHolds(store, next);
  }

  @Test
  default void replace_isEmptyAndChangesNothing_whenTheSubscriptionWasChangedMeanwhile() {
    SubscriptionStore store = store();
    Subscription read = added(store, SubscriptionBuilder.active());
    Subscription winner = replaced(store, read, withProblem(read, "winner"));

    Subscription loser =
        SubscriptionBuilder.pending().id(read.id()).version(winner.version()).build();

    assertEquals(Optional.empty(), store.replace(read, loser));
    assertHolds(store, winner);
    assertEquals(Optional.empty(), store.findByCallback(token(loser)));
  }

  @Test
  default void replace_isEmptyAndChangesNothing_whenTheExpectedVersionIsAheadOfTheStoredOne() {
    SubscriptionStore store = store();
    Subscription stored = added(store, SubscriptionBuilder.active());

    assertEquals(
        Optional.empty(), store.replace(stored.withVersion(1), withProblem(stored, "too early")));
    assertHolds(store, stored);
  }

  @Test
  default void replace_isEmptyAndAddsNothing_whenTheSubscriptionIsNotThere() {
    SubscriptionStore store = store();
    Subscription removed = added(store, SubscriptionBuilder.active());
    assertTrue(store.remove(removed));
    Subscription unknown = SubscriptionBuilder.active().build();

    assertEquals(Optional.empty(), store.replace(removed, withProblem(removed, "late")));
    assertEquals(Optional.empty(), store.replace(unknown, unknown));
    assertHolds(store);
  }

  @Test
  default void replace_throwsAndChangesNothing_whenTheIdsDiffer() {
    SubscriptionStore store = store();
    Subscription one = added(store, SubscriptionBuilder.active());
    Subscription two = added(store, SubscriptionBuilder.active());
    Subscription unknown = SubscriptionBuilder.active().build();

    assertThrows(IllegalArgumentException.class, () -> store.replace(one, two));
    assertThrows(IllegalArgumentException.class, () -> store.replace(one, unknown));
    assertThrows(IllegalArgumentException.class, () -> store.replace(unknown, one));
    assertHolds(store, one, two);
  }

  @Test
  default void remove_removesForGood() {
    SubscriptionStore store = store();
    Subscription other = added(store, SubscriptionBuilder.active());
    Subscription read = added(store, SampleSubscriptions.everything());
    Subscription gone = replaced(store, read, withProblem(read, "a"));

    assertTrue(store.remove(gone));

    assertHolds(store, other);
    assertEquals(Optional.empty(), store.findById(gone.id()));
    assertEquals(Optional.empty(), store.findByCallback(token(gone)));
    assertEquals(Optional.empty(), store.findByCallback(gone.open().callback()));
    assertEquals(Optional.empty(), store.findByCallback(gone.former().callback()));
    assertEquals(Optional.empty(), store.findByKey(gone.key()));
    assertFalse(store.remove(gone), "removed twice");
  }

  @Test
  default void remove_comparesIdAndVersionOnly() {
    SubscriptionStore store = store();
    Subscription stored = added(store, SubscriptionBuilder.active());

    assertTrue(store.remove(SubscriptionBuilder.pending().id(stored.id()).build()));
    assertHolds(store);
  }

  @Test
  default void remove_isFalseAndChangesNothing_whenTheSubscriptionWasChangedMeanwhile() {
    SubscriptionStore store = store();
    Subscription read = added(store, SubscriptionBuilder.active());
    Subscription winner = replaced(store, read, withProblem(read, "winner"));

    assertFalse(store.remove(read));
    assertFalse(store.remove(winner.withVersion(winner.version() + 1)));
    assertHolds(store, winner);
  }

  @Test
  default void remove_isFalse_whenTheSubscriptionWasNeverThere() {
    SubscriptionStore store = store();
    Subscription other = added(store, SubscriptionBuilder.active());

    assertFalse(store.remove(SubscriptionBuilder.active().build()));
    assertHolds(store, other);
  }

  @Test
  default void findByCallback_findsByTheOwnToken_andByThoseOfTheOpenRequestAndTheFormerGrant() {
    SubscriptionStore store = store();
    Subscription moving = added(store, SampleSubscriptions.everything());
    added(store, SubscriptionBuilder.active());

    assertFound(moving, store.findByCallback(token(moving)));
    assertFound(moving, store.findByCallback(moving.open().callback()));
    assertFound(moving, store.findByCallback(moving.former().callback()));
    assertEquals(Optional.empty(), store.findByCallback(CallbackToken.random()));
  }

  @Test
  default void findByCallback_noLongerFindsByATokenThatWasGivenUp() {
    SubscriptionStore store = store();
    CallbackToken asked = CallbackToken.random();
    SubscriptionBuilder builder =
        SubscriptionBuilder.active().openRequest(IntentKind.SUBSCRIBE, asked);
    Subscription renewing = added(store, builder);

    Subscription renewed =
        replaced(store, renewing, builder.callback(asked).openRequest(null).build());

    assertEquals(Optional.empty(), store.findByCallback(token(renewing)));
    assertFound(renewed, store.findByCallback(asked));
    Subscription asking =
        replaced(
            store,
            renewed,
            builder.openRequest(IntentKind.UNSUBSCRIBE, CallbackToken.random()).build());
    Subscription refused = replaced(store, asking, builder.openRequest(null).build());
    assertEquals(Optional.empty(), store.findByCallback(asking.open().callback()));
    assertHolds(store, refused);
  }

  @Test
  default void findByCallback_findsByATokenThatWasTheOwn_untilTheFormerGrantIsGivenUp() {
    SubscriptionStore store = store();
    SubscriptionBuilder builder = SubscriptionBuilder.active();
    Subscription before = added(store, builder);

    SubscriptionBuilder after = builder.former(SampleSubscriptions.grantOf(builder));
    Subscription moved = replaced(store, before, after.callback(CallbackToken.random()).build());
    assertFound(moved, store.findByCallback(token(before)));

    Subscription done = replaced(store, moved, moved.toBuilder().former(null).build());
    assertEquals(Optional.empty(), store.findByCallback(token(before)));
    assertHolds(store, done);
  }
}
