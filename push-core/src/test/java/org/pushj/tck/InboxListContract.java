package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.InboxChecks.added;
import static org.pushj.tck.InboxChecks.assertGone;
import static org.pushj.tck.InboxChecks.assertHolds;
import static org.pushj.tck.InboxChecks.assertSame;
import static org.pushj.tck.InboxChecks.claimed;
import static org.pushj.tck.InboxChecks.done;
import static org.pushj.tck.InboxChecks.parked;
import static org.pushj.tck.Race.BATCH;
import static org.pushj.tck.Race.ROUNDS;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.ONE;
import static org.pushj.tck.Samples.UNTIL;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;

/** Operators list updates, and requeue, replay and discard them. */
interface InboxListContract extends InboxContractBase {

  @Override
  ManageableInbox inbox();

  @Override
  default ManageableInbox peer(UpdateInbox inbox) {
    return (ManageableInbox) inbox;
  }

  @Test
  default void list_filtersByStateAndSubscription() {
    ManageableInbox inbox = inbox();
    SubscriptionId one = SubscriptionId.next(NOW);
    InboxEntry parked = parked(inbox, InboxEntryBuilder.received().subscription(one));
    InboxEntry done = done(inbox, InboxEntryBuilder.received().subscription(one));
    InboxEntry other = parked(inbox, InboxEntryBuilder.received());
    InboxEntry waiting = added(inbox, InboxEntryBuilder.received().subscription(one));
    ManageableInbox.Query all = ManageableInbox.Query.all();

    assertSame(List.of(parked, other), inbox.list(all.withState(InboxEntry.State.PARKED)));
    assertSame(List.of(done), inbox.list(all.withState(InboxEntry.State.DONE)));
    assertSame(List.of(waiting), inbox.list(all.withState(InboxEntry.State.WAITING)));
    assertSame(List.of(parked, done, waiting), inbox.list(all.withSubscription(one)));
    assertSame(
        List.of(parked), inbox.list(all.withSubscription(one).withState(InboxEntry.State.PARKED)));
    assertSame(List.of(), inbox.list(all.withSubscription(SubscriptionId.next(NOW))));
  }

  @Test
  default void list_givesUpdatesPageAfterPage_inTheOrderOfIds() {
    ManageableInbox inbox = inbox();
    List<InboxEntry> entries = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      entries.add(InboxEntryBuilder.received().build());
    }
    for (int i = 4; i >= 0; i--) {
      assertEquals(
          UpdateInbox.Receipt.ADDED,
          inbox.add(entries.get(i), new byte[entries.get(i).length()], null));
    }
    ManageableInbox.Query query = ManageableInbox.Query.all().withLimit(2);

    List<InboxEntry> first = inbox.list(query);
    List<InboxEntry> second = inbox.list(query.after(first.get(1)));
    List<InboxEntry> third = inbox.list(query.after(second.get(1)));

    assertSame(entries.subList(0, 2), first);
    assertSame(entries.subList(2, 4), second);
    assertSame(entries.subList(4, 5), third);
    assertSame(List.of(), inbox.list(query.after(third.get(0))));
  }

  @Test
  default void claimDue_inOrder_givesWhatWasRequeued_itsOldPlace() {
    ManageableInbox inbox = inbox();
    InboxEntry first = added(inbox, ofOne());
    InboxEntry second = added(inbox, ofOne());
    assertTrue(inbox.park(inbox.claimDue(Claim.of(NOW, UNTIL, 10), true).get(0), NOW, "poison"));
    InboxEntry third = added(inbox, ofOne());

    assertTrue(inbox.requeue(first.id(), NOW));
    assertEquals(List.of(first.id(), second.id(), third.id()), InboxChecks.idsInOrder(inbox, NOW));
  }

  @Test
  default void claimDue_inOrder_givesWhatIsReplayed_asItHadArrived() {
    ManageableInbox inbox = inbox();
    InboxEntryBuilder madeFirst = ofOne();
    List<UpdateId> arrived = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      arrived.add(added(inbox, ofOne()).id());
    }
    arrived.add(added(inbox, madeFirst).id());
    InboxEntry other = added(inbox, InboxEntryBuilder.received());
    keepAll(inbox);
    assertTrue(inbox.requeue(arrived.get(1), NOW));
    keepAll(inbox);
    InboxEntry parked = added(inbox, ofOne());
    assertTrue(inbox.park(inbox.claimDue(Claim.of(NOW, UNTIL, 10), true).get(0), NOW, "poison"));
    arrived.add(added(inbox, ofOne()).id());

    assertEquals(5, inbox.replay(ONE, NOW));
    assertEquals(0, inbox.replay(ONE, NOW));
    assertEquals(InboxEntry.State.PARKED, inbox.findById(parked.id()).orElseThrow().state());
    assertEquals(InboxEntry.State.DONE, inbox.findById(other.id()).orElseThrow().state());
    assertEquals(arrived, InboxChecks.idsInOrder(inbox, NOW));
  }

  @Test
  default void claimDue_inOrder_givesWhatWasRequeued_onceNoneIsClaimed() {
    ManageableInbox inbox = inbox();
    InboxEntry first = added(inbox, ofOne());
    InboxEntry second = added(inbox, ofOne());
    assertTrue(inbox.park(inbox.claimDue(Claim.of(NOW, UNTIL, 10), true).get(0), NOW, "poison"));
    InboxEntry claimed = inbox.claimDue(Claim.of(NOW, UNTIL, 10), true).get(0);
    assertEquals(second.id(), claimed.id());

    assertTrue(inbox.requeue(first.id(), NOW));
    assertEquals(List.of(), inbox.claimDue(Claim.of(NOW, UNTIL, 10), true));
    InboxEntry third = added(inbox, ofOne());
    assertTrue(inbox.complete(claimed, NOW, false));

    assertEquals(List.of(first.id(), third.id()), InboxChecks.idsInOrder(inbox, NOW));
  }

  @ParameterizedTest
  @EnumSource(
      value = InboxSettling.class,
      names = {"PARK", "KEEP"})
  default void requeue_startsAnew(InboxSettling way) throws Exception {
    ManageableInbox inbox = inbox();
    InboxEntry claimed = claimed(inbox);
    assertTrue(way.go(inbox, claimed));
    assertTrue(inbox.requeue(claimed.id(), UNTIL));
    InboxEntry requeued = claimed.withVersion(claimed.version() + 1).waiting(UNTIL, 0, null);
    assertHolds(inbox, requeued);
    assertFalse(inbox.requeue(claimed.id(), NOW));
    assertFalse(inbox.complete(claimed, NOW, false));
    assertSame(
        List.of(requeued.waiting(LATER, 1, null)), inbox.claimDue(Claim.of(UNTIL, LATER, 1), true));
  }

  @Test
  default void requeueAndDiscard_areFalse_whenTheUpdateWaitsOrIsUnknown() {
    ManageableInbox inbox = inbox();
    InboxEntry waiting = added(inbox, InboxEntryBuilder.received().dueAt(LATER));
    InboxEntry unknown = InboxEntryBuilder.received().build();
    assertFalse(inbox.requeue(waiting.id(), NOW));
    assertFalse(inbox.discard(waiting.id()));
    assertFalse(inbox.requeue(unknown.id(), NOW));
    assertFalse(inbox.discard(unknown.id()));
    InboxEntry claimed = claimed(inbox);
    assertFalse(inbox.discard(claimed.id()));
    assertHolds(inbox, waiting, claimed);
  }

  @ParameterizedTest
  @EnumSource(
      value = InboxSettling.class,
      names = {"PARK", "KEEP"})
  default void discard_removes_whatIsSettled(InboxSettling way) throws Exception {
    ManageableInbox inbox = inbox();
    InboxEntry claimed = claimed(inbox);
    assertTrue(way.go(inbox, claimed));
    assertTrue(inbox.discard(claimed.id()));
    assertFalse(inbox.discard(claimed.id()));
    assertHolds(inbox);
    assertGone(inbox, claimed.id());
  }

  @RepeatedTest(ROUNDS)
  default void requeue_isWonByOne_whenSeveralRequeueDiscardOrPurge() {
    ManageableInbox inbox = inbox();
    InboxEntry claimed = claimed(inbox);
    assertTrue(inbox.park(claimed, NOW, "poison"));

    List<Boolean> wins =
        Race.between(
            inbox,
            peer(inbox),
            (way, number) ->
                switch (number % 3) {
                  case 0 -> way.requeue(claimed.id(), NOW);
                  case 1 -> way.discard(claimed.id());
                  default -> way.purgeParked(LATER, BATCH) == 1;
                });

    assertEquals(1, Collections.frequency(wins, true));
  }

  private static InboxEntryBuilder ofOne() {
    return InboxEntryBuilder.received().subscription(ONE);
  }

  /** Delivers all that is due, and keeps it. */
  private static void keepAll(UpdateInbox inbox) {
    List<InboxEntry> batch = inbox.claimDue(Claim.of(NOW, UNTIL, 10), true);
    while (!batch.isEmpty()) {
      batch.forEach(each -> assertTrue(inbox.complete(each, NOW, true)));
      batch = inbox.claimDue(Claim.of(NOW, UNTIL, 10), true);
    }
  }
}
