package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pushj.tck.PingChecks.added;
import static org.pushj.tck.PingChecks.assertHolds;
import static org.pushj.tck.PingChecks.assertSame;
import static org.pushj.tck.PingChecks.claimed;
import static org.pushj.tck.PingChecks.ids;
import static org.pushj.tck.PingChecks.sorted;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.UNTIL;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.PingId;
import org.pushj.spi.Claim;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;

/** What is due is claimed once, and not for ever. */
interface PingClaimContract extends PingContractBase {

  @Test
  default void claimDue_takesWhatIsDue_andCountsTheAttempt() {
    PingQueue queue = queue();
    QueuedPing before = added(queue, QueuedPingBuilder.asked().dueAt(NOW.minusMillis(1)));
    QueuedPing now = added(queue, QueuedPingBuilder.asked().dueAt(NOW));
    QueuedPing later = added(queue, QueuedPingBuilder.asked().dueAt(NOW.plusMillis(1)));

    List<QueuedPing> claimed = queue.claimDue(Claim.of(NOW, UNTIL, 10));

    QueuedPing first = before.waiting(UNTIL, 1, null);
    QueuedPing second = now.waiting(UNTIL, 1, null);
    assertSame(List.of(first, second), sorted(claimed));
    assertHolds(queue, first, second, later);
    assertEquals(3, queue.countWaiting());
  }

  @Test
  default void claimDue_leavesAsItWas_whatIsForAHubWithoutRoom() {
    PingQueue queue = queue();
    QueuedPing full =
        added(queue, QueuedPingBuilder.asked().hub("https://full.example/").dueAt(NOW));
    QueuedPing other = added(queue, QueuedPingBuilder.asked().dueAt(NOW));
    Claim claim = new Claim(NOW, UNTIL, 10, hub -> !hub.equals(full.hub().toString()));

    assertSame(List.of(other.waiting(UNTIL, 1, null)), queue.claimDue(claim));
    assertHolds(queue, full, other.waiting(UNTIL, 1, null));
  }

  @Test
  default void claimDue_isEmpty_whenNoPingIsDue() {
    PingQueue queue = queue();
    assertEquals(List.of(), queue.claimDue(Claim.of(NOW, UNTIL, 10)));
    QueuedPing soon = added(queue, QueuedPingBuilder.asked().dueAt(NOW.plusMillis(1)));
    assertEquals(List.of(), queue.claimDue(Claim.of(NOW, UNTIL, 10)));
    assertHolds(queue, soon);
  }

  @Test
  default void claimDue_passesOverPings_thatAreClaimed_untilTheClaimEnds() {
    PingQueue queue = queue();
    QueuedPing claimed = claimed(queue);

    assertEquals(List.of(), queue.claimDue(Claim.of(NOW, LATER, 1)));
    assertEquals(List.of(), queue.claimDue(Claim.of(UNTIL.minusMillis(1), LATER, 1)));
    List<QueuedPing> again = queue.claimDue(Claim.of(UNTIL, LATER, 1));

    assertSame(List.of(claimed.waiting(LATER, 2, null)), again);
  }

  @Test
  default void claimDue_takesThoseFirst_thatWereDueFirst() {
    PingQueue queue = queue();
    List<QueuedPing> pings = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      pings.add(added(queue, QueuedPingBuilder.asked().dueAt(NOW.minusSeconds(i))));
    }
    assertEquals(ids(pings.subList(3, 6)), ids(queue.claimDue(Claim.of(NOW, UNTIL, 3))));
    assertEquals(ids(pings.subList(0, 3)), ids(queue.claimDue(Claim.of(NOW, UNTIL, 3))));
  }

  @ParameterizedTest
  @CsvSource({"1,3", "3,3", "1000,3", "5,12"})
  default void claimDue_claimsPingsBatchAfterBatch_untilNothingIsDue(int limit, int count) {
    PingQueue queue = queue();
    for (int i = 0; i < count; i++) {
      added(queue, QueuedPingBuilder.asked());
    }

    Set<PingId> claimed = new HashSet<>();
    while (claimed.size() < count) {
      int expected = Math.min(limit, count - claimed.size());
      List<QueuedPing> batch = queue.claimDue(Claim.of(NOW, UNTIL, limit));
      assertEquals(expected, batch.size());
      batch.forEach(each -> claimed.add(each.id()));
    }

    assertEquals(List.of(), queue.claimDue(Claim.of(NOW, UNTIL, limit)));
  }
}
