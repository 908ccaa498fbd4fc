package org.pushj.endpoint;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.pushj.StoreException;
import org.pushj.platform.Threads;
import org.pushj.platform.Ticker;

/**
 * The calls of the store that a hub waits for. Where they have a time limit, they run on threads of
 * their own: a database that hangs then holds up no request for long. Safe for use by several
 * threads.
 */
@FunctionalInterface
public interface StoreCalls {
  /** No limit: on the thread of the caller. */
  StoreCalls UNLIMITED = Supplier::get;

  /**
   * Makes a call.
   *
   * @throws StoreException if it does not end in time; it is not interrupted, and may still succeed
   */
  <T> T call(Supplier<T> call);

  /**
   * Waits for the result of a call on another thread.
   *
   * @param late the message if it does not end in time
   * @throws StoreException if it does not end in time, with a {@link TimeoutException} as its
   *     cause, or this thread was interrupted
   */
  static <T> T await(CompletableFuture<T> pending, Duration limit, Threads threads, String late) {
    try {
      return threads.await(pending, limit);
    } catch (TimeoutException e) {
      throw new StoreException(late, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static StoreException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new StoreException("Interrupted while waiting for the store", cause);
  }

  /** Returns calls with a time limit. Each has a thread of the executor, given up if it hangs. */
  static StoreCalls within(Duration limit, Executor executor, Threads threads, Ticker ticker) {
    return new Limited(limit, executor, new Semaphore(Limited.AT_A_TIME), threads, ticker);
  }

  /**
   * Calls with a time limit.
   *
   * @param room for calls that run at a time
   */
  record Limited(Duration limit, Executor executor, Semaphore room, Threads threads, Ticker ticker)
      implements StoreCalls {
    private static final int AT_A_TIME = 64;

    @Override
    public <T> T call(Supplier<T> call) {
      long end = ticker.nanoTime() + limit.toNanos();
      try {
        if (!threads.acquire(room, limit)) {
          throw new StoreException("The store is busy: no answer within " + limit, null);
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      return await(
          started(call),
          Duration.ofNanos(end - ticker.nanoTime()),
          threads,
          "The store gave no answer within " + limit + "; what it was asked may still be done");
    }

    /**
     * Starts a call whose permit is taken; where no thread can be had, the permit is given back.
     */
    private <T> CompletableFuture<T> started(Supplier<T> call) {
      try {
        return CompletableFuture.supplyAsync(call, executor)
            .whenComplete((result, failure) -> room.release());
      } catch (RuntimeException | Error noThread) {
        room.release();
        throw new StoreException("The store was not asked: there is no thread for it", noThread);
      }
    }
  }
}
