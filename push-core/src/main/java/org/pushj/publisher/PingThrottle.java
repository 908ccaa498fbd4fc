package org.pushj.publisher;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pushj.base.BoundedMap;
import org.pushj.spi.QueuedPing;

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

  /** The last due time of each topic, oldest entry first. */
  private final Map<String, Instant> lastTimes = BoundedMap.inOrderOfEntry(MAX_TOPICS);

  PingThrottle(Duration window) {
    this.window = window;
  }

  /** Returns pings with their due times for topics that have changed now. */
  List<QueuedPing> schedule(List<Ping> pings, Instant now) {
    Map<String, Instant> dueTimes = new HashMap<>();
    return pings.stream()
        .map(
            ping -> {
              Instant dueAt =
                  dueTimes.computeIfAbsent(ping.topic().toString(), topic -> dueAt(topic, now));
              return QueuedPing.of(ping.hub(), ping.topic(), now, dueAt);
            })
        .toList();
  }

  private synchronized Instant dueAt(String topic, Instant now) {
    Instant last = lastTimes.get(topic);
    Instant next = last == null ? now : last.isAfter(now) ? last : last.plus(window);
    // A time beyond the window stems from a clock that was set back since.
    Instant due = next.isBefore(now) || next.isAfter(now.plus(window)) ? now : next;
    lastTimes.remove(topic);
    lastTimes.put(topic, due);
    return due;
  }
}
