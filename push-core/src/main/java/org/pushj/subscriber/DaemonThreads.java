package org.pushj.subscriber;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that keep no program from ending. */
final class DaemonThreads {
  private DaemonThreads() {}

  /** Returns a factory of threads whose names begin so. */
  static ThreadFactory named(String name) {
    AtomicInteger counter = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + counter.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
