package org.pushj.publisher;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.pushj.concurrent.BoundedMap;

/**
 * Decides when the pings for a topic are due: at once, or at the end of the window if the last ones
 * were due within it. Safe for use by several threads.
 *
 * <p>It remembers at most {@value #MAX_TOPICS} topics. A forgotten one is due at once, which costs
 * one extra ping.
 */
final class PingThrottle {
  private static final int MAX_TOPICS = 10_000;

  private final Duration window;

  /** The last due time of each topic. */
  private final Map<String, Instant> lastTimes = BoundedMap.inOrderOfUse(MAX_TOPICS);

  PingThrottle(Duration window) {
    this.window = window;
  }

  /** Returns when the pings for a topic that has changed now are due. */
  synchronized Instant dueAt(URI topic, Instant now) {
    Instant last = lastTimes.get(topic.toString());
    Instant next = last == null ? now : last.isAfter(now) ? last : last.plus(window);
    // A time beyond the window stems from a clock that was set back since.
    Instant due = next.isBefore(now) || next.isAfter(now.plus(window)) ? now : next;
    lastTimes.put(topic.toString(), due);
    return due;
  }
}
