package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.UNTIL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pushj.UpdateId;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;

/** Steps and assertions that several parts of the {@link UpdateInboxContract} use. */
final class InboxChecks {
  /** Longer than what is kept of an error, and beyond ASCII. */
  static final String LONG_ERROR = "\u00e9".repeat(InboxEntry.MAX_ERROR) + " and more";

  private InboxChecks() {}

  static InboxEntry added(UpdateInbox inbox, InboxEntryBuilder builder) {
    InboxEntry entry = builder.build();
    assertEquals(UpdateInbox.Receipt.ADDED, inbox.add(entry, builder.content(), null));
    return entry;
  }

  /** Adds an update that is due, and claims it until {@link Samples#UNTIL}. */
  static InboxEntry claimed(UpdateInbox inbox) {
    return claimed(inbox, InboxEntryBuilder.received());
  }

  static InboxEntry claimed(UpdateInbox inbox, InboxEntryBuilder builder) {
    InboxEntry added = added(inbox, builder);
    InboxEntry claimed = claimedOne(inbox, NOW, UNTIL);
    assertEquals(added.id(), claimed.id());
    return claimed;
  }

  /** Claims the only update that is due. */
  static InboxEntry claimedOne(UpdateInbox inbox, Instant now, Instant until) {
    List<InboxEntry> claimed = inbox.claimDue(Claim.of(now, until, 10), false);
    assertEquals(1, claimed.size(), () -> "claimed: " + claimed);
    return claimed.get(0);
  }

  /** Asserts that the inbox holds these updates and no others, whichever way it is asked. */
  static void assertHolds(UpdateInbox inbox, InboxEntry... entries) {
    List<InboxEntry> expected = sorted(List.of(entries));
    if (inbox instanceof ManageableInbox manageable) {
      assertSame(expected, manageable.list(ManageableInbox.Query.all()));
    }
    assertEquals(load(expected), inbox.load());
    for (InboxEntry entry : expected) {
      assertSame(List.of(entry), inbox.findById(entry.id()).stream().toList());
    }
  }

  private static UpdateInbox.Load load(List<InboxEntry> entries) {
    List<InboxEntry> loading =
        entries.stream().filter(each -> each.state() != InboxEntry.State.DONE).toList();
    return new UpdateInbox.Load(
        loading.size(),
        loading.stream().mapToLong(InboxEntry::length).sum(),
        loading.stream().filter(each -> each.state() == InboxEntry.State.PARKED).count());
  }

  static void assertContent(UpdateInbox inbox, UpdateId id, byte[] expected) {
    assertArrayEquals(expected, inbox.content(id).orElseThrow());
  }

  static void assertGone(UpdateInbox inbox, UpdateId id) {
    assertEquals(Optional.empty(), inbox.findById(id));
    assertEquals(Optional.empty(), inbox.content(id).map(content -> content.length));
  }

  /** Asserts that the entries are equal, their URLs to the letter. */
  static void assertSame(List<InboxEntry> expected, List<InboxEntry> actual) {
    assertEquals(lines(expected), lines(actual));
    assertEquals(expected, actual);
  }

  static List<InboxEntry> sorted(List<InboxEntry> entries) {
    List<InboxEntry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(InboxEntry::id));
    return sorted;
  }

  private static String lines(List<InboxEntry> entries) {
    return String.join("\n", entries.stream().map(InboxEntry::toString).toList());
  }

  /** Claims in order and completes until nothing is due. */
  static List<UpdateId> idsInOrder(UpdateInbox inbox, Instant now) {
    List<UpdateId> ids = new ArrayList<>();
    List<InboxEntry> batch = inbox.claimDue(Claim.of(now, UNTIL, 10), true);
    while (!batch.isEmpty()) {
      assertEquals(1, batch.size());
      ids.add(batch.get(0).id());
      assertTrue(inbox.complete(batch.get(0), now, false));
      batch = inbox.claimDue(Claim.of(now, UNTIL, 10), true);
    }
    return ids;
  }

  static InboxEntry parked(UpdateInbox inbox, InboxEntryBuilder builder) {
    return settled(inbox, builder, InboxEntry.State.PARKED, NOW);
  }

  static InboxEntry done(UpdateInbox inbox, InboxEntryBuilder builder) {
    return settled(inbox, builder, InboxEntry.State.DONE, NOW);
  }

  static InboxEntry settled(UpdateInbox inbox, InboxEntry.State state, Instant at) {
    return settled(inbox, InboxEntryBuilder.received(), state, at);
  }

  static InboxEntry settled(
      UpdateInbox inbox, InboxEntryBuilder builder, InboxEntry.State state, Instant at) {
    InboxEntry claimed = claimed(inbox, builder);
    boolean isDone = state == InboxEntry.State.DONE;
    assertTrue(isDone ? inbox.complete(claimed, at, true) : inbox.park(claimed, at, "poison"));
    return claimed.settled(state, at, isDone ? null : "poison");
  }
}
