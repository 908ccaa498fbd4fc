package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Lets several threads do something at the same moment. */
final class Race {
  /** The number of threads in a race. */
  static final int THREADS = 8;

  /** How often a race for claims is run. */
  static final int ROUNDS = 5;

  /** How often a race for changes is run. */
  static final int CHANGE_ROUNDS = 10;

  /** How much there is to be claimed. */
  static final int DUE = 100;

  /** How much is claimed at a time; no divisor of {@link #DUE}. */
  static final int BATCH = 7;

  /** How often each thread increments a counter. */
  static final int INCREMENTS = 25;

  /** How often something is changed while others read it. */
  static final int CHANGES = 200;

  /** After so many claims something is never claimed; a busy machine was seen to need 40,000. */
  static final int MAX_CLAIMS = 1_000_000;

  private static final long LIMIT_SECONDS = 60;

  private Race() {}

  /**
   * Lets each thread do its part, at one of two ways to the same thing, and returns what they
   * returned, in the order of their numbers.
   *
   * @throws AssertionError if a thread failed or did not end in time
   */
  static <W, T> List<T> between(W one, W other, Part<W, T> part) {
    return run(number -> () -> part.run(number / 2 % 2 == 0 ? one : other, number));
  }

  /**
   * Claims batches while anything is left. An empty batch does not mean that nothing is due: others
   * may just be claiming it.
   *
   * @param left how much no thread has claimed
   * @param claim claims a batch of at most so many
   */
  static <T> List<T> claimWhileAnyIsLeft(
      AtomicInteger left, int limit, IntFunction<List<T>> claim) {
    List<T> mine = new ArrayList<>();
    for (int claims = 0; left.get() > 0; claims++) {
      assertTrue(claims < MAX_CLAIMS, () -> "never claimed: " + left.get());
      List<T> batch = claim.apply(limit);
      assertTrue(batch.size() <= limit);
      left.addAndGet(-batch.size());
      mine.addAll(batch);
    }
    return mine;
  }

  private static <T> List<T> run(IntFunction<Callable<T>> task) {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS, Race::daemon);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Future<T>> running = new ArrayList<>();
      for (int number = 0; number < THREADS; number++) {
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

  /** What one thread does, at one of the two ways. */
  interface Part<W, T> {

    /**
     * Does it.
     *
     * @param number the number of the thread, from 0
     */
    T run(W way, int number);
  }
}
