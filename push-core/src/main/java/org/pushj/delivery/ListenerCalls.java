package org.pushj.delivery;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pushj.monitoring.LogContext;
import org.pushj.platform.Threads;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the listener with a time limit, on a thread beside the one that waits. A listener that
 * hangs is interrupted. If it ignores that for a second, it is given up: its transaction is ended,
 * its thread is lost, and the next call gets another one.
 */
final class ListenerCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerCalls.class);

  /** Most listeners end at once when they are interrupted; their connection need not be broken. */
  private static final Duration MAX_GRACE = Duration.ofSeconds(1);

  private final UpdateInbox inbox;
  private final Executor executor;
  private final Duration limit;
  private final Duration grace;
  private final HungCalls hung;
  private final Threads threads;

  ListenerCalls(
      UpdateInbox inbox, Executor executor, Duration limit, HungCalls hung, Threads threads) {
    this.inbox = inbox;
    this.executor = executor;
    this.limit = limit;
    this.grace = limit.compareTo(MAX_GRACE) < 0 ? limit : MAX_GRACE;
    this.hung = hung;
    this.threads = threads;
  }

  /**
   * Makes a call. Where this thread is interrupted, the call is, too.
   *
   * @throws TimeoutException if the call did not end in time
   * @throws RejectedExecutionException if the executor did not begin with the call
   */
  boolean call(InboxEntry claimed, Callable<Boolean> delivery)
      throws InterruptedException, TimeoutException, ExecutionException {
    Call call = new Call(claimed, delivery);
    FutureTask<Boolean> task = new FutureTask<>(call);
    executor.execute(task);
    try {
      return threads.await(task, limit);
    } catch (TimeoutException e) {
      task.cancel(true);
      if (call.forestall()) {
        throw new RejectedExecutionException("the executor did not begin within " + limit);
      }
      call.endOrGiveUp();
      throw new TimeoutException("the listener did not return within " + limit);
    } catch (InterruptedException e) {
      task.cancel(true);
      if (!call.forestall()) {
        call.endOrGiveUp();
      }
      throw e;
    }
  }

  /** A call of the listener. */
  private final class Call implements Callable<Boolean> {
    private final InboxEntry claimed;
    private final Callable<Boolean> delivery;
    private final Semaphore ended = new Semaphore(0);
    private @Nullable Thread thread;
    private boolean forestalled;
    private boolean hangs;

    Call(InboxEntry claimed, Callable<Boolean> delivery) {
      this.claimed = claimed;
      this.delivery = delivery;
    }

    @Override
    public Boolean call() throws Exception {
      begin();
      LogContext context = LogContext.begin(claimed.subscription(), claimed.origin().hub());
      try {
        return delivery.call();
      } finally {
        context.end();
        end();
      }
    }

    private synchronized void begin() {
      if (forestalled) {
        throw new CancellationException("the call is not waited for any more");
      }
      thread = Thread.currentThread();
    }

    private synchronized void end() {
      ended.release();
      if (hangs) {
        hung.remove(claimed.subscription());
      }
    }

    /** Keeps a call that has not begun from beginning; false if it has. */
    synchronized boolean forestall() {
      forestalled = thread == null;
      return forestalled;
    }

    /** Waits a little for the end of a call that was interrupted, and then gives it up. */
    void endOrGiveUp() throws InterruptedException {
      boolean over = false;
      try {
        over = threads.acquire(ended, grace);
      } finally {
        if (!over && hangs()) {
          abandon();
        }
      }
    }

    /** Counts a call among those that hang; false if it has just ended. */
    private synchronized boolean hangs() {
      Thread runner = thread;
      if (runner == null || ended.availablePermits() > 0) {
        return false;
      }
      hangs = true;
      hung.add(claimed.subscription());
      LOG.warn(
          "The listener did not return within {}; thread {} is interrupted and abandoned",
          limit,
          runner.getName());
      return true;
    }

    private void abandon() {
      try {
        inbox.abandon(claimed);
      } catch (RuntimeException e) {
        LOG.warn("Update {} may wait for a transaction that its listener keeps", claimed.id(), e);
      }
    }
  }
}
