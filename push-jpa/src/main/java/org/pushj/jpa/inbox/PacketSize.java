package org.pushj.jpa.inbox;

import java.util.concurrent.atomic.AtomicBoolean;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.store.StoreTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of a MariaDB server whose {@code max_allowed_packet} is too small for updates of the size
 * that is accepted by default: escaping may double a content. Thread-safe.
 */
public final class PacketSize {
  private static final Logger LOG = LoggerFactory.getLogger(PacketSize.class.getPackageName());

  /** 10 MiB of content, twice, and what else is in the statement. */
  private static final long ENOUGH = 21L << 20;

  private final AtomicBoolean isChecked = new AtomicBoolean();

  public PacketSize() {}

  /** Looks once, and again if that failed. */
  public void check(StoreTransactions transactions) {
    if (transactions.database() != Database.MARIADB || isChecked.get()) {
      return;
    }
    long size =
        transactions.read(
            "asking for max_allowed_packet",
            statements ->
                statements.list(Sql.of("SELECT @@max_allowed_packet"), Row::number).get(0));
    if (isChecked.compareAndSet(false, true) && size < ENOUGH) {
      LOG.warn(
          "max_allowed_packet of the database is {}: an update of more than half of that may not"
              + " fit, and is then answered 503 each time. Set it to {} for updates of up to 10"
              + " MiB, or set maxUpdateBytes to less than half of it",
          size,
          ENOUGH);
    }
  }
}
