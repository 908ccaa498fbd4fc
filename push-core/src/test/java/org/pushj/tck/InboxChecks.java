package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.pushj.spi.UpdateInbox;

/** Steps and assertions that several parts of the {@link UpdateInboxContract} use. */
final class InboxChecks {
  /** The longest error that is kept, beyond ASCII. */
  static final String MAX_ERROR = "\u00e9".repeat(InboxEntry.MAX_ERROR);

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
    assertSame(expected, inbox.list(UpdateInbox.Query.all()));
    for (InboxEntry entry : expected) {
      assertSame(List.of(entry), inbox.findById(entry.id()).stream().toList());
    }
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
}
