package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.InboxChecks.added;
import static org.pushj.tck.InboxChecks.assertHolds;
import static org.pushj.tck.InboxChecks.claimed;
import static org.pushj.tck.Race.BATCH;
import static org.pushj.tck.Race.DUE;
import static org.pushj.tck.Race.ROUNDS;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.ONE;
import static org.pushj.tck.Samples.UNTIL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/** Several threads, at two ways to the same updates. Losing a race is never an exception. */
interface InboxRaceContract extends InboxContractBase {

  @RepeatedTest(ROUNDS)
  default void add_addsOne_whenSeveralAddTheSameContent() {
    UpdateInbox inbox = inbox();
    List<InboxEntryBuilder> all = new ArrayList<>();
    for (int i = 0; i < Race.THREADS; i++) {
      all.add(one().content("the same"));
    }

    List<UpdateInbox.Receipt> receipts =
        race(
            inbox,
            (way, number) ->
                way.add(all.get(number).build(), all.get(number).content(), NOW.minusSeconds(1)));

    assertEquals(1, Collections.frequency(receipts, UpdateInbox.Receipt.ADDED));
    assertEquals(Race.THREADS - 1, Collections.frequency(receipts, UpdateInbox.Receipt.DUPLICATE));
    assertHolds(inbox, all.get(receipts.indexOf(UpdateInbox.Receipt.ADDED)).build());
  }

  @RepeatedTest(ROUNDS)
  default void add_addsAll_whenSeveralAddWhatIsNoDuplicate_forTheSameSubscription() {
    UpdateInbox inbox = inbox();
    List<UpdateInbox.Receipt> receipts =
        race(
            inbox,
            (way, number) -> {
              InboxEntryBuilder own = one();
              return way.add(own.build(), own.content(), NOW.minusSeconds(1));
            });
    assertEquals(Race.THREADS, Collections.frequency(receipts, UpdateInbox.Receipt.ADDED));
    assertEquals(Race.THREADS, inbox.load().updates());
  }

  @RepeatedTest(ROUNDS)
  default void add_losesNothing_whenWhatIsTooOldToBeADuplicate_isForgottenMeanwhile() {
    UpdateInbox inbox = inbox();
    InboxEntryBuilder first = one().content("the same");
    added(inbox, first);
    Instant later = NOW.plusSeconds(60);
    List<InboxEntryBuilder> all = new ArrayList<>();
    for (int i = 0; i < Race.THREADS; i++) {
      all.add(one().content("the same").receivedAt(later));
    }
    List<UpdateInbox.Receipt> receipts =
        race(
            inbox,
            (way, number) -> {
              if (number % 2 == 0) {
                way.forgetDuplicates(later, 10);
              }
              return way.add(all.get(number).build(), all.get(number).content(), later);
            });
    assertEquals(1, Collections.frequency(receipts, UpdateInbox.Receipt.ADDED));
    assertEquals(2, inbox.load().updates());
  }

  @RepeatedTest(ROUNDS)
  default void add_addsAll_whenSeveralAddDifferentContents() {
    UpdateInbox inbox = inbox();
    race(
        inbox,
        (way, number) -> {
          for (int i = 0; i < DUE / Race.THREADS; i++) {
            added(way, InboxEntryBuilder.received());
          }
          return number;
        });
    assertEquals(DUE / Race.THREADS * Race.THREADS, inbox.load().updates());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void claimDue_claimsEachOnce_whenSeveralClaim(boolean inOrder) {
    UpdateInbox inbox = inbox();
    for (int i = 0; i < DUE; i++) {
      added(inbox, InboxEntryBuilder.received().receivedAt(NOW.minusSeconds(i)));
    }
    AtomicInteger left = new AtomicInteger(DUE);

    List<List<InboxEntry>> shares =
        race(
            inbox,
            (way, number) ->
                Race.claimWhileAnyIsLeft(
                    left, BATCH, limit -> way.claimDue(Claim.of(NOW, UNTIL, limit), inOrder)));

    List<InboxEntry> claimed = shares.stream().flatMap(Collection::stream).toList();
    assertEquals(DUE, claimed.size(), "claimed in all");
    claimed.forEach(each -> assertEquals(1, each.attempts(), "claims"));
    assertHolds(inbox, claimed.toArray(InboxEntry[]::new));
  }

  @RepeatedTest(ROUNDS)
  default void complete_isWonByOne_whenSeveralComplete() {
    UpdateInbox inbox = inbox();
    InboxEntry claimed = claimed(inbox);

    List<Boolean> wins =
        race(
            inbox,
            (way, number) ->
                number % 2 == 0
                    ? way.complete(claimed, NOW, false)
                    : way.putBack(claimed, NOW, 1, "by " + number));

    assertEquals(1, Collections.frequency(wins, true));
    assertEquals(wins.indexOf(true) % 2, inbox.load().updates());
  }

  @RepeatedTest(ROUNDS)
  default void completeAndClaim_areWonByOne() {
    UpdateInbox inbox = inbox();
    InboxEntry claimed = claimed(inbox);

    List<Boolean> wins =
        race(
            inbox,
            (way, number) ->
                number % 2 == 0
                    ? way.complete(claimed, NOW, false)
                    : !way.claimDue(Claim.of(UNTIL, LATER, 1), false).isEmpty());

    assertEquals(1, Collections.frequency(wins, true));
  }

  @RepeatedTest(ROUNDS)
  default void purgeDone_removesEachOnce_whenSeveralPurge() {
    UpdateInbox inbox = inbox();
    for (int i = 0; i < DUE / 2; i++) {
      assertTrue(inbox.complete(claimed(inbox), NOW, true));
    }
    List<Integer> purged = race(inbox, (way, number) -> way.purgeDone(UNTIL, BATCH));
    int left = inbox.purgeDone(UNTIL, DUE);
    assertEquals(DUE / 2, left + purged.stream().mapToInt(Integer::intValue).sum());
    assertHolds(inbox);
  }

  @RepeatedTest(ROUNDS)
  default void claimDue_inOrder_givesOneAtATime_inTheirOrder_whenSeveralDeliver() {
    UpdateInbox inbox = inbox();
    SubscriptionId one = SubscriptionId.next(NOW);
    List<UpdateId> expected = new ArrayList<>();
    for (int i = 0; i < DUE / 4; i++) {
      expected.add(added(inbox, InboxEntryBuilder.received().subscription(one)).id());
    }
    AtomicInteger left = new AtomicInteger(expected.size());
    AtomicInteger running = new AtomicInteger();
    ConcurrentLinkedQueue<UpdateId> delivered = new ConcurrentLinkedQueue<>();

    race(
        inbox,
        (way, number) -> {
          for (int claims = 0; left.get() > 0; claims++) {
            assertTrue(claims < Race.MAX_CLAIMS, () -> "never claimed: " + left.get());
            for (InboxEntry each : way.claimDue(Claim.of(NOW, UNTIL, BATCH), true)) {
              assertEquals(1, running.incrementAndGet(), "delivered at a time");
              delivered.add(each.id());
              running.decrementAndGet();
              assertTrue(way.complete(each, NOW, false));
              left.decrementAndGet();
            }
          }
          return number;
        });

    assertEquals(expected, List.copyOf(delivered));
    assertEquals(new UpdateInbox.Load(0, 0, 0), inbox.load());
  }

  private static InboxEntryBuilder one() {
    return InboxEntryBuilder.received().subscription(ONE);
  }

  private <T> List<T> race(UpdateInbox inbox, Race.Part<UpdateInbox, T> part) {
    return Race.between(inbox, peer(inbox), part);
  }
}
