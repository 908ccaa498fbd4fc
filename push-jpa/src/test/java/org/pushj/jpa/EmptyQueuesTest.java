package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.jpa.ClaimTimes.LATER;
import static org.pushj.jpa.ClaimTimes.NOW;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.QueuedPingBuilder;

/**
 * A queue is empty most of the time, and vacuumed then. A statement that PostgreSQL plans after
 * that is executed so until the next vacuum, and by then the table is full of dead rows.
 */
class EmptyQueuesTest {
  private static final int MANY = 500;
  private static final int FEW = 10;

  @Test
  void statement_readsNoWholeTable_afterAVacuumOfEmptyQueues() {
    try (HikariDataSource dataSource = TestDatabase.POSTGRESQL.open()) {
      ExplainedStatements later = new ExplainedStatements(TestDatabase.POSTGRESQL, dataSource);
      try (EntityManagerFactory factory = TestProvider.HIBERNATE.open(dataSource);
          EntityManagerFactory explained = TestProvider.HIBERNATE.open(later.dataSource())) {
        work(factory, MANY);
        TestDatabase.execute(dataSource, "VACUUM ANALYZE push_update");
        TestDatabase.execute(dataSource, "VACUUM ANALYZE push_ping");

        work(explained, FEW);
      }
      assertThat(later.plans()).hasSizeGreaterThan(5);
      assertThat(later.plans().values())
          .extracting(ExplainedStatements.Plan::text)
          .noneMatch(plan -> plan.contains("Seq Scan on push_"))
          .filteredOn(plan -> plan.contains("Scan on unnest"))
          .as("claims in order")
          .isNotEmpty()
          .noneMatch(plan -> plan.contains("push_update_due"));
    }
  }

  /** Adds some updates and pings, claims and completes them all. */
  private static void work(EntityManagerFactory factory, int count) {
    TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
    UpdateInbox inbox = new JpaUpdateInbox(boundary);
    for (boolean inOrder : new boolean[] {false, true}) {
      for (int i = 0; i < count; i++) {
        InboxEntryBuilder update = InboxEntryBuilder.received();
        assertThat(inbox.add(update.build(), update.content(), NOW))
            .isEqualTo(UpdateInbox.Receipt.ADDED);
      }
      List<InboxEntry> claimed = inbox.claimDue(Claim.of(NOW, LATER, count), inOrder);
      assertThat(claimed).isNotEmpty();
      for (InboxEntry each : claimed) {
        assertThat(inbox.content(each.id())).isPresent();
        assertThat(inbox.complete(each, NOW, false)).isTrue();
      }
    }
    PingQueue pings = new JpaPingQueue(boundary);
    assertThat(
            pings.add(
                IntStream.range(0, count)
                    .mapToObj(i -> QueuedPingBuilder.asked().build())
                    .toList()))
        .isTrue();
    List<QueuedPing> claimed = pings.claimDue(Claim.of(NOW, LATER, count));
    assertThat(pings.complete(claimed)).isEqualTo(count);
  }
}
