package org.pushj.examples.reader;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.pushj.Update;
import org.pushj.UpdateListener;

/**
 * Takes the updates: keeps each one, so that its hub can be answered at once, and reads its entries
 * afterwards, one update after the other.
 */
final class NewsDesk implements UpdateListener, AutoCloseable {
  /** As many as the storage keeps: whatever falls out here has left it too. */
  private static final int MOST_WAITING = 10_000;

  private final Updates updates;
  private final LivePage live;
  private final ExecutorService worker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          NewsDesk::thread,
          new ThreadPoolExecutor.DiscardOldestPolicy());

  NewsDesk(Updates updates, LivePage live) {
    this.updates = updates;
    this.live = live;
  }

  @Override
  public void onUpdate(Update update) {
    KeptUpdate kept = updates.add(update);
    worker.execute(() -> read(kept));
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

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "reader-news-desk");
    thread.setDaemon(true);
    return thread;
  }
}
