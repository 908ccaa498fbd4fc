package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.InboxChecks.added;
import static org.pushj.tck.InboxChecks.assertHolds;
import static org.pushj.tck.InboxChecks.assertSame;
import static org.pushj.tck.InboxChecks.claimed;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.UNTIL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.SubscriptionId;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/** What is in the inbox can be seen, counted, and cleared away. */
interface InboxListContract extends InboxContractBase {

  @Test
  default void list_filtersByStateAndSubscription() {
    UpdateInbox inbox = inbox();
    SubscriptionId one = SubscriptionId.next(NOW);
    InboxEntry parked = parked(inbox, InboxEntryBuilder.received().subscription(one));
    InboxEntry done = done(inbox, InboxEntryBuilder.received().subscription(one));
    InboxEntry other = parked(inbox, InboxEntryBuilder.received());
    InboxEntry waiting = added(inbox, InboxEntryBuilder.received().subscription(one));
    UpdateInbox.Query all = UpdateInbox.Query.all();

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
    UpdateInbox inbox = inbox();
    List<InboxEntry> entries = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      entries.add(InboxEntryBuilder.received().build());
    }
    for (int i = 4; i >= 0; i--) {
      assertEquals(
          UpdateInbox.Receipt.ADDED,
          inbox.add(entries.get(i), new byte[entries.get(i).length()], null));
    }
    UpdateInbox.Query query = UpdateInbox.Query.all().withLimit(2);

    List<InboxEntry> first = inbox.list(query);
    List<InboxEntry> second = inbox.list(query.after(first.get(1)));
    List<InboxEntry> third = inbox.list(query.after(second.get(1)));

    assertSame(entries.subList(0, 2), first);
    assertSame(entries.subList(2, 4), second);
    assertSame(entries.subList(4, 5), third);
    assertSame(List.of(), inbox.list(query.after(third.get(0))));
  }

  @Test
  default void load_countsWhatWaits_claimedOrNot_andWhatIsParked() {
    UpdateInbox inbox = inbox();
    assertEquals(new UpdateInbox.Load(0, 0, 0), inbox.load());
    parked(inbox, InboxEntryBuilder.received().content(new byte[5]));
    done(inbox, InboxEntryBuilder.received());
    added(inbox, InboxEntryBuilder.received().content(new byte[1000]));
    inbox.claimDue(Claim.of(NOW, UNTIL, 1), false);
    added(inbox, InboxEntryBuilder.received().content(new byte[234]));
    added(inbox, InboxEntryBuilder.received().content(new byte[0]).dueAt(LATER));
    assertEquals(new UpdateInbox.Load(4, 1239, 1), inbox.load());
  }

  @ParameterizedTest
  @EnumSource(names = {"DONE", "PARKED"})
  default void purge_removesInBatches_theOldestFirst_whatWasSettledBefore(InboxEntry.State state) {
    UpdateInbox inbox = inbox();
    InboxEntry parked = settled(inbox, InboxEntry.State.PARKED, NOW.plusMillis(5));
    InboxEntry done = settled(inbox, InboxEntry.State.DONE, NOW.plusMillis(5));
    InboxEntry waiting = added(inbox, InboxEntryBuilder.received().dueAt(LATER));
    List<InboxEntry> old = new ArrayList<>();
    for (int i = 4; i >= 0; i--) {
      old.add(settled(inbox, state, NOW.plusMillis(i)));
    }

    assertEquals(0, purge(inbox, state, NOW, 10));
    assertEquals(2, purge(inbox, state, NOW.plusMillis(5), 2));
    assertHolds(inbox, parked, done, waiting, old.get(0), old.get(1), old.get(2));
    assertEquals(3, purge(inbox, state, NOW.plusMillis(5), 10));
    assertHolds(inbox, parked, done, waiting);
    assertEquals(1, purge(inbox, state, LATER, 10));
    assertHolds(inbox, state == InboxEntry.State.DONE ? parked : done, waiting);
  }

  @Test
  default void forgetDuplicates_forgetsInBatches_whatWasReceivedBefore() {
    UpdateInbox inbox = inbox();
    List<InboxEntryBuilder> again = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      SubscriptionId subscription = SubscriptionId.next(NOW);
      InboxEntryBuilder first = again(subscription);
      assertEquals(UpdateInbox.Receipt.ADDED, inbox.add(first.build(), first.content(), NOW));
      again.add(again(subscription));
    }
    InboxEntry held = inbox.list(UpdateInbox.Query.all()).get(0);

    assertEquals(0, inbox.forgetDuplicates(NOW, 10));
    again.forEach(
        each ->
            assertEquals(
                UpdateInbox.Receipt.DUPLICATE, inbox.add(each.build(), each.content(), NOW)));
    assertEquals(3, inbox.forgetDuplicates(NOW.plusMillis(1), 3));
    assertEquals(2, inbox.forgetDuplicates(NOW.plusMillis(1), 10));
    assertEquals(0, inbox.forgetDuplicates(LATER, 10));
    again.forEach(
        each ->
            assertEquals(UpdateInbox.Receipt.ADDED, inbox.add(each.build(), each.content(), NOW)));
    assertSame(List.of(held), inbox.findById(held.id()).stream().toList());
  }

  private static InboxEntryBuilder again(SubscriptionId subscription) {
    return InboxEntryBuilder.received().subscription(subscription).content("again");
  }

  private static int purge(UpdateInbox inbox, InboxEntry.State state, Instant before, int limit) {
    return state == InboxEntry.State.DONE
        ? inbox.purgeDone(before, limit)
        : inbox.purgeParked(before, limit);
  }

  private static InboxEntry parked(UpdateInbox inbox, InboxEntryBuilder builder) {
    return settled(inbox, builder, InboxEntry.State.PARKED, NOW);
  }

  private static InboxEntry done(UpdateInbox inbox, InboxEntryBuilder builder) {
    return settled(inbox, builder, InboxEntry.State.DONE, NOW);
  }

  private static InboxEntry settled(UpdateInbox inbox, InboxEntry.State state, Instant at) {
    return settled(inbox, InboxEntryBuilder.received(), state, at);
  }

  private static InboxEntry settled(
      UpdateInbox inbox, InboxEntryBuilder builder, InboxEntry.State state, Instant at) {
    InboxEntry claimed = claimed(inbox, builder);
    boolean isDone = state == InboxEntry.State.DONE;
    assertTrue(isDone ? inbox.complete(claimed, at, true) : inbox.park(claimed, at, "poison"));
    return claimed.settled(state, at, isDone ? null : "poison");
  }
}
