package org.pushj.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.time.Instant;
import org.h2.jdbcx.JdbcDataSource;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.tck.ManualClock;

/**
 * Delivers an update to a listener that writes a note, and halts the process before the commit, as
 * a crash does. The arguments are the URL of the database and the id of the note.
 */
final class HaltedDelivery {
  private HaltedDelivery() {}

  public static void main(String[] arguments) throws Exception {
    TransactionBoundary boundary = TransactionBoundary.resourceLocal(open(arguments[0]));
    JpaUpdateInbox inbox = new JpaUpdateInbox(boundary);
    Instant now = ManualClock.START;
    InboxEntry claimed = inbox.claimDue(Claim.of(now, now.plusSeconds(60), 1), false).get(0);
    inbox.deliver(
        claimed,
        () -> now,
        false,
        () ->
            boundary.run(
                entities -> {
                  entities.persist(new Note(arguments[1]));
                  entities.flush();
                  Runtime.getRuntime().halt(HaltedProgram.HALTED);
                }));
  }

  static EntityManagerFactory open(String url) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setUrl(url);
    return Persistence.createEntityManagerFactory(
        "application",
        TestProvider.HIBERNATE.with("jakarta.persistence.nonJtaDataSource", dataSource));
  }
}
