package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.PingChecks.LONG_ERROR;
import static org.pushj.tck.PingChecks.added;
import static org.pushj.tck.PingChecks.assertHolds;
import static org.pushj.tck.PingChecks.claimed;
import static org.pushj.tck.PingChecks.claimedOne;
import static org.pushj.tck.PingChecks.parked;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.UNTIL;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.spi.Claim;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;

/** Each change of a claimed ping is a compare-and-set on the claim. */
interface PingSettleContract extends PingContractBase {

  @ParameterizedTest
  @EnumSource(PingSettling.class)
  default void settling_loses_whenAnotherHasTheClaim(PingSettling way) {
    PingQueue queue = queue();
    QueuedPing lost = claimed(queue);
    QueuedPing won = claimedOne(queue, UNTIL, LATER);

    assertFalse(way.go(queue, lost));
    assertHolds(queue, won);
    assertTrue(way.go(queue, won));
  }

  @ParameterizedTest
  @EnumSource(PingSettling.class)
  default void settling_wins_afterTheEndOfTheClaim_whenNobodyElseHasIt(PingSettling way) {
    PingQueue queue = queue();
    QueuedPing claimed = claimed(queue);
    assertTrue(way.go(queue, claimed));
    assertFalse(way.go(queue, claimed));
  }

  @Test
  default void complete_removesThoseThatAreStillHis() {
    PingQueue queue = queue();
    QueuedPing lost = claimed(queue);
    QueuedPing won = claimedOne(queue, UNTIL, LATER);
    QueuedPing mine = claimed(queue);
    QueuedPing other = claimed(queue);
    QueuedPing unknown = QueuedPingBuilder.asked().build();

    assertEquals(2, queue.complete(List.of(lost, mine, unknown, other)));
    assertEquals(0, queue.complete(List.of()));
    assertHolds(queue, won);
  }

  @Test
  default void putBack_setsTimeAttemptsAndErrorOfPings() {
    PingQueue queue = queue();
    QueuedPing claimed = claimed(queue);
    assertTrue(queue.putBack(claimed, UNTIL, 5, LONG_ERROR));
    assertHolds(queue, claimed.waiting(UNTIL, 5, LONG_ERROR));
    QueuedPing again = claimedOne(queue, UNTIL, LATER);
    assertHolds(queue, claimed.waiting(UNTIL, 5, LONG_ERROR).waiting(LATER, 6, LONG_ERROR));
    assertTrue(queue.putBack(again, NOW, 0, null));
    assertHolds(queue, again.waiting(NOW, 0, null));
  }

  @Test
  default void park_takesThePingOut() {
    PingQueue queue = queue();
    QueuedPing claimed = claimed(queue);
    assertTrue(queue.park(claimed, NOW.plusMillis(7), LONG_ERROR));
    QueuedPing parked = claimed.parked(NOW.plusMillis(7), LONG_ERROR);
    assertHolds(queue, parked);
    assertEquals(List.of(), queue.claimDue(Claim.of(LATER, LATER.plusSeconds(1), 10)));
    assertFalse(queue.park(parked, NOW, "again"));
    assertFalse(queue.putBack(parked, NOW, 1, "again"));
    assertEquals(0, queue.complete(List.of(parked)));
  }

  @Test
  default void countWaiting_countsWhatWaits_claimedOrNot() {
    PingQueue queue = queue();
    parked(queue, QueuedPingBuilder.asked(), NOW);
    claimed(queue);
    added(queue, QueuedPingBuilder.asked().dueAt(LATER));
    assertEquals(2, queue.countWaiting());
  }

  @Test
  default void purgeParked_removesInBatches_whatWasParkedBefore() {
    PingQueue queue = queue();
    QueuedPing young = parked(queue, QueuedPingBuilder.asked(), UNTIL);
    for (int i = 0; i < 5; i++) {
      parked(queue, QueuedPingBuilder.asked(), NOW);
    }
    QueuedPing waiting = added(queue, QueuedPingBuilder.asked().dueAt(LATER));

    assertEquals(0, queue.purgeParked(NOW, 10));
    assertEquals(2, queue.purgeParked(NOW.plusMillis(1), 2));
    assertEquals(3, queue.purgeParked(NOW.plusMillis(1), 10));
    assertEquals(0, queue.purgeParked(UNTIL, 10));
    assertHolds(queue, young, waiting);
  }
}
