package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.InboxChecks.added;
import static org.pushj.tck.InboxChecks.assertHolds;
import static org.pushj.tck.InboxChecks.assertSame;
import static org.pushj.tck.InboxChecks.claimed;
import static org.pushj.tck.InboxChecks.sorted;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.ONE;
import static org.pushj.tck.Samples.UNTIL;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.UpdateId;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/** What is due is claimed once, not for ever, and in order where that is wanted. */
interface InboxClaimContract extends InboxContractBase {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void claimDue_takesWhatIsDue_andCountsTheAttempt(boolean inOrder) {
    UpdateInbox inbox = inbox();
    InboxEntry before = added(inbox, InboxEntryBuilder.received().dueAt(NOW.minusMillis(1)));
    InboxEntry now = added(inbox, InboxEntryBuilder.received().dueAt(NOW));
    InboxEntry later = added(inbox, InboxEntryBuilder.received().dueAt(NOW.plusMillis(1)));

    List<InboxEntry> claimed = inbox.claimDue(Claim.of(NOW, UNTIL, 10), inOrder);

    InboxEntry first = before.waiting(UNTIL, 1, null);
    InboxEntry second = now.waiting(UNTIL, 1, null);
    assertSame(List.of(first, second), sorted(claimed));
    assertHolds(inbox, first, second, later);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void claimDue_leavesAsItWas_whatIsOfASubscriptionWithoutRoom(boolean inOrder) {
    UpdateInbox inbox = inbox();
    InboxEntry full = added(inbox, InboxEntryBuilder.received().dueAt(NOW));
    InboxEntry other = added(inbox, InboxEntryBuilder.received().dueAt(NOW));
    Claim claim = new Claim(NOW, UNTIL, 10, other.subscription().toString()::equals);

    assertSame(List.of(other.waiting(UNTIL, 1, null)), inbox.claimDue(claim, inOrder));
    assertHolds(inbox, full, other.waiting(UNTIL, 1, null));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void claimDue_isEmpty_whenNothingIsDue(boolean inOrder) {
    UpdateInbox inbox = inbox();
    assertEquals(List.of(), inbox.claimDue(Claim.of(NOW, UNTIL, 10), inOrder));
    InboxEntry soon = added(inbox, InboxEntryBuilder.received().dueAt(NOW.plusMillis(1)));
    assertEquals(List.of(), inbox.claimDue(Claim.of(NOW, UNTIL, 10), inOrder));
    assertHolds(inbox, soon);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void claimDue_passesOver_whatIsClaimed_untilTheClaimEnds(boolean inOrder) {
    UpdateInbox inbox = inbox();
    InboxEntry claimed = claimed(inbox);

    assertEquals(List.of(), inbox.claimDue(Claim.of(NOW, LATER, 1), inOrder));
    assertEquals(List.of(), inbox.claimDue(Claim.of(UNTIL.minusMillis(1), LATER, 1), inOrder));
    List<InboxEntry> again = inbox.claimDue(Claim.of(UNTIL, LATER, 1), inOrder);

    assertSame(List.of(claimed.waiting(LATER, 2, null)), again);
  }

  @ParameterizedTest
  @CsvSource({"1,3", "3,3", "1000,3", "5,12"})
  default void claimDue_claimsUpdatesBatchAfterBatch_untilNothingIsDue(int limit, int count) {
    UpdateInbox inbox = inbox();
    for (int i = 0; i < count; i++) {
      added(inbox, InboxEntryBuilder.received().subscription(ONE));
    }

    Set<UpdateId> claimed = new HashSet<>();
    while (claimed.size() < count) {
      int expected = Math.min(limit, count - claimed.size());
      List<InboxEntry> batch = inbox.claimDue(Claim.of(NOW, UNTIL, limit), false);
      assertEquals(expected, batch.size());
      batch.forEach(each -> claimed.add(each.id()));
    }

    assertEquals(List.of(), inbox.claimDue(Claim.of(NOW, UNTIL, limit), false));
  }

  @Test
  default void claimDue_inOrder_givesTheOldestOfEachSubscription() {
    UpdateInbox inbox = inbox();
    InboxEntry first = added(inbox, ofOne());
    InboxEntry second = added(inbox, ofOne());
    InboxEntry other = added(inbox, InboxEntryBuilder.received());

    List<InboxEntry> claimed = inbox.claimDue(Claim.of(NOW, UNTIL, 10), true);

    assertEquals(List.of(first.id(), other.id()), ids(claimed));
    assertEquals(List.of(), inbox.claimDue(Claim.of(NOW, UNTIL, 10), true));
    assertTrue(inbox.complete(sorted(claimed).get(0), NOW, false));
    assertEquals(List.of(second.id()), ids(inbox.claimDue(Claim.of(NOW, UNTIL, 10), true)));
  }

  @Test
  default void claimDue_inOrder_goesByWhatTheInboxSawFirst_notByIdsOrTimes() {
    UpdateInbox inbox = inbox();
    InboxEntryBuilder madeFirst = ofOne().receivedAt(NOW.minusSeconds(10));
    InboxEntry seenFirst = added(inbox, ofOne());
    InboxEntry seenSecond = added(inbox, madeFirst);

    assertEquals(List.of(seenFirst.id(), seenSecond.id()), InboxChecks.idsInOrder(inbox, NOW));
  }

  @Test
  default void claimDue_inOrder_waitsForAnOlderOne_thatIsToBeTriedAgain() {
    UpdateInbox inbox = inbox();
    added(inbox, ofOne());
    InboxEntry second = added(inbox, ofOne());
    InboxEntry failed = inbox.claimDue(Claim.of(NOW, UNTIL, 10), true).get(0);
    assertTrue(inbox.putBack(failed, LATER, 1, "not now"));

    assertEquals(List.of(), inbox.claimDue(Claim.of(UNTIL, LATER, 10), true));
    assertEquals(List.of(second.id()), ids(inbox.claimDue(Claim.of(UNTIL, LATER, 10), false)));
  }

  @Test
  default void claimDue_inOrder_passesOver_whatIsParkedOrDone() {
    UpdateInbox inbox = inbox();
    added(inbox, ofOne());
    added(inbox, ofOne());
    InboxEntry third = added(inbox, ofOne());
    assertTrue(inbox.park(inbox.claimDue(Claim.of(NOW, UNTIL, 10), true).get(0), NOW, "poison"));
    assertTrue(inbox.complete(inbox.claimDue(Claim.of(NOW, UNTIL, 10), true).get(0), NOW, true));

    assertEquals(List.of(third.id()), InboxChecks.idsInOrder(inbox, NOW));
  }

  private static InboxEntryBuilder ofOne() {
    return InboxEntryBuilder.received().subscription(ONE);
  }

  private static List<UpdateId> ids(List<InboxEntry> entries) {
    return sorted(entries).stream().map(InboxEntry::id).toList();
  }
}
