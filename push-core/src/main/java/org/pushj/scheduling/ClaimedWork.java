package org.pushj.scheduling;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Scheduled work: it is claimed in batches once it is due, and then done item by item. Any number
 * of threads and nodes may do so at a time: an item is claimed by one of them, and a claim expires
 * by itself if its node dies.
 */
public interface ClaimedWork<T> extends LaneLimits {

  /**
   * Claims a batch of at most so many items; throws a StoreException if the store failed.
   *
   * @param lanes takes a place in a lane; false if there is none
   */
  Batch<T> claim(int limit, Predicate<String> lanes);

  /** Returns the lane of an item. The items of one lane run with limited concurrency. */
  String lane(T claimed);

  /**
   * Does one item before its claim ends. Failures are logged, errors too, and it is due again
   * later: one item stops no other.
   */
  void work(T claimed, Instant until);

  /**
   * Claims what comes next in the lane of an item that was done, if it can be told without looking
   * for all that is due; empty by default, and whenever that is left to {@link #claim}. Failures
   * are logged.
   */
  default Batch<T> next(T done) {
    return Batch.none();
  }

  /** Releases the claim of an item that will not be done. By default it expires by itself. */
  default void release(T claimed) {}

  /**
   * Does a piece of what no claim waits for: called now and then. Failures are logged.
   *
   * @return whether there is more to do at once
   */
  default boolean upkeep() {
    return false;
  }

  /**
   * Claims a batch and does it on the thread of the caller as long as that is to go on; what has
   * not begun then is released. Returns how many items were done. Throws a StoreException if the
   * store failed.
   */
  default int doBatch(int limit, BooleanSupplier goesOn) {
    int done = 0;
    Batch<T> batch = claim(limit, new Places(this, (lane, taken, most) -> taken < most));
    for (T each : batch.work()) {
      if (goesOn.getAsBoolean()) {
        work(each, batch.until());
        done++;
      } else {
        release(each);
      }
    }
    return done;
  }

  /** Does all that is due now, batch by batch; returns how many items were done. */
  default int doAll(int limit, BooleanSupplier goesOn) {
    int done = 0;
    int last = 0;
    boolean isMore = true;
    while ((isMore || last > 0) && goesOn.getAsBoolean()) {
      isMore = upkeep();
      last = doBatch(limit, goesOn);
      done += last;
    }
    return done;
  }

  /** Claimed items, when their claim ends, and whether the limit was reached: more may be due. */
  record Batch<T>(List<T> work, Instant until, boolean isFull) {

    /** Returns a batch without items. */
    public static <T> Batch<T> none() {
      return new Batch<>(List.of(), Instant.EPOCH, false);
    }
  }
}
