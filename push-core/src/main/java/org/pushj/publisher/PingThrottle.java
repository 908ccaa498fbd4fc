package org.pushj.publisher;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.pushj.base.BoundedMap;

/**
 * Says when the change of a topic is told: at once, unless it was told a moment ago. Then it is
 * told when that is long enough ago, with all changes until then. Safe for use by several threads.
 *
 * <p>It remembers some thousand topics. One that was forgotten is told at once, which costs a ping.
 */
final class PingThrottle {
  private static final int MAX_TOPICS = 10_000;

  private final Duration window;

  /** When each topic is told the last time, in the order in which that was said. */
  private final Map<String, Instant> lastTimes = BoundedMap.inOrderOfEntry(MAX_TOPICS);

  PingThrottle(Duration window) {
    this.window = window;
  }

  /** Returns when to tell of a change that was made until now. */
  synchronized Instant dueAt(URI topic, Instant now) {
    Instant last = lastTimes.get(topic.toString());
    Instant next = last == null ? now : last.isAfter(now) ? last : last.plus(window);
    // Far off is what a clock has left behind that was set back.
    Instant due = next.isBefore(now) || next.isAfter(now.plus(window)) ? now : next;
    lastTimes.remove(topic.toString());
    lastTimes.put(topic.toString(), due);
    return due;
  }
}
