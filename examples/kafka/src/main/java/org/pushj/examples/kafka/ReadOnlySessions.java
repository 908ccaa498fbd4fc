package org.pushj.examples.kafka;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Gives up a connection to a database that was read-only. A server that fails over, or whose {@code
 * default_transaction_read_only} is set for a while, is writable again later, but a session that
 * began meanwhile stays read-only, and still passes validation: a pool would keep it for half an
 * hour.
 */
final class ReadOnlySessions implements SQLExceptionOverride {
  /** On PostgreSQL and MariaDB: a change in a transaction that is read-only. */
  private static final String READ_ONLY = "25006";

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return READ_ONLY.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
