package org.pushj.work;

import java.time.Instant;
import java.util.List;
import org.pushj.StoreException;

/**
 * Scheduled work: it is claimed in batches once it is due, and then done item by item. Any number
 * of threads and nodes may do so at a time: an item is claimed by one of them, and a claim expires
 * by itself if its node dies.
 *
 * @param <T> an item of work
 */
public interface ClaimedWork<T> {

  /**
   * Claims a batch.
   *
   * @param limit the maximum number of items
   * @throws StoreException if the store failed
   */
  Batch<T> claim(int limit);

  /** Returns the lane of an item. The items of one lane run with limited concurrency. */
  String lane(T claimed);

  /** Tells whether items waiting in a stalled lane may be dropped to make room for others. */
  default boolean makesRoom() {
    return true;
  }

  /**
   * Does one item of a batch. Failures are logged, and the item is due again later.
   *
   * @param until when the claim ends
   */
  void work(T claimed, Instant until);

  /** Releases the claim of an item that will not be done. By default it expires by itself. */
  default void release(T claimed) {}

  /**
   * Does all work that is due now, on the thread of the caller, until nothing is left or the thread
   * is interrupted.
   *
   * @return the number of items done
   * @throws StoreException if the store failed
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
