package org.pushj.publisher;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pushj.QueueFullException;
import org.pushj.publisher.TopicHubs.Notice;
import org.pushj.spi.QueuedPing;
import org.pushj.work.WakeUp;

/** Puts pings into the queue, and wakes the workers. Safe for use by several threads. */
final class LaterPings {
  private final PublisherContext context;
  private final PingThrottle throttle;
  private final WakeUp wakeUp;

  LaterPings(PublisherContext context, WakeUp wakeUp) {
    this.context = context;
    this.throttle = new PingThrottle(context.pings().window);
    this.wakeUp = wakeUp;
  }

  void add(Collection<URI> topics) {
    List<Notice> notices = context.topicHubs().notices(topics);
    if (notices.isEmpty()) {
      return;
    }
    Instant now = context.now();
    Map<String, Instant> dueTimes = new HashMap<>();
    List<QueuedPing> pings = new ArrayList<>();
    for (Notice notice : notices) {
      URI topic = notice.topic();
      Instant dueAt = dueTimes.computeIfAbsent(topic.toString(), any -> throttle.dueAt(topic, now));
      pings.add(QueuedPing.of(notice.hub(), topic, now, dueAt));
    }
    if (!context.queue().add(pings)) {
      throw new QueueFullException(notices.stream().map(Notice::topic).distinct().toList());
    }
    if (pings.stream().anyMatch(ping -> now.equals(ping.dueAt()))) {
      context.queue().afterCommit(wakeUp::signal);
    }
  }
}
