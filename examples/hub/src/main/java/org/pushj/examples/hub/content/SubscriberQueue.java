package org.pushj.examples.hub.content;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content waiting for one subscriber, and whether its delivery is running. Only the newest
 * content waits, since it is always the whole topic; and only one delivery runs at a time, so that
 * a slow subscriber occupies one thread and gets its content in order. Thread-safe.
 */
public final class SubscriberQueue {
  private final boolean keepsDelivered;

  private @Nullable Content waiting;
  private @Nullable Content lastDelivered;
  private @Nullable String newestDigest;
  private boolean delivering;
  private int failures;

  /**
   * Makes an empty queue.
   *
   * @param keepsDelivered whether it keeps the content delivered last, for {@link #payload}
   */
  public SubscriberQueue(boolean keepsDelivered) {
    this.keepsDelivered = keepsDelivered;
  }

  /**
   * Queues content, unless it equals the content queued last.
   *
   * @return true if the caller must start a delivery; false if there is nothing to do, or one is
   *     running
   */
  public synchronized boolean put(Content content) {
    if (content.digest().equals(newestDigest)) {
      return false;
    }
    newestDigest = content.digest();
    waiting = content;
    failures = 0;
    boolean start = !delivering;
    delivering = true;
    return start;
  }

  /** Returns the content to deliver next; empty if there is none, which ends the delivery. */
  public synchronized Optional<Content> next() {
    delivering = waiting != null;
    return Optional.ofNullable(waiting);
  }

  /** Returns what to send of content: all of it, or only what was not delivered yet. */
  public Content payload(Content content) {
    return lastDelivered().flatMap(earlier -> FeedDelta.between(earlier, content)).orElse(content);
  }

  /** Returns the content delivered last; empty if there is none, or it is not kept. */
  synchronized Optional<Content> lastDelivered() {
    return Optional.ofNullable(lastDelivered);
  }

  /** Records that this content was delivered. Newer content may have been queued since. */
  public synchronized void delivered(Content content) {
    if (keepsDelivered) {
      lastDelivered = content;
    }
    if (content.digest().equals(newestDigest)) {
      waiting = null;
    }
  }

  /**
   * Records a failure.
   *
   * @return the delay before a retry; empty if the attempts are used up. The content is then
   *     dropped, and distributed again at the publisher's next ping
   */
  public synchronized Optional<Duration> failed(BackOff backOff) {
    failures++;
    if (failures < backOff.attempts()) {
      return Optional.of(backOff.delayAfter(failures));
    }
    waiting = null;
    newestDigest = null;
    delivering = false;
    return Optional.empty();
  }
}
