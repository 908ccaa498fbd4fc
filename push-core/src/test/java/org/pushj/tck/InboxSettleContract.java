package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.InboxChecks.LONG_ERROR;
import static org.pushj.tck.InboxChecks.assertContent;
import static org.pushj.tck.InboxChecks.assertGone;
import static org.pushj.tck.InboxChecks.assertHolds;
import static org.pushj.tck.InboxChecks.claimed;
import static org.pushj.tck.InboxChecks.claimedOne;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.UNTIL;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/** Each change of a claimed update is a compare-and-set on the claim. */
interface InboxSettleContract extends InboxContractBase {

  @ParameterizedTest
  @EnumSource(InboxSettling.class)
  default void settling_loses_whenAnotherHasTheClaim(InboxSettling way) throws Exception {
    UpdateInbox inbox = inbox();
    InboxEntry lost = claimed(inbox);
    InboxEntry won = claimedOne(inbox, UNTIL, LATER);

    assertFalse(way.go(inbox, lost));
    assertHolds(inbox, won);
    assertTrue(way.go(inbox, won));
  }

  @ParameterizedTest
  @EnumSource(InboxSettling.class)
  default void settling_wins_afterTheEndOfTheClaim_whenNobodyElseHasIt(InboxSettling way)
      throws Exception {
    UpdateInbox inbox = inbox();
    InboxEntry claimed = claimed(inbox, InboxEntryBuilder.received());
    assertTrue(way.go(inbox, claimed));
    assertFalse(way.go(inbox, claimed));
  }

  @Test
  default void complete_removes_whatIsNotKept() {
    UpdateInbox inbox = inbox();
    InboxEntry claimed = claimed(inbox);
    assertTrue(inbox.complete(claimed, NOW, false));
    assertHolds(inbox);
    assertGone(inbox, claimed.id());
    assertFalse(inbox.complete(claimed, NOW, false));
  }

  @Test
  default void complete_keepsContent_whenItIsToBeKept() {
    UpdateInbox inbox = inbox();
    InboxEntryBuilder builder = InboxEntryBuilder.received();
    InboxEntry claimed = claimed(inbox, builder);
    assertTrue(inbox.complete(claimed, NOW.plusMillis(7), true));
    InboxEntry done = claimed.settled(InboxEntry.State.DONE, NOW.plusMillis(7), null);
    assertHolds(inbox, done);
    assertContent(inbox, done.id(), builder.content());
    assertFalse(inbox.complete(done, NOW, false));
    assertEquals(List.of(), inbox.claimDue(Claim.of(LATER, LATER.plusSeconds(1), 10), false));
  }

  @Test
  default void deliver_runsTheDelivery_andCompletes() throws Exception {
    UpdateInbox inbox = inbox();
    InboxEntry claimed = claimed(inbox);
    List<Thread> ranOn = new ArrayList<>();
    assertTrue(
        inbox.deliver(
            claimed, new ManualClock(NOW), true, () -> ranOn.add(Thread.currentThread())));
    assertEquals(List.of(Thread.currentThread()), ranOn);
    assertHolds(inbox, claimed.settled(InboxEntry.State.DONE, NOW, null));
  }

  @Test
  default void deliver_throwsWhatTheDeliveryThrows_andSettlesNothing() {
    UpdateInbox inbox = inbox();
    InboxEntry claimed = claimed(inbox);
    for (Throwable thrown : List.of(new IOException("no"), new AssertionError("never"))) {
      UpdateInbox.Delivery failing =
          () -> {
            if (thrown instanceof Error error) {
              throw error;
            }
            throw (Exception) thrown;
          };
      assertEquals(
          thrown,
          assertThrows(
              thrown.getClass(),
              () -> inbox.deliver(claimed, new ManualClock(NOW), true, failing)));
      assertHolds(inbox, claimed);
    }
    assertTrue(inbox.putBack(claimed, NOW, 1, "no"));
  }

  @Test
  default void putBack_setsTimeAttemptsAndErrorOfUpdates() {
    UpdateInbox inbox = inbox();
    InboxEntryBuilder builder = InboxEntryBuilder.received();
    InboxEntry claimed = claimed(inbox, builder);
    assertTrue(inbox.putBack(claimed, UNTIL, 5, LONG_ERROR));
    assertHolds(inbox, claimed.waiting(UNTIL, 5, LONG_ERROR));
    InboxEntry again = claimedOne(inbox, UNTIL, LATER);
    assertHolds(inbox, claimed.waiting(UNTIL, 5, LONG_ERROR).waiting(LATER, 6, LONG_ERROR));
    assertHolds(inbox, again);
    assertTrue(inbox.putBack(again, NOW, 0, null));
    assertHolds(inbox, again.waiting(NOW, 0, null));
    assertContent(inbox, again.id(), builder.content());
  }

  @Test
  default void park_takesTheUpdateOut_withItsContent() {
    UpdateInbox inbox = inbox();
    InboxEntryBuilder builder = InboxEntryBuilder.received();
    InboxEntry claimed = claimed(inbox, builder);
    assertTrue(inbox.park(claimed, NOW, LONG_ERROR));
    InboxEntry parked = claimed.settled(InboxEntry.State.PARKED, NOW, LONG_ERROR);
    assertHolds(inbox, parked);
    assertContent(inbox, parked.id(), builder.content());
    assertEquals(List.of(), inbox.claimDue(Claim.of(LATER, LATER.plusSeconds(1), 10), false));
    assertFalse(inbox.park(parked, NOW, "again"));
  }
}
