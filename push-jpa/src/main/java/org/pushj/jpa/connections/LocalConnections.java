package org.pushj.jpa.connections;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What stores ask of the boundary of resource-local transactions about its connections. */
public interface LocalConnections {

  /** Returns how to run statements outside transactions. Asked for late, since it may connect. */
  DirectConnections direct();

  /**
   * Runs a task whose units of work share one transaction. It begins with the first that changes
   * something, so that a task without one costs no connection; it ends with the task, and what the
   * task throws rolls it back. Within a transaction, all takes part in that.
   *
   * @param held lets another thread end the transaction; null if none does
   */
  <T> T together(@Nullable HeldConnection held, Supplier<T> task);

  /** Tells whether something waits for the end of the transaction that the thread is in. */
  boolean isUsed();
}
