package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.jpa.ClaimTimes.NOW;
import static org.pushj.jpa.ClaimTimes.UNTIL;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;

/** A node removes what is old, and nobody waits for it. */
interface InboxCleaningContract {

  /** Returns the nodes. */
  TwoNodes nodes();

  /** Returns the inbox of the first node, empty. */
  UpdateInbox inbox();

  /** Returns the inbox of the second node. */
  UpdateInbox peer(UpdateInbox inbox);

  @Test
  default void purge_passesOverWhatAnotherIsJustRemoving() {
    UpdateInbox first = inbox();
    UpdateInbox second = peer(first);
    settle(first, 10, NOW);
    nodes()
        .one()
        .run(
            entities -> {
              assertThat(first.purgeDone(UNTIL, 4)).isEqualTo(4);
              assertThat(second.purgeDone(UNTIL, 4)).isEqualTo(4);
            });
    assertThat(second.purgeDone(UNTIL, 4)).isEqualTo(2);
  }

  @Test
  default void purge_holdsUpNothingThatComes_orIsSettled() {
    UpdateInbox first = inbox();
    UpdateInbox second = peer(first);
    settle(first, 10, NOW);
    nodes()
        .one()
        .run(
            entities -> {
              assertThat(first.purgeDone(UNTIL, 4)).isEqualTo(4);
              assertThat(first.purgeParked(UNTIL, 4)).isEqualTo(4);
              settle(second, 3, NOW.plusSeconds(1));
            });
    assertThat(second.load().parked()).isEqualTo(10 - 4 + 3);
  }

  /** Adds updates, and then as many; completes the former, and parks the latter. */
  private static void settle(UpdateInbox inbox, int count, Instant from) {
    for (int i = 0; i < 2 * count; i++) {
      InboxEntryBuilder update = InboxEntryBuilder.received();
      assertThat(inbox.add(update.build(), update.content(), null))
          .isEqualTo(UpdateInbox.Receipt.ADDED);
    }
    List<InboxEntry> claimed = inbox.claimDue(Claim.of(NOW, UNTIL, 2 * count), false);
    assertThat(claimed).hasSize(2 * count);
    for (int i = 0; i < count; i++) {
      Instant now = from.plusMillis(i);
      assertThat(inbox.complete(claimed.get(i), now, true)).isTrue();
      assertThat(inbox.park(claimed.get(count + i), now, "poison")).isTrue();
    }
  }
}
