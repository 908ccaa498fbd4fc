package org.pushj.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pushj.platform.GrowingPool;
import org.pushj.platform.Threads;

/** The threads of a simulated machine: each task is an activity. */
final class SimulatedThreads implements Threads {
  private final Scheduler scheduler;
  private final Machine machine;

  SimulatedThreads(Scheduler scheduler, Machine machine) {
    this.scheduler = scheduler;
    this.machine = machine;
  }

  @Override
  public ExecutorService fixed(String name, int size) {
    return new Pool(name, size);
  }

  @Override
  public ScheduledExecutorService scheduled(String name) {
    return new Scheduled(name);
  }

  @Override
  public GrowingPool growing(String name) {
    return new GrowingPool() {
      @Override
      public void execute(Runnable task) {
        scheduler.spawn(machine, name, task);
      }

      @Override
      public void endIdle() {
        // An activity ends with its task.
      }

      @Override
      public boolean hasIdle() {
        return false;
      }
    };
  }

  @Override
  public <T extends @Nullable Object> T await(Future<T> future)
      throws InterruptedException, ExecutionException {
    scheduler.await(future::isDone, null);
    return future.get();
  }

  @Override
  public <T extends @Nullable Object> T await(Future<T> future, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!scheduler.await(future::isDone, limit)) {
      throw new TimeoutException();
    }
    return future.get();
  }

  @Override
  public <T extends @Nullable Object> T join(CompletableFuture<T> future) {
    boolean interrupted = false;
    while (!future.isDone()) {
      try {
        scheduler.await(future::isDone, null);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return future.join();
  }

  @Override
  public boolean acquire(Semaphore permits, Duration limit) throws InterruptedException {
    return scheduler.await(() -> permits.availablePermits() > 0, limit) && permits.tryAcquire();
  }

  /** A pool of a limited number of threads. */
  private class Pool extends AbstractExecutorService {
    private final String name;
    private final int size;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private int running;
    private boolean closed;

    Pool(String name, int size) {
      this.name = name;
      this.size = size;
    }

    @Override
    public void execute(Runnable task) {
      if (closed) {
        throw new RejectedExecutionException(name + " is closed");
      }
      queue.add(task);
      if (running < size) {
        running++;
        scheduler.spawn(machine, name, this::work);
      }
    }

    private void work() {
      try {
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
          task.run();
        }
      } finally {
        running--;
      }
    }

    @Override
    public <T> List<Future<T>> invokeAll(
        Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
        throws InterruptedException {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> each : tasks) {
        FutureTask<T> task = new FutureTask<>(each);
        futures.add(task);
        execute(task);
      }
      scheduler.await(
          () -> futures.stream().allMatch(Future::isDone), Duration.ofNanos(unit.toNanos(timeout)));
      futures.forEach(each -> each.cancel(true));
      return futures;
    }

    @Override
    public void shutdown() {
      closed = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      closed = true;
      List<Runnable> left = List.copyOf(queue);
      queue.clear();
      return left;
    }

    @Override
    public boolean isShutdown() {
      return closed;
    }

    @Override
    public boolean isTerminated() {
      return closed && running == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return scheduler.await(this::isTerminated, Duration.ofNanos(unit.toNanos(timeout)));
    }
  }

  /** A pool of one thread with a clock. */
  private final class Scheduled extends Pool implements ScheduledExecutorService {
    private final String name;

    Scheduled(String name) {
      super(name, 1);
      this.name = name;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable task, long first, long delay, TimeUnit unit) {
      return again(
          task, Duration.ofNanos(unit.toNanos(first)), Duration.ofNanos(unit.toNanos(delay)));
    }

    private ScheduledFuture<?> again(Runnable task, Duration wait, Duration delay) {
      Runnable round =
          () -> {
            task.run();
            if (!isShutdown()) {
              ScheduledFuture<?> unused = again(task, delay, delay);
            }
          };
      scheduler.later(
          wait,
          machine,
          name,
          () -> {
            if (!isShutdown()) {
              execute(round);
            }
          });
      return new NeverDone();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      throw new UnsupportedOperationException("no part of push does so");
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
      throw new UnsupportedOperationException("no part of push does so");
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable task, long first, long period, TimeUnit unit) {
      throw new UnsupportedOperationException("no part of push does so");
    }
  }

  /** The future of a task that runs again and again, until its pool is closed. */
  private static final class NeverDone extends CompletableFuture<Void>
      implements ScheduledFuture<Void> {
    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(java.util.concurrent.Delayed other) {
      return 0;
    }
  }
}
