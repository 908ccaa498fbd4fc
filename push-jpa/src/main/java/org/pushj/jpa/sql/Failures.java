package org.pushj.jpa.sql;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Classifies failures by what the database said. */
public final class Failures {
  private static final String CONNECTION = "08";
  private static final String SHUTDOWN = "57P";
  private static final String INTEGRITY = "23";
  private static final String ROLLED_BACK = "40";
  private static final String UNKNOWN_COMPLETION = "40003";
  private static final String NO_SUCH_THING = "42";

  /** PostgreSQL; MariaDB and H2; H2 with similar names, and with no table at all. */
  private static final Set<String> MISSING_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

  /** H2: the connection broke, the database is closed, and it is being shut down. */
  private static final Set<String> H2_IS_GONE = Set.of("90067", "90098", "90121");

  /** H2: another transaction has changed the row meanwhile. */
  private static final String CHANGED_MEANWHILE = "90131";

  /**
   * MariaDB: a deadlock, and a row that was changed since the snapshot of the transaction. H2: a
   * general error, 50000. H2 reports a deadlock that way if the transaction that it chose to roll
   * back ended at the same moment; the one that gets the error could have gone on.
   */
  private static final Set<Integer> COLLISIONS = Set.of(1020, 1213, 50000);

  private Failures() {}

  /** Tells whether a constraint was violated. */
  public static boolean isConflict(Throwable failure) {
    return stateStartsWith(failure, INTEGRITY);
  }

  /** Tells whether other transactions collided with it, and a retry may succeed. */
  public static boolean isTransient(Throwable failure) {
    return (stateStartsWith(failure, ROLLED_BACK) && !stateStartsWith(failure, UNKNOWN_COMPLETION))
        || stateStartsWith(failure, CHANGED_MEANWHILE)
        || sql(failure).map(SQLException::getErrorCode).filter(COLLISIONS::contains).isPresent();
  }

  /** Tells whether a commit may have been made or not, since the connection broke, say. */
  public static boolean isUndecided(Throwable failure) {
    return failure instanceof UndecidedException
        || isDisconnected(failure)
        || stateStartsWith(failure, UNKNOWN_COMPLETION);
  }

  /** Tells whether the connection is gone. */
  public static boolean isDisconnected(Throwable failure) {
    return stateStartsWith(failure, CONNECTION)
        || stateStartsWith(failure, SHUTDOWN)
        || sql(failure).map(SQLException::getSQLState).filter(H2_IS_GONE::contains).isPresent();
  }

  /** Tells whether a statement names a table that there is not. */
  public static boolean isMissingTable(Throwable failure) {
    return sql(failure).map(SQLException::getSQLState).filter(MISSING_TABLE::contains).isPresent();
  }

  /** Tells whether the database has understood, and has no such table, or nothing else of it. */
  static boolean isUnknownTable(Throwable failure) {
    return stateStartsWith(failure, NO_SUCH_THING);
  }

  /** Returns the innermost cause. */
  public static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  private static boolean stateStartsWith(Throwable failure, String start) {
    return sql(failure)
        .map(SQLException::getSQLState)
        .filter(state -> state.startsWith(start))
        .isPresent();
  }

  private static Optional<SQLException> sql(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }
}
