package org.pushj.publisher;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pushj.PingId;
import org.pushj.QueueFullException;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.work.WakeUp;

/** Puts pings into the queue, and wakes the workers. Safe for use by several threads. */
final class PingEnqueuer {
  private final PingQueue queue;
  private final PingThrottle throttle;
  private final WakeUp wakeUp;
  private final InstantSource clock;

  PingEnqueuer(PingQueue queue, Duration window, WakeUp wakeUp, InstantSource clock) {
    this.queue = queue;
    this.throttle = new PingThrottle(window);
    this.wakeUp = wakeUp;
    this.clock = clock;
  }

  /** Adds pings; see {@link Publisher#publishLater}. */
  void add(List<Ping> pings) {
    if (pings.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Map<String, Instant> dueTimes = new HashMap<>();
    List<QueuedPing> queued = new ArrayList<>();
    for (Ping ping : pings) {
      Instant dueAt =
          dueTimes.computeIfAbsent(
              ping.topic().toString(), any -> throttle.dueAt(ping.topic(), now));
      queued.add(QueuedPing.of(ping.hub(), ping.topic(), now, dueAt));
    }
    if (!queue.add(queued)) {
      throw new QueueFullException(pings.stream().map(Ping::topic).distinct().toList());
    }
    if (dueTimes.containsValue(now)) {
      queue.afterCommit(wakeUp::signal);
    }
  }

  /** Makes a parked ping due again; returns false if there is none with this id. */
  boolean requeue(PingId id) {
    boolean requeued = queue.requeue(id, clock.instant());
    queue.afterCommit(wakeUp::signal);
    return requeued;
  }
}
