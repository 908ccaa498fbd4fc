package org.pushj.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Lets several threads do something at the same moment. */
final class Race {
  /** The number of threads in a race. */
  static final int THREADS = 8;

  private static final long LIMIT_SECONDS = 60;

  private Race() {}

  /**
   * Runs one task per thread and returns what they returned, in the order of their numbers.
   *
   * @param task makes the task of a thread out of its number, from 0
   * @throws AssertionError if a task failed or did not end in time
   */
  static <T> List<T> run(int threads, IntFunction<Callable<T>> task) {
    ExecutorService executor = Executors.newFixedThreadPool(threads, Race::daemon);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<T>> running = new ArrayList<>();
      for (int number = 0; number < threads; number++) {
        Callable<T> mine = task.apply(number);
        running.add(
            executor.submit(
                () -> {
                  start.await();
                  return mine.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get(LIMIT_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("A thread failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("No end within " + LIMIT_SECONDS + " seconds: a deadlock?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for the threads", e);
    } finally {
      executor.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "race");
    thread.setDaemon(true);
    return thread;
  }
}
