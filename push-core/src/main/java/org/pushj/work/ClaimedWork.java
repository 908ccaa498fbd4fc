package org.pushj.work;

import java.time.Instant;
import java.util.List;

/**
 * Scheduled work: it is claimed in batches once it is due, and then done item by item. Any number
 * of threads and nodes may do so at a time: an item is claimed by one of them, and a claim expires
 * by itself if its node dies.
 */
public interface ClaimedWork<T> {

  /** Claims a batch of at most so many items; throws a StoreException if the store failed. */
  Batch<T> claim(int limit);

  /** Returns the lane of an item. The items of one lane run with limited concurrency. */
  String lane(T claimed);

  /** Tells whether items waiting in a stalled lane may be dropped to make room for others. */
  default boolean makesRoom() {
    return true;
  }

  /** Does one item before its claim ends. Failures are logged, and it is due again later. */
  void work(T claimed, Instant until);

  /** Releases the claim of an item that will not be done. By default it expires by itself. */
  default void release(T claimed) {}

  /**
   * Does all work that is due now, on the thread of the caller, until nothing is left or the thread
   * is interrupted; returns how many items were done. Throws a StoreException if the store failed.
   */
  default int doAll(int batchSize) {
    int done = 0;
    while (!Thread.currentThread().isInterrupted()) {
      Batch<T> batch = claim(batchSize);
      if (batch.work().isEmpty()) {
        break;
      }
      for (T each : batch.work()) {
        if (Thread.currentThread().isInterrupted()) {
          release(each);
        } else {
          work(each, batch.until());
          done++;
        }
      }
    }
    return done;
  }

  /** Claimed items, when their claim ends, and whether the limit was reached: more may be due. */
  record Batch<T>(List<T> work, Instant until, boolean isFull) {}
}
