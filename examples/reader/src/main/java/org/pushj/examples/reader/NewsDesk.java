package org.pushj.examples.reader;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.pushj.StoreException;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Takes the updates: keeps each one, and reads its entries afterwards, one update after the other.
 */
final class NewsDesk implements UpdateListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NewsDesk.class);

  /** As many as the storage keeps: whatever falls out here has left it too. */
  private static final int MAX_WAITING = Updates.MAX;

  /** How many updates of an earlier run are read again, so that the page is not empty. */
  private static final int MAX_READ_AGAIN = 50;

  private static final int MAX_TRIES = 60;
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
    updates.add(update, kept -> worker.execute(() -> attempt(() -> read(kept))));
  }

  /** An entry that was changed twice is shown as it was last. */
  @Override
  public boolean wantsOrder() {
    return true;
  }

  /** Reads the entries of the newest updates that are kept already. */
  void readKept() {
    worker.execute(() -> attempt(() -> updates.newest(MAX_READ_AGAIN).forEach(this::read)));
  }

  /** Ends the reading of entries; the updates that wait are kept all the same. */
  @Override
  public void close() {
    worker.shutdownNow();
  }

  private void read(KeptUpdate update) {
    updates
        .content(update.id())
        .map(content -> FeedReader.entries(update, content))
        .ifPresent(live::show);
  }

  /** Does a step, again and again for a while where the storage is away; the others wait. */
  private void attempt(Runnable step) {
    for (int tries = 1; tries <= MAX_TRIES && !worker.isShutdown(); tries++) {
      try {
        step.run();
        return;
      } catch (StoreException e) {
        // At the end the storage may close before the last step is done.
        boolean last = tries == MAX_TRIES && !worker.isShutdown();
        LOG.atLevel(last ? Level.WARN : Level.DEBUG)
            .setCause(e)
            .log("Some entries are not shown: their updates are not to be read");
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
