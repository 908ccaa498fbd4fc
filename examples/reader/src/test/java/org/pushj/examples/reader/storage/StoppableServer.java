package org.pushj.examples.reader.storage;

import java.util.List;
import java.util.stream.Stream;
import org.pushj.examples.reader.Signals;

/** A separate database server that a test can suspend or kill. Its commits are on disk. */
public interface StoppableServer extends AutoCloseable {
  /** Returns an initial database. */
  DatabaseSettings.Server database();

  /** Returns its processes, all of them. */
  Stream<ProcessHandle> processes();

  /** Restarts it after {@link #kill}, and waits for its recovery. */
  void startAgain();

  /** Suspends it: it does not respond, but its connections stay open. */
  default void hang() {
    Signals.send("STOP", processes());
  }

  /** Ends {@link #hang}. */
  default void goOn() {
    Signals.send("CONT", processes());
  }

  /** Kills all its processes with SIGKILL. */
  default void kill() {
    List<ProcessHandle> all = processes().toList();
    Signals.send("KILL", all.stream());
    all.forEach(each -> each.onExit().join());
  }

  @Override
  void close();
}
