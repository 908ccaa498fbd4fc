package org.pushj.subscriber;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a subscriber that was started. One looks for work that is due; the others do it.
 * Never more is claimed than they will soon come to.
 */
final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
  private static final Duration LAST_WORK = Duration.ofSeconds(15);
  private static final Duration STALLED = Duration.ofSeconds(2);
  private static final int BATCHES_AHEAD = 2;

  private final Sweep sweep;
  private final WorkSettings settings;
  private final ScheduledExecutorService clock;
  private final ExecutorService pool;
  private final Lanes lanes;
  private final AtomicInteger claimed = new AtomicInteger();
  private final AtomicBoolean isShort = new AtomicBoolean();
  private volatile boolean closed;
  private @Nullable Future<?> looks;
  private boolean storeFails;

  private Workers(Sweep sweep, WorkSettings settings) {
    this.sweep = sweep;
    this.settings = settings;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1, threads("push-due"), new ThreadPoolExecutor.DiscardPolicy());
    this.pool = Executors.newFixedThreadPool(settings.threads(), threads("push-work"));
    this.lanes = new Lanes(pool, settings.perHub());
  }

  static Workers start(Sweep sweep, WorkSettings settings) {
    Workers workers = new Workers(sweep, settings);
    long poll = settings.poll().toNanos();
    workers.looks =
        workers.clock.scheduleWithFixedDelay(workers::look, 0, poll, TimeUnit.NANOSECONDS);
    return workers;
  }

  /**
   * Claims nothing more, and waits a while for the work that runs. It is not interrupted: what a
   * hub was asked shall be recorded. What does not come to its end is due again when its claim
   * ends.
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
    try {
      if (!pool.awaitTermination(LAST_WORK.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("Work on subscriptions still runs after {}; it is left alone", LAST_WORK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      int room = roomForOthers();
      while (room > 0 && !closed) {
        Sweep.Batch batch = sweep.claim(room);
        batch.work().forEach(each -> submit(each, batch));
        boolean more = batch.work().size() == room;
        isShort.set(more);
        room = more ? room() : 0;
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
   * Returns how many may be claimed. Where there is no room, since hubs are slow, what waits for
   * them is dropped for the others' sake: it is due again when its claim ends.
   */
  private int roomForOthers() {
    if (room() <= 0) {
      claimed.addAndGet(-lanes.dropStalled(STALLED));
    }
    return room();
  }

  private int room() {
    int most = settings.batch() * BATCHES_AHEAD;
    return Math.min(settings.batch(), most - claimed.get());
  }

  private void submit(Subscription each, Sweep.Batch batch) {
    claimed.incrementAndGet();
    lanes.submit(each.hub(), () -> work(each, batch));
  }

  private void work(Subscription each, Sweep.Batch batch) {
    try {
      if (!closed) {
        sweep.work(each, batch.until());
      }
    } finally {
      int left = claimed.decrementAndGet();
      if (left <= settings.batch() && isShort.compareAndSet(true, false) && !closed) {
        clock.execute(this::look);
      }
    }
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger counter = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + counter.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
