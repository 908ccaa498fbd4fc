package org.pushj.examples.hub;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for work that must not delay the response to a request. Tests use workers whose clock
 * they control.
 */
class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final int THREADS = 16;
  private static final int MAX_WAITING = 10_000;

  private final AtomicInteger started = new AtomicInteger();

  /** After shutdown nothing waits for results, so late jobs are dropped. */
  private final ScheduledThreadPoolExecutor pool =
      new ScheduledThreadPoolExecutor(THREADS, this::newThread, new DiscardPolicy());

  /** Tells whether so many jobs are waiting that no new request should be accepted. */
  boolean areBusy() {
    return pool.getQueue().size() >= MAX_WAITING;
  }

  /** Runs a job as soon as a thread is free. */
  void run(Runnable job) {
    runAfter(Duration.ZERO, job);
  }

  /** Runs a job after a delay. */
  void runAfter(Duration delay, Runnable job) {
    Future<?> unused = pool.schedule(() -> runLogged(job), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Interrupts running jobs and drops waiting ones. */
  @Override
  public void close() {
    pool.shutdownNow();
  }

  /** Logs what a job throws: the pool would swallow it. */
  private static void runLogged(Runnable job) {
    try {
      job.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A job of the hub failed", e);
      throw e;
    }
  }

  private Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "hub-" + started.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
