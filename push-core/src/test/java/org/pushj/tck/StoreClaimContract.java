package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.Race.BATCH;
import static org.pushj.tck.Race.DUE;
import static org.pushj.tck.Race.ROUNDS;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.UNTIL;
import static org.pushj.tck.StoreChecks.added;
import static org.pushj.tck.StoreChecks.assertHolds;
import static org.pushj.tck.StoreChecks.assertSame;
import static org.pushj.tck.StoreChecks.replaced;
import static org.pushj.tck.StoreChecks.withProblem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.Claim;
import org.pushj.spi.SubscriptionStore;

/** Work that is due is claimed once, by whoever comes first, and not for ever. */
interface StoreClaimContract extends StoreContractBase {
  String FULL = "https://full.example/";

  /** More than a claim looks at first. */
  int MANY = 300;

  @Test
  default void claimDue_isEmpty_whenNothingIsDue() {
    SubscriptionStore store = store();
    Subscription never = added(store, SubscriptionBuilder.active().dueAt(null));
    Subscription soon = added(store, SubscriptionBuilder.active().dueAt(NOW.plusMillis(1)));

    assertEquals(List.of(), store.claimDue(Claim.of(NOW, UNTIL, 10)));
    assertHolds(store, never, soon);
  }

  @Test
  default void claimDue_movesTheDueTime_andCountsAsAChange() {
    SubscriptionStore store = store();
    Subscription before = added(store, SubscriptionBuilder.active().dueAt(NOW.minusMillis(1)));
    Subscription now = added(store, SubscriptionBuilder.active().dueAt(NOW));
    Subscription later = added(store, SubscriptionBuilder.active().dueAt(NOW.plusMillis(1)));

    List<Subscription> claimed = store.claimDue(Claim.of(NOW, UNTIL, 10));

    Subscription first = before.withDueAt(UNTIL).withVersion(1);
    Subscription second = now.withDueAt(UNTIL).withVersion(1);
    assertSame(List.of(first, second), sorted(claimed));
    assertHolds(store, first, second, later);
  }

  @ParameterizedTest
  @MethodSource("org.pushj.tck.SampleSubscriptions#all")
  default void claimDue_givesEveryField_asItIsStored(SubscriptionBuilder sample) {
    SubscriptionStore store = store();
    Subscription stored = added(store, sample.dueAt(NOW));

    List<Subscription> claimed = store.claimDue(Claim.of(NOW, UNTIL, 1));

    assertSame(List.of(stored.withDueAt(UNTIL).withVersion(1)), claimed);
    assertHolds(store, claimed.get(0));
  }

  @Test
  default void replace_loses_whenTheSubscriptionWasClaimedMeanwhile() {
    SubscriptionStore store = store();
    Subscription read = added(store, SubscriptionBuilder.active().dueAt(NOW));
    Subscription claimed = store.claimDue(Claim.of(NOW, UNTIL, 1)).get(0);

    assertEquals(Optional.empty(), store.replace(read, withProblem(read, "late")));
    Subscription done = replaced(store, claimed, claimed.withDueAt(null));
    assertHolds(store, done);
  }

  @Test
  default void claimDue_passesOver_whatIsClaimed_untilTheClaimEnds() {
    SubscriptionStore store = store();
    added(store, SubscriptionBuilder.active().dueAt(NOW));
    Subscription claimed = store.claimDue(Claim.of(NOW, UNTIL, 1)).get(0);

    assertEquals(List.of(), store.claimDue(Claim.of(NOW, LATER, 1)));
    assertEquals(List.of(), store.claimDue(Claim.of(UNTIL.minusMillis(1), LATER, 1)));
    List<Subscription> again = store.claimDue(Claim.of(UNTIL, LATER, 1));

    assertSame(List.of(claimed.withDueAt(LATER).withVersion(2)), again);
    assertHolds(store, again.get(0));
  }

  @Test
  default void claimDue_passesOver_whatIsDoneOrRemoved() {
    SubscriptionStore store = store();
    for (int i = 0; i < 3; i++) {
      added(store, SubscriptionBuilder.active().dueAt(NOW));
    }
    List<Subscription> claimed = sorted(store.claimDue(Claim.of(NOW, UNTIL, 10)));
    Subscription done = replaced(store, claimed.get(0), claimed.get(0).withDueAt(null));
    Subscription next = replaced(store, claimed.get(1), claimed.get(1).withDueAt(LATER));
    assertTrue(store.remove(claimed.get(2)));

    assertEquals(List.of(), store.claimDue(Claim.of(UNTIL, LATER, 10)));
    assertSame(
        List.of(next.withDueAt(LATER.plusMillis(1)).withVersion(next.version() + 1)),
        store.claimDue(Claim.of(LATER, LATER.plusMillis(1), 10)));
    assertEquals(Optional.of(done), store.findById(done.id()));
  }

  @Test
  default void claimDue_leavesAsItWas_whatIsInALaneWithoutRoom() {
    SubscriptionStore store = store();
    Subscription full = added(store, SubscriptionBuilder.active().hub(FULL).dueAt(NOW));
    Subscription other = added(store, SubscriptionBuilder.active().dueAt(NOW));
    Claim claim = new Claim(NOW, UNTIL, 10, lane -> !lane.equals(full.lane()));

    List<Subscription> claimed = store.claimDue(claim);

    assertSame(List.of(other.withDueAt(UNTIL).withVersion(1)), claimed);
    assertHolds(store, full, claimed.get(0));
  }

  @Test
  default void claimDue_looksBehind_manyInALaneWithoutRoom() {
    SubscriptionStore store = store();
    for (int i = 0; i < MANY; i++) {
      added(store, SubscriptionBuilder.active().hub(FULL).dueAt(NOW.minusSeconds(i + 1)));
    }
    Subscription other = added(store, SubscriptionBuilder.active().dueAt(NOW));
    Claim claim = new Claim(NOW, UNTIL, 10, other.lane()::equals);

    assertSame(List.of(other.withDueAt(UNTIL).withVersion(1)), store.claimDue(claim));
  }

  @Test
  default void claimDue_claims_whatIsInALaneOfTheGreatestLength() {
    SubscriptionStore store = store();
    String host = "a.".repeat(700) + "example";
    Subscription longest =
        added(store, SubscriptionBuilder.active().hub("https://" + host + "/").dueAt(NOW));

    assertEquals(300, longest.lane().length());
    assertSame(
        List.of(longest.withDueAt(UNTIL).withVersion(1)), store.claimDue(Claim.of(NOW, UNTIL, 1)));
  }

  @Test
  default void claimDue_claimsFirst_whatHasALease() {
    SubscriptionStore store = store();
    added(
        store,
        SubscriptionBuilder.active().state(SubscriptionState.FAILED).dueAt(NOW.minusSeconds(9)));
    Subscription running = added(store, SubscriptionBuilder.active().dueAt(NOW));

    assertSame(
        List.of(running.withDueAt(UNTIL).withVersion(1)), store.claimDue(Claim.of(NOW, UNTIL, 1)));
  }

  @Test
  default void claimDue_claims_theEndOfALease_whateverRoomItsLaneHas() {
    SubscriptionStore store = store();
    Subscription running = added(store, SubscriptionBuilder.active().dueAt(NOW));
    Instant end = Objects.requireNonNull(running.lease()).endsAt();
    Claim early = new Claim(NOW, UNTIL, 10, lane -> false);
    Claim late = new Claim(end, end.plusSeconds(60), 10, lane -> false);

    assertEquals(List.of(), store.claimDue(early));
    assertEquals(1, store.claimDue(late).size());
  }

  @Test
  default void claimDue_claims_theEndOfALease_behindManyInALaneWithoutRoom() {
    SubscriptionStore store = store();
    for (int i = 0; i < MANY; i++) {
      added(store, SubscriptionBuilder.active().hub(FULL).dueAt(NOW.minusSeconds(i + 1)));
    }
    Subscription over =
        added(
            store, SubscriptionBuilder.active().hub(FULL).lease(Duration.ofMinutes(5)).dueAt(NOW));
    Instant end = Objects.requireNonNull(over.lease()).endsAt();
    Claim claim = new Claim(end, end.plusSeconds(60), 10, lane -> false);

    assertSame(List.of(over.withDueAt(end.plusSeconds(60)).withVersion(1)), store.claimDue(claim));
  }

  @ParameterizedTest
  @CsvSource({"1,3", "2,3", "3,3", "1000,3", "5,12"})
  default void claimDue_claimsBatchAfterBatch_untilNothingIsDue(int limit, int count) {
    SubscriptionStore store = store();
    for (int i = 0; i < count; i++) {
      added(store, SubscriptionBuilder.active().dueAt(NOW.minusSeconds(i)));
    }

    Set<Subscription> claimed = new HashSet<>();
    while (claimed.size() < count) {
      int expected = Math.min(limit, count - claimed.size());
      List<Subscription> batch = store.claimDue(Claim.of(NOW, UNTIL, limit));
      assertEquals(expected, batch.size());
      claimed.addAll(batch);
    }

    assertEquals(List.of(), store.claimDue(Claim.of(NOW, UNTIL, limit)));
    assertHolds(store, claimed.toArray(Subscription[]::new));
  }

  @RepeatedTest(ROUNDS)
  default void claimDue_claimsEachOnce_whenSeveralClaim() {
    SubscriptionStore store = store();
    for (int i = 0; i < DUE; i++) {
      added(store, SubscriptionBuilder.active().dueAt(NOW.minusSeconds(i)));
    }
    AtomicInteger left = new AtomicInteger(DUE);

    List<List<Subscription>> shares =
        race(
            store,
            (way, number) ->
                Race.claimWhileAnyIsLeft(
                    left, BATCH, limit -> way.claimDue(Claim.of(NOW, UNTIL, limit))));

    List<Subscription> claimed = shares.stream().flatMap(Collection::stream).toList();
    assertEquals(DUE, claimed.size(), "claimed in all");
    claimed.forEach(each -> assertEquals(1, each.version(), "changes by claims"));
    assertHolds(store, claimed.toArray(Subscription[]::new));
  }

  @RepeatedTest(ROUNDS)
  default void claimsAndReplacements_loseNothing_whenTheyRace() {
    SubscriptionStore store = store();
    Subscription due = added(store, SubscriptionBuilder.active().dueAt(NOW));

    List<Integer> wins =
        race(
            store,
            (way, number) ->
                number % 2 == 0
                    ? way.claimDue(Claim.of(NOW, UNTIL, 1)).size()
                    : way.replace(due, withProblem(due, "by " + number)).isPresent() ? 1 : 0);

    long changes = wins.stream().mapToInt(Integer::intValue).sum();
    assertEquals(changes, store.findById(due.id()).orElseThrow().version());
  }

  @Test
  default void afterCommit_runsAtOnce_withoutATransaction() {
    SubscriptionStore store = store();
    List<Thread> ranOn = new ArrayList<>();

    store.afterCommit(() -> ranOn.add(Thread.currentThread()));

    assertEquals(List.of(Thread.currentThread()), ranOn);
  }

  @Test
  default void afterCommit_throwsWhatTheActionThrows_withoutATransaction() {
    SubscriptionStore store = store();
    IllegalStateException thrown = new IllegalStateException("the action failed");

    Runnable failing =
        () -> {
          throw thrown;
        };

    assertEquals(
        thrown, assertThrows(IllegalStateException.class, () -> store.afterCommit(failing)));
  }

  private <T> List<T> race(SubscriptionStore store, Race.Part<SubscriptionStore, T> part) {
    return Race.between(store, peer(store), part);
  }

  private static List<Subscription> sorted(List<Subscription> claimed) {
    return claimed.stream().sorted(Comparator.comparing(Subscription::id)).toList();
  }
}
