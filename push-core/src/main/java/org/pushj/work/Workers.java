package org.pushj.work;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pushj.WorkSettings;
import org.pushj.base.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that do claimed work. One looks for work that is due; the others do it. Never more is
 * claimed than they will soon come to.
 */
public final class Workers<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final Duration LAST_WORK = Duration.ofSeconds(15);
  private static final Duration STALLED = Duration.ofSeconds(2);
  private static final int BATCHES_AHEAD = 2;

  private final ClaimedWork<T> source;
  private final WorkSettings settings;
  private final ScheduledExecutorService clock;
  private final ExecutorService pool;
  private final Lanes lanes;
  private final AtomicInteger claimed = new AtomicInteger();
  private final Set<T> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isShort = new AtomicBoolean();
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile boolean closed;
  private @Nullable Future<?> looks;
  private boolean storeFails;

  private Workers(ClaimedWork<T> source, WorkSettings settings, String name) {
    this.source = source;
    this.settings = settings;
    this.clock = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named(name + "-due"));
    this.pool =
        Executors.newFixedThreadPool(settings.threads(), DaemonThreads.named(name + "-work"));
    this.lanes = new Lanes(pool, settings.perHub());
  }

  /**
   * Starts the threads.
   *
   * @param name how their names begin
   */
  public static <T> Workers<T> start(ClaimedWork<T> source, WorkSettings settings, String name) {
    Workers<T> workers = new Workers<>(source, settings, name);
    long poll = settings.poll().toNanos();
    workers.looks =
        workers.clock.scheduleWithFixedDelay(workers::look, 0, poll, TimeUnit.NANOSECONDS);
    return workers;
  }

  /**
   * Claims nothing more, gives back what has not begun, and waits a while for the work that runs.
   * It is not interrupted: what a hub was asked shall be recorded. What does not come to its end is
   * due again when its claim ends.
   */
  @Override
  public void close() {
    closed = true;
    if (looks != null) {
      looks.cancel(false);
    }
    clock.shutdown();
    lanes.close();
    pool.shutdown();
    waiting.forEach(this::giveBack);
    try {
      if (!pool.awaitTermination(LAST_WORK.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("Work still runs after {}; it is left alone", LAST_WORK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks for work that is due at once. */
  public void wake() {
    if (!closed && awake.compareAndSet(false, true)) {
      try {
        clock.execute(this::look);
      } catch (RejectedExecutionException e) {
        LOG.debug("Nothing more is claimed, since the threads come to their end", e);
      }
    }
  }

  private void look() {
    awake.set(false);
    try {
      int room = roomForOthers();
      while (room > 0 && !closed) {
        ClaimedWork.Batch<T> batch = source.claim(room);
        batch.work().forEach(each -> submit(each, batch));
        isShort.set(batch.isFull());
        room = batch.isFull() ? room() : 0;
      }
      if (storeFails) {
        LOG.info("The store works again, and due work is claimed");
        storeFails = false;
      }
    } catch (Throwable e) {
      // An error too: who looks must not end, or no lease would be renewed any more.
      if (!storeFails) {
        LOG.error("No due work can be claimed; it is tried again every {}", settings.poll(), e);
        storeFails = true;
      }
    }
  }

  /**
   * Returns how many may be claimed. Where there is no room, since lanes are slow, what waits for
   * them is dropped for the others' sake: it is due again when its claim ends.
   */
  private int roomForOthers() {
    if (room() <= 0 && source.makesRoom()) {
      lanes.dropStalled(STALLED).forEach(this::forget);
    }
    return room();
  }

  private void forget(Runnable dropped) {
    claimed.decrementAndGet();
    if (dropped instanceof Workers<?>.Piece piece) {
      waiting.remove(piece.each);
    }
  }

  private int room() {
    int most = settings.batch() * BATCHES_AHEAD;
    return Math.min(settings.batch(), most - claimed.get());
  }

  private void submit(T each, ClaimedWork.Batch<T> batch) {
    claimed.incrementAndGet();
    waiting.add(each);
    lanes.submit(source.lane(each), new Piece(each, batch));
    if (closed) {
      giveBack(each);
    }
  }

  private void work(T each, ClaimedWork.Batch<T> batch) {
    try {
      if (!closed && waiting.remove(each)) {
        source.work(each, batch.until());
      }
    } finally {
      int left = claimed.decrementAndGet();
      if (left <= settings.batch() && isShort.compareAndSet(true, false)) {
        wake();
      }
    }
  }

  private void giveBack(T each) {
    if (waiting.remove(each)) {
      source.release(each);
    }
  }

  /** The work on one piece of a batch. */
  private final class Piece implements Runnable {
    private final T each;
    private final ClaimedWork.Batch<T> batch;

    Piece(T each, ClaimedWork.Batch<T> batch) {
      this.each = each;
      this.batch = batch;
    }

    @Override
    public void run() {
      work(each, batch);
    }
  }
}
