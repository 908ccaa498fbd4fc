package org.pushj.work;

import java.time.Instant;
import java.util.List;
import org.pushj.StoreException;

/**
 * Work that falls due. It is claimed in batches, and then done piece by piece. Any number of
 * threads and nodes may do so at a time: a claim keeps them apart, and ends by itself when its node
 * dies.
 */
public interface ClaimedWork<T> {

  /**
   * Claims a batch.
   *
   * @param limit how many pieces at most
   * @throws StoreException if the store failed
   */
  Batch<T> claim(int limit);

  /** Returns the lane of a piece: of each, only so many are done at a time. */
  String lane(T claimed);

  /** Tells whether pieces that wait in a slow lane are dropped where others find no room. */
  default boolean makesRoom() {
    return true;
  }

  /**
   * Does one piece of a batch. What fails is logged, and due again later.
   *
   * @param until when the claim ends
   */
  void work(T claimed, Instant until);

  /** Gives back a piece that will not be done. If it is not, it is due when its claim ends. */
  default void release(T claimed) {}

  /**
   * Does what is due now, on the thread of the caller, until nothing is left or the thread is
   * interrupted.
   *
   * @return how many pieces there were
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

  /**
   * What was claimed.
   *
   * @param work the pieces
   * @param until when the claim ends
   * @param isFull whether the limit was reached, so that more may be due
   */
  record Batch<T>(List<T> work, Instant until, boolean isFull) {}
}
