package org.pushj.jpa.connections;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a delivery's transaction, from its first unit of work until its thread is about
 * to end it. Meanwhile another thread can take it away. Safe for use by several threads.
 */
public final class HeldConnection {
  private static final Logger LOG = LoggerFactory.getLogger(HeldConnection.class.getPackageName());

  private @Nullable Connection connection;
  private boolean isAbandoned;

  /**
   * Takes note of the connection of a transaction that has just begun.
   *
   * @param begun null if it is not known
   * @throws IllegalStateException if the delivery was given up before
   */
  public synchronized void hold(@Nullable Connection begun) {
    connection = begun;
    if (isAbandoned) {
      giveUp();
      throw new IllegalStateException("the delivery was given up, since its time was over");
    }
  }

  /**
   * Leaves the connection to the thread of the transaction, which is about to end it.
   *
   * @return false if another thread has taken it away before
   */
  public synchronized boolean release() {
    connection = null;
    return !isAbandoned;
  }

  /**
   * Rolls the transaction back, and gives the connection back to its pool. What the thread of the
   * transaction asks of it from now on fails.
   */
  public synchronized void abandon() {
    isAbandoned = true;
    giveUp();
  }

  /**
   * The pool learns from a broken connection that it has to replace it. Where the driver has broken
   * nothing, the transaction is rolled back: some pools would commit it.
   */
  private void giveUp() {
    Connection taken = connection;
    if (taken == null) {
      return;
    }
    connection = null;
    breakOff(taken);
    try (taken) {
      taken.rollback();
    } catch (SQLException e) {
      LOG.debug("The connection of a delivery was given up, and is broken", e);
    }
  }

  /**
   * Breaks a connection, even while a statement runs; the driver of H2 does nothing. It is the one
   * behind that of the pool, since Agroal never takes back what was aborted.
   */
  private static void breakOff(Connection taken) {
    try {
      taken.unwrap(Connection.class).abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("The connection of a delivery is given up, but could not be broken", e);
    }
  }
}
