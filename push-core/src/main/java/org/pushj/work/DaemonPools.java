package org.pushj.work;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.pushj.base.DaemonThreads;

/**
 * Unbounded pools of daemon threads. An idle thread ends after a minute, or with {@link #endIdle}.
 * Safe for use by several threads.
 */
public final class DaemonPools {
  private static final long IDLE_SECONDS = 60;

  private final List<ThreadPoolExecutor> pools = new CopyOnWriteArrayList<>();

  /** Returns a new pool, whose threads are named {@code name-1}, {@code name-2} and so on. */
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
   * Ends idle threads, now and from now on as soon as they are idle, so that none is left when an
   * application is undeployed. The pools still take tasks.
   */
  public void endIdle() {
    pools.forEach(pool -> pool.setKeepAliveTime(0, TimeUnit.SECONDS));
  }
}
