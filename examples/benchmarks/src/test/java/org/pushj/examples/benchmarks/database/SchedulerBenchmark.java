package org.pushj.examples.benchmarks.database;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Measures db-scheduler at what is nearest to a renewal: a claim for many, and one committed update
 * each. It has threads of its own, so what is measured is how often one of them is done.
 */
public class SchedulerBenchmark {
  private static final int LIMIT_SECONDS = 30;

  /** Waits for the next task to be done. */
  @Benchmark
  public void renewal(RunningScheduler scheduler) throws InterruptedException {
    if (!scheduler.done().tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no task was done within " + LIMIT_SECONDS + " seconds");
    }
  }
}
