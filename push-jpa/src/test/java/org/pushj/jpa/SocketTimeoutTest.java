package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.slf4j.LoggerFactory;

/** A connection that waits for an answer for ever is warned of. */
class SocketTimeoutTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("org.pushj.jpa");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void record() {
    log.start();
    LOGGER.setLevel(Level.INFO);
    LOGGER.setAdditive(false);
    LOGGER.addAppender(log);
  }

  @AfterEach
  void restore() {
    LOGGER.detachAppender(log);
    LOGGER.setAdditive(true);
    LOGGER.setLevel(null);
  }

  @Test
  void h2_needsNone() {
    assertThat(warnings(TestDatabase.H2.emptyUrl())).isZero();
  }

  @Test
  void postgreSql_isWarnedOfOnce_whenThereIsNone() {
    String url = TestDatabase.POSTGRESQL.emptyUrl();
    assertThat(warnings(url)).isEqualTo(1);
    assertThat(warnings(TestDatabase.POSTGRESQL.emptyUrl() + "&socketTimeout=60")).isZero();
  }

  @Nested
  @Tag("heavy")
  class MariaDb {
    @Test
    void mariaDb_isWarnedOfOnce_whenThereIsNone() {
      assertThat(warnings(TestDatabase.MARIADB.emptyUrl())).isEqualTo(1);
      assertThat(warnings(TestDatabase.MARIADB.emptyUrl() + "&socketTimeout=60000")).isZero();
    }
  }

  /** Creates the tables and uses two stores; returns how many warnings there were. */
  private long warnings(String url) {
    log.list.clear();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    try (HikariDataSource dataSource = new HikariDataSource(config)) {
      PushSchema.create(dataSource);
      try (EntityManagerFactory factory = TestProvider.HIBERNATE.open(dataSource)) {
        TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
        new JpaUpdateInbox(boundary).claimDue(Claim.of(ClaimTimes.NOW, ClaimTimes.UNTIL, 1), false);
        new JpaPingQueue(boundary).claimDue(Claim.of(ClaimTimes.NOW, ClaimTimes.UNTIL, 1));
      }
    }
    return log.list.stream()
        .filter(event -> event.getFormattedMessage().contains("socketTimeout"))
        .count();
  }
}
