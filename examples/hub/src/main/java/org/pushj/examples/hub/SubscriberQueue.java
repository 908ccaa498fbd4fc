package org.pushj.examples.hub;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one subscriber, and who brings it. Only the newest content waits, since each is
 * the whole topic; and one distributor at a time is on its way, so that a slow subscriber costs one
 * thread and gets its content in order. Safe for use by several threads.
 */
final class SubscriberQueue {
  private final boolean keepsTaken;

  private @Nullable Content waiting;
  private @Nullable Content lastTaken;
  private @Nullable String newestDigest;
  private boolean courierUnderWay;
  private int failures;

  /**
   * Makes an empty queue.
   *
   * @param keepsTaken whether it keeps what the subscriber has taken, for {@link #lastTaken}
   */
  SubscriberQueue(boolean keepsTaken) {
    this.keepsTaken = keepsTaken;
  }

  /**
   * Puts content in, unless it is what was put in last.
   *
   * @return true if a distributor has to start; false if there is nothing to do, or one is under
   *     way
   */
  synchronized boolean put(Content content) {
    if (content.digest().equals(newestDigest)) {
      return false;
    }
    newestDigest = content.digest();
    waiting = content;
    failures = 0;
    boolean start = !courierUnderWay;
    courierUnderWay = true;
    return start;
  }

  /** Returns what the distributor has to bring now; empty if its work is done. */
  synchronized Optional<Content> next() {
    courierUnderWay = waiting != null;
    return Optional.ofNullable(waiting);
  }

  /** Returns what the subscriber has taken last; empty if that is nothing, or is not kept. */
  synchronized Optional<Content> lastTaken() {
    return Optional.ofNullable(lastTaken);
  }

  /** Notes that the subscriber has taken this content. Newer content may have come meanwhile. */
  synchronized void taken(Content content) {
    if (keepsTaken) {
      lastTaken = content;
    }
    if (content.digest().equals(newestDigest)) {
      waiting = null;
    }
  }

  /**
   * Notes a failure.
   *
   * @return how long the distributor waits before it tries again; empty if it gives up. Then the
   *     content is forgotten, and distributed once more when the publisher tells of the topic again
   */
  synchronized Optional<Duration> failed(BackOff backOff) {
    failures++;
    if (failures < backOff.attempts()) {
      return Optional.of(backOff.delayAfter(failures));
    }
    waiting = null;
    newestDigest = null;
    courierUnderWay = false;
    return Optional.empty();
  }
}
