package org.pushj.scheduling;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.pushj.platform.GrowingPool;
import org.pushj.platform.Sleeper;
import org.pushj.platform.Threads;

/**
 * Unbounded pools of daemon threads. An idle thread ends after a minute, or with {@link #endIdle}.
 * Safe for use by several threads.
 */
public final class DaemonPools {
  private static final int MAX_PAUSES = 1000;
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final Threads threads;
  private final Sleeper sleeper;
  private final List<GrowingPool> pools = new CopyOnWriteArrayList<>();
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();

  /** Makes no pool yet. */
  public DaemonPools(Threads threads, Sleeper sleeper) {
    this.threads = threads;
    this.sleeper = sleeper;
  }

  /** Returns a new pool, whose threads are named {@code name-1}, {@code name-2} and so on. */
  public Executor pool(String name) {
    GrowingPool pool = threads.growing(name);
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
    pools.forEach(GrowingPool::endIdle);
    try {
      for (int i = 0; i < MAX_PAUSES && pools.stream().anyMatch(GrowingPool::hasIdle); i++) {
        sleeper.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
