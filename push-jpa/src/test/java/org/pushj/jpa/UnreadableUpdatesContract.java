package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.jpa.ClaimTimes.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;

/** A row that cannot be read is the problem of one update, and of the nodes that cannot read it. */
interface UnreadableUpdatesContract {
  /** Less than such a row is passed over. */
  Duration SOON = Duration.ofMinutes(1);

  /** How long such a row is passed over, and more. */
  Duration LATE = Duration.ofMinutes(11);

  /** Returns the nodes. */
  TwoNodes nodes();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void unreadableUpdate_leavesOthersToBeDelivered(boolean inOrder) {
    ManageableInbox inbox = empty();
    InboxEntry unread = add(inbox, InboxEntryBuilder.received().dueAt(NOW.minusSeconds(1)));
    InboxEntry other = add(inbox, InboxEntryBuilder.received().dueAt(NOW));
    damage(unread);

    assertThat(inbox.claimDue(claim(NOW, 1), inOrder))
        .extracting(InboxEntry::id)
        .containsExactly(other.id());
    assertThat(inbox.claimDue(claim(NOW.plus(SOON).minusMillis(1), 1), inOrder)).isEmpty();
    assertThat(inbox.claimNext(unread.subscription(), NOW, NOW.plus(SOON))).isEmpty();
    assertThat(inbox.list(ManageableInbox.Query.all().withLimit(1)))
        .extracting(InboxEntry::id)
        .containsExactly(other.id());

    repair();
    assertThat(inbox.claimDue(claim(NOW.plus(LATE), 2), inOrder))
        .filteredOn(each -> each.id().equals(unread.id()))
        .singleElement()
        .satisfies(each -> assertThat(each.attempts()).isEqualTo(1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void unreadableUpdate_isLeftToANodeThatCanReadIt(boolean inOrder) {
    UpdateInbox older = empty();
    UpdateInbox newer = new JpaUpdateInbox(nodes().two());
    InboxEntry unread = add(older, InboxEntryBuilder.received().dueAt(NOW));
    damage(unread);
    assertThat(older.claimDue(claim(NOW, 5), inOrder)).isEmpty();

    repair();
    assertThat(newer.claimDue(claim(NOW, 5), inOrder))
        .extracting(InboxEntry::id)
        .containsExactly(unread.id());
  }

  @Test
  default void updateThatNoNodeReads_isPassedOverInTurnWithinItsSubscription() {
    UpdateInbox inbox = empty();
    SubscriptionId subscription = SubscriptionId.next(NOW);
    InboxEntry first = add(inbox, InboxEntryBuilder.received().subscription(subscription));
    InboxEntry unread = add(inbox, InboxEntryBuilder.received().subscription(subscription));
    damage(unread);

    InboxEntry claimed = inbox.claimNext(subscription, NOW, NOW.plus(SOON)).orElseThrow();
    assertThat(claimed.id()).isEqualTo(first.id());
    assertThat(inbox.complete(claimed, NOW, false)).isTrue();
    assertThat(inbox.claimNext(subscription, NOW, NOW.plus(SOON))).isEmpty();
  }

  @Test
  default void unreadableUpdate_leavesItsPlaceToAnotherOfItsSubscription() {
    UpdateInbox inbox = empty();
    SubscriptionId subscription = SubscriptionId.next(NOW);
    damage(
        add(
            inbox,
            InboxEntryBuilder.received().subscription(subscription).dueAt(NOW.minusSeconds(1))));
    InboxEntry other =
        add(inbox, InboxEntryBuilder.received().subscription(subscription).dueAt(NOW));
    Set<String> taken = new HashSet<>();

    assertThat(inbox.claimDue(new Claim(NOW, NOW.plus(SOON), 1, taken::add), false))
        .extracting(InboxEntry::id)
        .containsExactly(other.id());
  }

  /** It may have waited for days before a node of another release came to it. */
  @Test
  default void updateThatNoNodeReads_isParkedADayAfterThatWasFound() {
    ManageableInbox inbox = empty();
    InboxEntry unread = add(inbox, InboxEntryBuilder.received());
    damage(unread);

    Instant found = NOW.plus(Duration.ofDays(3));
    Instant next = found.plus(Duration.ofDays(1));
    assertThat(inbox.claimDue(claim(found, 1), true)).isEmpty();
    assertThat(inbox.claimDue(claim(next.minusSeconds(1), 1), true)).isEmpty();
    assertThat(inbox.load().parked()).isZero();
    assertThat(inbox.claimDue(claim(next.plus(LATE), 1), true)).isEmpty();
    assertThat(inbox.load().parked()).isEqualTo(1);

    repair();
    assertThat(inbox.findById(unread.id()).orElseThrow().error())
        .isEqualTo("it cannot be read, since %s; the log says why", found);
    assertThat(inbox.requeue(unread.id(), NOW)).isTrue();
    damage(unread);
    assertThat(inbox.claimDue(claim(next.plus(LATE).plus(LATE), 1), true)).isEmpty();
    assertThat(inbox.load().parked()).as("it gets another day").isZero();
  }

  private ManageableInbox empty() {
    nodes().clear("push_update");
    nodes().clear("push_update_seen");
    return new JpaUpdateInbox(nodes().one());
  }

  private static Claim claim(Instant now, int limit) {
    return Claim.of(now, now.plus(SOON), limit);
  }

  private static InboxEntry add(UpdateInbox inbox, InboxEntryBuilder builder) {
    assertThat(inbox.add(builder.build(), builder.content(), null))
        .isEqualTo(UpdateInbox.Receipt.ADDED);
    return builder.build();
  }

  /** Names an algorithm that only a newer version knows. */
  private void damage(InboxEntry entry) {
    UpdateId id = entry.id();
    nodes().update("UPDATE push_update SET signature = 'SHA3' WHERE id = '%s'".formatted(id));
  }

  private void repair() {
    nodes().update("UPDATE push_update SET signature = 'SHA256'");
  }
}
