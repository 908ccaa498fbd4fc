package org.pushj.platform;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Daemon threads, named {@code name-1}, {@code name-2} and so on, and how they wait for each other.
 * Thread-safe.
 */
public interface Threads {

  /** Returns a new pool of at most so many threads. */
  ExecutorService fixed(String name, int size);

  /** Returns a new scheduler with one thread. */
  ScheduledExecutorService scheduled(String name);

  /** Returns a new pool without a bound. */
  GrowingPool growing(String name);

  /** Waits for a result, as {@link Future#get()} does. */
  <T extends @Nullable Object> T await(Future<T> future)
      throws InterruptedException, ExecutionException;

  /**
   * Waits for a result so long, as {@link Future#get(long, java.util.concurrent.TimeUnit)} does.
   */
  <T extends @Nullable Object> T await(Future<T> future, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException;

  /** Waits for a result, as {@link CompletableFuture#join()} does. */
  <T extends @Nullable Object> T join(CompletableFuture<T> future);

  /** Waits for a permit; false if none was free in time. */
  boolean acquire(Semaphore permits, Duration limit) throws InterruptedException;
}
