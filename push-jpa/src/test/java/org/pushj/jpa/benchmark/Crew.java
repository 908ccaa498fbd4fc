package org.pushj.jpa.benchmark;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lets workers of the same kind do portion after portion, each in a thread of its own.
 *
 * @param name what stands in the table
 * @param workers makes the workers
 */
record Crew(String name, Worker.Factory workers) implements Contestant {

  @Override
  public Lap run(int count, Duration time, Stopwatch stopwatch) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      CyclicBarrier start = new CyclicBarrier(count, stopwatch::start);
      Callable<Long> shift = () -> workFor(time, start);
      long units = 0;
      for (Future<Long> done : threads.invokeAll(Collections.nCopies(count, shift))) {
        units += done.get();
      }
      return stopwatch.lap(units);
    } finally {
      threads.shutdownNow();
    }
  }

  private long workFor(Duration time, CyclicBarrier start) throws Exception {
    try (Worker worker = workers.open()) {
      start.await();
      long begun = System.nanoTime();
      long units = 0;
      while (System.nanoTime() - begun < time.toNanos()) {
        units += worker.work();
      }
      return units;
    }
  }
}
