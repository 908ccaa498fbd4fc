package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;

/** A slow listener takes no connection from the callbacks of hubs. */
class DeliveryConnectionTest {
  private static final Instant NOW = ManualClock.START;

  @ParameterizedTest
  @EnumSource
  void delivery_holdsAConnection_onlyFromTheFirstChangeOn(TestProvider provider) throws Exception {
    try (HikariDataSource dataSource = TestDatabase.H2.open();
        EntityManagerFactory factory = provider.open(dataSource)) {
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      JpaUpdateInbox inbox = new JpaUpdateInbox(boundary);
      InboxEntryBuilder update = InboxEntryBuilder.received();
      assertThat(inbox.add(update.build(), update.content(), null))
          .isEqualTo(UpdateInbox.Receipt.ADDED);
      List<InboxEntry> claimed = inbox.claimDue(Claim.of(NOW, NOW.plusSeconds(60), 1), false);
      HikariPoolMXBean pool = dataSource.getHikariPoolMXBean();

      boolean completed =
          inbox.deliver(
              claimed.get(0),
              () -> NOW,
              false,
              () -> {
                assertThat(inbox.findById(claimed.get(0).id())).isPresent();
                assertThat(pool.getActiveConnections()).isZero();
                assertThat(inbox.add(next(), new byte[1], null))
                    .isEqualTo(UpdateInbox.Receipt.ADDED);
                assertThat(pool.getActiveConnections()).isEqualTo(1);
              });

      assertThat(completed).isTrue();
      assertThat(pool.getActiveConnections()).isZero();
      assertThat(inbox.load().updates()).isEqualTo(1);
    }
  }

  private static InboxEntry next() {
    return InboxEntryBuilder.received().content(new byte[1]).build();
  }
}
