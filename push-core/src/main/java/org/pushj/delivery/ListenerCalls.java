package org.pushj.delivery;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the listener with a time limit, on a thread beside the one that waits. A listener that
 * hangs is interrupted, and given up if it ignores that: then its thread is lost, and the next call
 * gets another one.
 */
final class ListenerCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerCalls.class);

  private final Executor executor;
  private final Duration limit;

  ListenerCalls(Executor executor, Duration limit) {
    this.executor = executor;
    this.limit = limit;
  }

  /**
   * Makes a call. Where this thread is interrupted, the call is, too.
   *
   * @throws TimeoutException if the call did not end in time
   * @throws RejectedExecutionException if the executor did not begin with the call
   */
  boolean call(Callable<Boolean> call)
      throws InterruptedException, TimeoutException, ExecutionException {
    AtomicReference<@Nullable Thread> runner = new AtomicReference<>();
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              runner.set(Thread.currentThread());
              return call.call();
            });
    executor.execute(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      Thread thread = runner.get();
      if (thread == null) {
        throw new RejectedExecutionException("the executor did not begin within " + limit);
      }
      LOG.warn(
          "The listener did not come back within {}; thread {} is interrupted, and given up",
          limit,
          thread.getName());
      throw new TimeoutException("the listener did not come back within " + limit);
    } finally {
      task.cancel(true);
    }
  }
}
