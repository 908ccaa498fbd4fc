package org.pushj.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Runs many worlds, as many side by side as there are processors: they share nothing. */
final class Seeds {
  private Seeds() {}

  /** Does something with each seed of a range; what fails stops the rest, and is thrown. */
  static void run(long first, long last, Run run) throws InterruptedException {
    AtomicLong next = new AtomicLong(first);
    int processors = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(processors);
    try {
      List<Future<Void>> lines = new ArrayList<>();
      for (int i = 0; i < processors; i++) {
        lines.add(pool.submit(line(next, last, run)));
      }
      for (Future<Void> each : lines) {
        each.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdown();
    }
  }

  private static Callable<Void> line(AtomicLong next, long last, Run run) {
    return () -> {
      for (long seed = next.getAndIncrement(); seed <= last; seed = next.getAndIncrement()) {
        try {
          run.of(seed);
        } catch (Throwable e) {
          next.set(last + 1);
          throw e;
        }
      }
      return null;
    };
  }

  /** What is done with a seed. */
  @FunctionalInterface
  interface Run {
    void of(long seed) throws InterruptedException;
  }
}
