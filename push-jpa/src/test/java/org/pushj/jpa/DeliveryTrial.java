package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;
import org.pushj.spi.UpdateInbox.Delivery;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;

/** An empty inbox, and a listener that writes a note of its own. Made anew in each test. */
final class DeliveryTrial {
  private final CallerTransactions transactions;
  private final JpaUpdateInbox inbox;
  private final ManualClock clock = new ManualClock();
  private final String note = UUID.randomUUID().toString();

  DeliveryTrial(CallerTransactions transactions) {
    this.transactions = transactions;
    this.inbox = new JpaUpdateInbox(transactions.boundary());
    transactions
        .boundary()
        .run(entities -> entities.createNativeQuery("DELETE FROM push_update").executeUpdate());
  }

  JpaUpdateInbox inbox() {
    return inbox;
  }

  ManualClock clock() {
    return clock;
  }

  boolean deliver(InboxEntry claimed, Delivery delivery) throws Exception {
    return inbox.deliver(claimed, clock, false, delivery);
  }

  boolean delivered(InboxEntry claimed, Delivery delivery) {
    try {
      return deliver(claimed, delivery);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  InboxEntry claimed() {
    InboxEntryBuilder update = InboxEntryBuilder.received();
    assertThat(inbox.add(update.build(), update.content(), null))
        .isEqualTo(UpdateInbox.Receipt.ADDED);
    Instant now = clock.instant();
    return inbox.claimDue(Claim.of(now, now.plusSeconds(60), 10), false).get(0);
  }

  List<InboxEntry> takeOver() {
    Instant later = clock.instant().plus(Duration.ofMinutes(1));
    return inbox.claimDue(Claim.of(later, later.plusSeconds(60), 10), false);
  }

  void write() {
    transactions.boundary().run(entities -> entities.persist(new Note(note)));
  }

  boolean isWritten() {
    return transactions.boundary().read(entities -> entities.find(Note.class, note) != null);
  }
}
