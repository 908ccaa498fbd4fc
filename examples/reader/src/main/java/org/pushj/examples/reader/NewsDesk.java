package org.pushj.examples.reader;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.pushj.StoreException;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.examples.reader.feeds.FeedReader;
import org.pushj.examples.reader.page.LivePage;
import org.pushj.examples.reader.storage.StoredUpdate;
import org.pushj.examples.reader.storage.Updates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Receives the updates: stores each one, then reads its entries, one update at a time. */
final class NewsDesk implements UpdateListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NewsDesk.class);

  /** As many as the storage keeps: an update dropped here has left the storage too. */
  private static final int MAX_WAITING = Updates.MAX;

  /** How many updates of an earlier run are loaded, so that the page is not empty. */
  private static final int MAX_LOADED = 50;

  private static final int MAX_ATTEMPTS = 60;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Updates updates;
  private final LivePage live;
  private final ExecutorService worker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          NewsDesk::thread,
          new ThreadPoolExecutor.DiscardOldestPolicy());

  NewsDesk(Updates updates, LivePage live) {
    this.updates = updates;
    this.live = live;
  }

  @Override
  public void onUpdate(Update update) {
    updates.add(update, stored -> worker.execute(() -> attempt(() -> read(stored))));
  }

  /** Needed so that an entry that changed twice is shown in its last version. */
  @Override
  public boolean wantsOrder() {
    return true;
  }

  /** Loads the entries of the newest stored updates. */
  void loadStored() {
    worker.execute(() -> attempt(() -> updates.newest(MAX_LOADED).forEach(this::read)));
  }

  /** Stops reading entries; the waiting updates remain stored. */
  @Override
  public void close() {
    worker.shutdownNow();
  }

  private void read(StoredUpdate update) {
    updates
        .content(update.id())
        .map(content -> FeedReader.entries(update, content))
        .ifPresent(live::show);
  }

  /** Runs a step, with retries for a while if the storage is down; later steps wait. */
  private void attempt(Runnable step) {
    for (int attempt = 1; attempt <= MAX_ATTEMPTS && !worker.isShutdown(); attempt++) {
      try {
        step.run();
        return;
      } catch (StoreException e) {
        // On shutdown the storage may close before the last step is done.
        boolean last = attempt == MAX_ATTEMPTS && !worker.isShutdown();
        LOG.atLevel(last ? Level.WARN : Level.DEBUG)
            .setCause(e)
            .log("Some entries are not shown: their updates cannot be read");
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "reader-news-desk");
    thread.setDaemon(true);
    return thread;
  }
}
