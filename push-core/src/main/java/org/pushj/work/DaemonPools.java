package org.pushj.work;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.pushj.base.DaemonThreads;

/**
 * Pools of daemon threads, each with as many as it needs. A thread that has nothing to do ends
 * after a while, or with {@link #endIdle}. Safe for use by several threads.
 */
public final class DaemonPools {
  private static final long IDLE_SECONDS = 60;

  private final List<ThreadPoolExecutor> pools = new CopyOnWriteArrayList<>();

  /** Returns a new pool of threads whose names begin so. */
  public Executor pool(String name) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            DaemonThreads.named(name));
    pools.add(pool);
    return pool;
  }

  /**
   * Ends the threads that have nothing to do, and from now on each as soon as it has nothing to do:
   * none is left when an application is undeployed. The pools still take tasks.
   */
  public void endIdle() {
    pools.forEach(pool -> pool.setKeepAliveTime(0, TimeUnit.SECONDS));
  }
}
