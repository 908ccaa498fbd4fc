package org.pushj.world;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackHandler;
import org.pushj.tck.ForwardingExchange;

/**
 * Counts the calls of hubs that are answered and not done yet: the application is told of a
 * verification, a denial or a rejection after the hub has its answer.
 */
public final class OpenExchanges {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private int open;

  /** Returns the handler with each of its answers counted. */
  public CallbackHandler counted(CallbackHandler handler) {
    return request -> new Counted(handler.open(request));
  }

  private void add(int count) {
    lock.lock();
    try {
      open += count;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that follows from the answers so far is done. */
  public void await(Duration timeout) {
    lock.lock();
    try {
      long left = timeout.toNanos();
      while (open > 0) {
        if (left <= 0) {
          throw new AssertionError(open + " calls did not end within " + timeout);
        }
        left = ended.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }

  private final class Counted extends ForwardingExchange {
    Counted(CallbackExchange exchange) {
      super(exchange);
    }

    @Override
    public void complete(Reply reply) throws IOException {
      add(1);
      try {
        super.complete(reply);
      } finally {
        add(-1);
      }
    }
  }
}
