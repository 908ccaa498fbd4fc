package org.pushj.base;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that keep no program from ending. */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** Returns a factory of threads whose names begin so. */
  public static ThreadFactory named(String name) {
    AtomicInteger counter = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + counter.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
