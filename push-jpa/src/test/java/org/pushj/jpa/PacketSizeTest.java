package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.slf4j.LoggerFactory;

@Tag("heavy")
class PacketSizeTest {

  @Test
  void packetThatIsTooSmallForLargeUpdates_isWarnedOfOnce() {
    assertThat(warnings(22 << 20)).isEmpty();
    assertThat(warnings(16 << 20))
        .singleElement()
        .asString()
        .contains("max_allowed_packet of the database is 16777216", "Set it to 22020096");
  }

  /** Returns what an inbox logs while updates are added. */
  private static List<String> warnings(int packet) {
    Logger logger = (Logger) LoggerFactory.getLogger("org.pushj.jpa.inbox");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.setLevel(Level.WARN);
    logger.addAppender(log);
    try (HikariDataSource schema = TestDatabase.MARIADB.open()) {
      TestDatabase.execute(schema, "SET GLOBAL max_allowed_packet = " + packet);
      add(schema.getJdbcUrl());
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static void add(String url) {
    try (HikariDataSource dataSource = new HikariDataSource()) {
      dataSource.setJdbcUrl(url);
      try (EntityManagerFactory factory = TestProvider.HIBERNATE.open(dataSource)) {
        UpdateInbox inbox = new JpaUpdateInbox(TransactionBoundary.resourceLocal(factory));
        for (int i = 0; i < 2; i++) {
          InboxEntryBuilder update = InboxEntryBuilder.received();
          assertThat(inbox.add(update.build(), update.content(), null))
              .isEqualTo(UpdateInbox.Receipt.ADDED);
        }
      }
    }
  }
}
