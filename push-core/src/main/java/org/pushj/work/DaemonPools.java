package org.pushj.work;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.pushj.base.DaemonThreads;

/**
 * Unbounded pools of daemon threads. An idle thread ends after a minute, or with {@link #endIdle}.
 * Safe for use by several threads.
 */
public final class DaemonPools {
  private static final int MAX_PAUSES = 1000;
  private static final long PAUSE_NANOS = 1_000_000;

  private final List<ThreadPoolExecutor> pools = new CopyOnWriteArrayList<>();
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();

  /** Returns a new pool, whose threads are named {@code name-1}, {@code name-2} and so on. */
  public Executor pool(String name) {
    ThreadPoolExecutor pool = DaemonThreads.pool(name);
    pools.add(pool);
    return pool;
  }

  /** Adds an action for {@link #endIdle}: what works on these threads may have one of its own. */
  public void onEnd(Runnable action) {
    actions.add(action);
  }

  /**
   * Ends idle threads, now and from now on as soon as they are idle, so that none is left when an
   * application is undeployed. Waits for that up to a second, since containers look for threads at
   * once. The pools still take tasks.
   */
  public void endIdle() {
    actions.forEach(Runnable::run);
    pools.forEach(pool -> pool.setKeepAliveTime(0, TimeUnit.SECONDS));
    for (int i = 0; i < MAX_PAUSES && pools.stream().anyMatch(DaemonPools::hasIdle); i++) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean hasIdle(ThreadPoolExecutor pool) {
    return pool.getPoolSize() > pool.getActiveCount();
  }
}
