package org.pushj.examples.benchmarks.table;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.SynchronousQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Waits for what another thread does. */
public class WaitingBenchmark {

  /** Waits for the next. */
  @Benchmark
  public Integer take(Worker worker) throws InterruptedException {
    return worker.done.take();
  }

  /**
   * A thread that is there while it is measured, and uses the processor for each of its results.
   */
  @State(Scope.Benchmark)
  public static class Worker {
    static final long NANOS = 1_000_000;

    private final SynchronousQueue<Integer> done = new SynchronousQueue<>();
    private final Thread thread = new Thread(this::work, "worker");

    /** Starts it. */
    @Setup
    public void start() {
      thread.start();
    }

    /** Stops it. */
    @TearDown
    public void stop() throws InterruptedException {
      thread.interrupt();
      thread.join();
    }

    private void work() {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      try {
        for (int i = 0; ; i++) {
          long until = threads.getCurrentThreadCpuTime() + NANOS;
          while (threads.getCurrentThreadCpuTime() < until) {
            Thread.onSpinWait();
          }
          done.put(i);
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
