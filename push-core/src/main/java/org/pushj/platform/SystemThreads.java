package org.pushj.platform;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pushj.concurrent.DaemonThreads;

/** The threads of the JVM. */
final class SystemThreads implements Threads {

  @Override
  public ExecutorService fixed(String name, int size) {
    return new FixedPool(size, DaemonThreads.named(name));
  }

  @Override
  public ScheduledExecutorService scheduled(String name) {
    return Executors.newSingleThreadScheduledExecutor(DaemonThreads.named(name));
  }

  @Override
  public GrowingPool growing(String name) {
    return new Growing(DaemonThreads.pool(name));
  }

  @Override
  public <T extends @Nullable Object> T await(Future<T> future)
      throws InterruptedException, ExecutionException {
    return future.get();
  }

  @Override
  public <T extends @Nullable Object> T await(Future<T> future, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public <T extends @Nullable Object> T join(CompletableFuture<T> future) {
    return future.join();
  }

  @Override
  public boolean acquire(Semaphore permits, Duration limit) throws InterruptedException {
    return permits.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A pool of the JDK. */
  private record Growing(ThreadPoolExecutor pool) implements GrowingPool {
    @Override
    public void execute(Runnable task) {
      pool.execute(task);
    }

    @Override
    public void endIdle() {
      pool.setKeepAliveTime(0, TimeUnit.SECONDS);
    }

    @Override
    public boolean hasIdle() {
      return pool.getPoolSize() > pool.getActiveCount();
    }
  }
}
