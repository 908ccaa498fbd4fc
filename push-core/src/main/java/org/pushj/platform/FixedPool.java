package org.pushj.platform;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A pool of so many threads, each started when it is first needed. Where the system starts no more,
 * tasks wait for those that there are. Thread-safe.
 */
final class FixedPool extends ThreadPoolExecutor {
  FixedPool(int size, ThreadFactory threads) {
    super(size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
  }

  /**
   * Runs a task on one of the threads.
   *
   * @throws OutOfMemoryError if there is none yet, and none can be started
   */
  @Override
  public void execute(Runnable task) {
    try {
      super.execute(task);
    } catch (OutOfMemoryError e) {
      if (getPoolSize() == 0) {
        throw e;
      }
      getQueue().add(task);
    }
  }
}
