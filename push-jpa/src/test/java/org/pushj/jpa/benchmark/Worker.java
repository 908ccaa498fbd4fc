package org.pushj.jpa.benchmark;

import java.sql.SQLException;

/** Work of one kind, as one thread does it. Used by that thread only. */
interface Worker extends AutoCloseable {

  /**
   * Does one portion.
   *
   * @return how many units that was, in the unit of the {@link Contestant}
   */
  int work() throws SQLException;

  @Override
  default void close() throws SQLException {}

  /** Makes a worker in the thread that will use it. */
  interface Factory {

    /** Makes a worker. */
    Worker open() throws SQLException;
  }
}
