package org.pushj.jpa.connections;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.pushj.jpa.sql.Failures;

/**
 * Keeps push from ending a JTA transaction of the application, in which a connection may take part.
 * Most pools refuse that themselves, but only at the end, when the changes are part of that
 * transaction; and those of some servers do not.
 */
public final class JtaCheck {
  private final @Nullable ServerTransactions transactions = ServerTransactions.find();

  /** Makes the check; in a server, on one of its threads. */
  public JtaCheck() {}

  /** Tells whether a connection may take part in a transaction of the thread. */
  boolean isNeeded() {
    return transactions != null && transactions.isActive();
  }

  /**
   * Checks a connection on which nothing was done since it came from the pool.
   *
   * @throws IllegalStateException if it takes part in a transaction of JTA
   */
  public void check(Connection fresh) throws SQLException {
    if (fresh.getAutoCommit()) {
      return;
    }
    if (isNeeded()) {
      throw refusal();
    }
    checkBegun(fresh);
  }

  /**
   * Checks a connection on which a transaction has begun, and nothing was done. To commit that does
   * nothing; JDBC has it refused to what takes part in a transaction of JTA.
   *
   * @throws IllegalStateException if it does
   */
  public static void checkBegun(Connection begun) {
    try {
      begun.commit();
    } catch (SQLException e) {
      if (!Failures.isDisconnected(e)) { // Then the first statement fails, too.
        IllegalStateException refusal = refusal();
        refusal.addSuppressed(e); // Some containers log only the innermost cause.
        throw refusal;
      }
    }
  }

  private static IllegalStateException refusal() {
    return new IllegalStateException(
        "the connection takes part in the JTA transaction of this thread, which push must not"
            + " commit; give push a non-JTA data source, or use TransactionBoundary.jta with a"
            + " persistence unit of JTA");
  }
}
