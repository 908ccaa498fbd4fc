package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.Samples.ALL;
import static org.pushj.tck.Samples.LONG_BEFORE;
import static org.pushj.tck.Samples.NEW_BASE;
import static org.pushj.tck.Samples.OLD_BASE;
import static org.pushj.tck.Samples.SINCE;
import static org.pushj.tck.StoreChecks.added;
import static org.pushj.tck.StoreChecks.assertSame;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;

/** What may need a look: lists of what is silent or has another callback base, and counts. */
interface StoreMaintenanceListContract extends SearchContractBase {

  @Test
  default void list_takesForSilent_whatWasMadeBeforeAndNeverGotContent() {
    SearchableStore store = store();
    Subscription before = added(store, made(SINCE.minusMillis(1)));
    added(store, made(SINCE));
    added(store, made(SINCE.plusMillis(1)));

    assertSame(List.of(before), store.list(ALL.withSilenceSince(SINCE)));
  }

  @Test
  default void list_takesForSilent_whatGotItsLastContentBefore() {
    SearchableStore store = store();
    Subscription before = added(store, made(LONG_BEFORE).lastUpdateAt(SINCE.minusMillis(1)));
    added(store, made(LONG_BEFORE).lastUpdateAt(SINCE));
    added(store, made(LONG_BEFORE).lastUpdateAt(SINCE.plusMillis(1)));

    assertSame(List.of(before), store.list(ALL.withSilenceSince(SINCE)));
  }

  @Test
  default void list_takesForSilent_whatIsBeforeByLessThanAMillisecond() {
    SearchableStore store = store();
    Subscription made = added(store, made(SINCE));
    Subscription heard = added(store, made(LONG_BEFORE).lastUpdateAt(SINCE));

    assertSame(List.of(made, heard), store.list(ALL.withSilenceSince(SINCE.plusNanos(1))));
    assertSame(List.of(), store.list(ALL.withSilenceSince(SINCE)));
  }

  @ParameterizedTest
  @EnumSource(SubscriptionState.class)
  default void list_takesForSilent_whatIsInAnyState(SubscriptionState state) {
    SearchableStore store = store();
    Subscription silent = added(store, made(LONG_BEFORE).state(state));

    assertSame(List.of(silent), store.list(ALL.withState(state).withSilenceSince(SINCE)));
    assertSame(
        state == SubscriptionState.ENDED ? List.of() : List.of(silent),
        store.list(ALL.withSilenceSince(SINCE)));
  }

  @Test
  default void list_filtersByTheCallbackBase_toTheLetter() {
    SearchableStore store = store();
    List<Subscription> stored = new ArrayList<>();
    for (String base :
        List.of(
            "https://reader.example/%2f/",
            "https://READER.example/%2f/",
            "https://reader.example/%2F/",
            "https://reader.example/%2f",
            "https://reader.example:443/%2f/",
            "https://reader.example/%2f/é/",
            "https://reader.example/%2f/e/")) {
      stored.add(added(store, SubscriptionBuilder.active().callbackBase(base)));
    }

    for (Subscription each : stored) {
      List<Subscription> others = new ArrayList<>(stored);
      others.remove(stored.indexOf(each));
      assertSame(
          others,
          store.list(
              ALL.withCallbackBaseOtherThan(each.registration().orElseThrow().callbackBase())));
    }
    assertSame(stored, store.list(ALL.withCallbackBaseOtherThan(NEW_BASE)));
  }

  @Test
  default void list_filtersByTheCallbackBaseOfTheSubscription_notByOthersThatItHas() {
    SearchableStore store = store();
    Subscription moving = added(store, SampleSubscriptions.everything());

    for (URI other :
        List.of(
            moving.open().registration().callbackBase(),
            moving.former().registration().callbackBase())) {
      assertSame(List.of(moving), store.list(ALL.withCallbackBaseOtherThan(other)));
    }
    assertSame(
        List.of(),
        store.list(
            ALL.withCallbackBaseOtherThan(moving.registration().orElseThrow().callbackBase())));
  }

  @Test
  default void list_givesWhatIsSilentAtAnotherBase_pageAfterPage() {
    SearchableStore store = store();
    List<Subscription> wanted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      added(store, at(OLD_BASE).lastUpdateAt(SINCE));
      wanted.add(added(store, at(OLD_BASE)));
      added(store, at(NEW_BASE));
      wanted.add(added(store, at(OLD_BASE).lastUpdateAt(LONG_BEFORE)));
      added(store, at(OLD_BASE).createdAt(SINCE));
    }
    SubscriptionQuery query =
        ALL.withSilenceSince(SINCE).withCallbackBaseOtherThan(NEW_BASE).withLimit(4);

    List<Subscription> read = new ArrayList<>();
    for (int size : List.of(4, 4, 2)) {
      List<Subscription> next =
          store.list(read.isEmpty() ? query : query.after(read.get(read.size() - 1)));
      assertEquals(size, next.size());
      read.addAll(next);
    }

    assertSame(wanted, read);
  }

  private static SubscriptionBuilder made(Instant when) {
    return SubscriptionBuilder.active().createdAt(when);
  }

  private static SubscriptionBuilder at(URI base) {
    return made(LONG_BEFORE).callbackBase(base.toString());
  }

  @Test
  default void countByState_countsAllSubscriptions_eachByItsState() {
    SearchableStore store = store();
    Map<SubscriptionState, Long> expected = new EnumMap<>(SubscriptionState.class);
    for (SubscriptionState state : SubscriptionState.values()) {
      long count = state == SubscriptionState.EXPIRED ? 0 : expected.size() + 1L;
      for (int i = 0; i < count; i++) {
        added(store, SubscriptionBuilder.active().state(state));
      }
      expected.put(state, count);
    }

    assertEquals(expected, store.countByState());
  }

  @Test
  default void look_findsInTheEnd_whatAListFinds() {
    SearchableStore store = store();
    for (int i = 0; i < 40; i++) {
      added(store, made(i % 10 == 9 ? LONG_BEFORE : SINCE));
    }
    SubscriptionQuery query = ALL.withSilenceSince(SINCE).withLimit(3);
    List<Subscription> found = new ArrayList<>();
    SubscriptionQuery.Page page = store.look(query, 1);
    found.addAll(page.found());
    while (page.next() != null) {
      assertTrue(page.found().size() <= 3);
      page = store.look(query.after(page.next()), 1);
      found.addAll(page.found());
    }
    assertSame(store.list(query.withLimit(100)), found);
    assertEquals(4, found.size());
  }

  @Test
  default void countByState_isZeroForEachState_ofAnEmptyStore() {
    Map<SubscriptionState, Long> counts = store().countByState();

    assertEquals(EnumSet.allOf(SubscriptionState.class), counts.keySet());
    assertEquals(Set.of(0L), Set.copyOf(counts.values()));
  }

  @Test
  default void nextLeaseEnd_isTheEarliestOfThoseThatAreActive() {
    SearchableStore store = store();
    assertEquals(Optional.empty(), store.nextLeaseEnd());
    added(store, SubscriptionBuilder.active().lease(Duration.ofDays(2)));
    Subscription first = added(store, SubscriptionBuilder.active().lease(Duration.ofDays(1)));
    added(
        store,
        SubscriptionBuilder.active().lease(Duration.ofHours(1)).state(SubscriptionState.DENIED));

    assertEquals(Optional.of(first.lease().endsAt()), store.nextLeaseEnd());
  }

  @Test
  default void nextDue_isTheEarliestOfAll() {
    SearchableStore store = store();
    assertEquals(Optional.empty(), store.nextDue());
    added(store, SubscriptionBuilder.active().dueAt(SINCE.plusSeconds(2)));
    added(store, SubscriptionBuilder.active().dueAt(SINCE).state(SubscriptionState.FAILED));
    added(store, SubscriptionBuilder.active().dueAt(null));

    assertEquals(Optional.of(SINCE), store.nextDue());
  }
}
