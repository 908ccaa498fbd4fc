package org.pushj.subscriber;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;
import org.pushj.endpoint.StoreCalls;
import org.pushj.platform.Platform;
import org.pushj.platform.Threads;
import org.pushj.platform.Ticker;

/**
 * A read of a store or an inbox for health checks: one runs at a time, however many checks ask.
 * Safe for use by several threads.
 */
final class Probe<T> {
  private static final Duration QUICK = Duration.ofSeconds(1);

  private final Supplier<T> query;
  private final int pauses;
  private final Executor executor;
  private final Threads threads;
  private final Ticker ticker;
  private @Nullable CompletableFuture<T> current;
  private Optional<Seen<T>> last = Optional.empty();
  private long notBefore;

  /**
   * Makes a probe that has read nothing yet.
   *
   * @param pauses a read that took more than a second is repeated only after so many times as long:
   *     what need not be fresh adds little to the load of a slow database
   */
  Probe(Supplier<T> query, int pauses, Executor executor, Platform platform) {
    this.query = query;
    this.pauses = pauses;
    this.executor = executor;
    this.threads = platform.threads();
    this.ticker = platform.ticker();
    this.notBefore = ticker.nanoTime();
  }

  /** Starts the read, unless one runs or the last one was slow. Its result may be waited for. */
  Look begin(Duration limit) {
    return new Look(read(), limit, ticker.nanoTime() + limit.toNanos());
  }

  private synchronized CompletableFuture<T> read() {
    CompletableFuture<T> known = current;
    if (known != null && (!known.isDone() || ticker.nanoTime() - notBefore < 0)) {
      return known;
    }
    long start = ticker.nanoTime();
    CompletableFuture<T> started;
    try {
      started = CompletableFuture.supplyAsync(query, executor);
    } catch (RuntimeException | Error noThread) {
      started = CompletableFuture.failedFuture(noThread);
    }
    CompletableFuture<T> noted =
        started.whenComplete((value, failure) -> ended(value, failure, ticker.nanoTime() - start));
    current = noted;
    return noted;
  }

  private synchronized void ended(@Nullable T value, @Nullable Throwable failure, long took) {
    long now = ticker.nanoTime();
    if (failure == null && value != null) {
      notBefore = took < QUICK.toNanos() ? now : now + took * pauses;
      last = Optional.of(new Seen<>(value, now));
    }
  }

  /** What one health check waits for, until a time. */
  final class Look {
    private final CompletableFuture<T> pending;
    private final Duration limit;
    private final long end;

    private Look(CompletableFuture<T> pending, Duration limit, long end) {
      this.pending = pending;
      this.limit = limit;
      this.end = end;
    }

    /**
     * Returns what the read finds.
     *
     * @throws StoreException if it does not end in time
     */
    T fresh() {
      Duration left = Duration.ofNanos(Math.max(0, end - ticker.nanoTime()));
      return StoreCalls.await(pending, left, threads, "no answer within " + limit);
    }

    /** Returns what was read last, if the read does not end in time; empty if nothing was. */
    Optional<Seen<T>> latest() {
      try {
        fresh();
      } catch (StoreException e) {
        if (!(e.getCause() instanceof TimeoutException)) {
          throw e;
        }
      }
      synchronized (Probe.this) {
        return last;
      }
    }
  }

  /**
   * What was read.
   *
   * @param at when, by the ticker
   */
  record Seen<T>(T value, long at) {}
}
