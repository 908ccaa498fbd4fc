package org.pushj.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.pushj.monitoring.FailureLog;
import org.pushj.platform.Threads;
import org.pushj.platform.Ticker;
import org.pushj.settings.WorkSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The threads that do claimed work: one polls for due work, one does the upkeep, the others do the
 * work. Claims at most {@value #BATCHES_AHEAD} batches ahead of them. Safe for use by several
 * threads.
 */
public final class Workers<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("org.pushj.scheduling");
  private static final Duration MAX_CLOSE = Duration.ofSeconds(15);
  private static final Duration RATE_POLL = Duration.ofMillis(250);
  private static final int BATCHES_AHEAD = 2;

  /** After so many in a row, a lane with more to do lets others be claimed. */
  private static final int IN_A_ROW = 16;

  private final ClaimedWork<T> source;
  private final WorkSettings settings;
  private final ScheduledExecutorService clock;
  private final ScheduledExecutorService upkeep;
  private final ExecutorService pool;
  private final Ticker ticker;
  private final Lanes<Item<T>> lanes;
  private final AtomicInteger claimed = new AtomicInteger();
  private final Set<Item<T>> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean moreDue = new AtomicBoolean();
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean closed;
  private boolean passedOver;
  private final FailureLog storeFailures;
  private final FailureLog upkeepFailures;

  private Workers(
      ClaimedWork<T> source, WorkSettings settings, String name, Threads threads, Ticker ticker) {
    this.source = source;
    this.settings = settings;
    this.clock = threads.scheduled(name + "-due");
    this.upkeep = threads.scheduled(name + "-upkeep");
    this.pool = threads.fixed(name + "-work", settings.threads());
    this.ticker = ticker;
    InstantSource elapsed = () -> Instant.EPOCH.plusNanos(ticker.nanoTime());
    this.storeFailures = new FailureLog(LOG, Level.ERROR, elapsed);
    this.upkeepFailures = new FailureLog(LOG, Level.ERROR, elapsed);
    this.lanes = new Lanes<>(pool, settings.perHub(), settings.threads(), ticker, this::wake);
  }

  /** Starts the threads, whose names begin with a prefix. */
  public static <T> Workers<T> start(
      ClaimedWork<T> source, WorkSettings settings, String name, Threads threads, Ticker ticker) {
    Workers<T> workers = new Workers<>(source, settings, name, threads, ticker);
    long poll = settings.poll().toNanos();
    // They end when the executors are shut down.
    Future<?> unusedPoll =
        workers.clock.scheduleWithFixedDelay(workers::poll, 0, poll, TimeUnit.NANOSECONDS);
    Future<?> unusedUpkeep =
        workers.upkeep.scheduleWithFixedDelay(workers::upkeep, 0, poll, TimeUnit.NANOSECONDS);
    if (settings.perHubPerSecond() > 0) {
      Future<?> unusedToo =
          workers.clock.scheduleWithFixedDelay(
              workers::pollForRate, RATE_POLL.toNanos(), RATE_POLL.toNanos(), TimeUnit.NANOSECONDS);
    }
    return workers;
  }

  /**
   * Stops claiming, releases items that have not begun, those of a claim under way too, and waits
   * up to 15 seconds for running ones. They are not interrupted, so that the answers of hubs are
   * still recorded. Items that do not finish are due again when their claim ends.
   */
  @Override
  public void close() {
    closed = true;
    clock.shutdown();
    upkeep.shutdown();
    lanes.close();
    pool.shutdown();
    waiting.forEach(this::release);
    long end = ticker.nanoTime() + MAX_CLOSE.toNanos();
    try {
      boolean ended =
          clock.awaitTermination(MAX_CLOSE.toNanos(), TimeUnit.NANOSECONDS)
              && upkeep.awaitTermination(end - ticker.nanoTime(), TimeUnit.NANOSECONDS);
      if (!pool.awaitTermination(end - ticker.nanoTime(), TimeUnit.NANOSECONDS) || !ended) {
        LOG.warn("Work still runs {} after the close; it continues in the background", MAX_CLOSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Polls for due work now instead of at the next interval. */
  public void wake() {
    if (!closed && woken.compareAndSet(false, true)) {
      try {
        clock.execute(this::poll);
      } catch (RejectedExecutionException e) {
        LOG.debug("Not woken up: the workers are closing", e);
      }
    }
  }

  private void poll() {
    woken.set(false);
    try {
      int room = room();
      while (room > 0 && !closed) {
        Places places = lanes.places(source);
        ClaimedWork.Batch<T> batch = source.claim(room, places);
        batch.work().forEach(each -> submit(each, batch.until(), 1));
        passedOver = places.refused();
        moreDue.set(batch.isFull());
        room = batch.isFull() ? room() : 0;
      }
      storeFailures.worked("The store works again; due work could not be claimed {} times");
    } catch (Throwable e) {
      // Errors too: if polling stopped, no lease would be renewed any more.
      LOG.atLevel(storeFailures.failed())
          .setCause(e)
          .log("Due work cannot be claimed; trying again every {}", settings.poll());
    }
  }

  /** Looks for what was passed over since its hub had got as many requests as it may. */
  private void pollForRate() {
    if (passedOver) {
      poll();
    }
  }

  /** Does what no claim waits for, nor work, until there is no more. */
  private void upkeep() {
    try {
      boolean isMore = true;
      while (isMore && !closed) {
        isMore = source.upkeep();
      }
      upkeepFailures.worked("Upkeep works again; it failed {} times");
    } catch (Throwable e) {
      LOG.atLevel(upkeepFailures.failed())
          .setCause(e)
          .log("Upkeep failed; it continues after {}", settings.poll());
    }
  }

  private int room() {
    int max = settings.batch() * BATCHES_AHEAD;
    return Math.min(settings.batch(), max - claimed.get());
  }

  private void submit(T each, Instant until, int inRow) {
    claimed.incrementAndGet();
    Item<T> item = new Item<>(this, each, until, inRow);
    waiting.add(item);
    boolean isTaken = false;
    try {
      lanes.submit(source.lane(each), item);
      isTaken = true;
    } finally {
      if (!isTaken) {
        waiting.remove(item);
        claimed.decrementAndGet();
      }
    }
    if (closed) {
      release(item);
    }
  }

  private void work(Item<T> item) {
    try {
      if (!closed && waiting.remove(item)) {
        source.work(item.each, item.until);
        goOn(item);
      }
    } finally {
      int left = claimed.decrementAndGet();
      if (left <= settings.batch() && moreDue.compareAndSet(true, false)) {
        wake();
      }
    }
  }

  /** Goes on with what is next in the lane, behind what waits for a thread already. */
  private void goOn(Item<T> done) {
    if (closed) {
      return;
    }
    if (done.inRow == IN_A_ROW) {
      wake();
      return;
    }
    ClaimedWork.Batch<T> next = source.next(done.each);
    next.work().forEach(each -> submit(each, next.until(), done.inRow + 1));
  }

  private void release(Item<T> item) {
    if (waiting.remove(item)) {
      source.release(item.each);
    }
  }

  /**
   * A task that does one item.
   *
   * @param inRow the number of the item among those of its lane that were claimed one after the
   *     other
   */
  private record Item<T>(Workers<T> workers, T each, Instant until, int inRow) implements Runnable {
    @Override
    public void run() {
      workers.work(this);
    }
  }
}
