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
import org.pushj.work.Bell;

/** Puts pings into the queue, and wakes the workers. Safe for use by several threads. */
final class LaterPings {
  private final PublisherContext context;
  private final Pace pace;
  private final Bell bell;

  LaterPings(PublisherContext context, Bell bell) {
    this.context = context;
    this.pace = new Pace(context.pings().window);
    this.bell = bell;
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
      Instant dueAt = dueTimes.computeIfAbsent(topic.toString(), any -> pace.dueAt(topic, now));
      pings.add(QueuedPing.of(notice.hub(), topic, now, dueAt));
    }
    if (!context.queue().add(pings)) {
      throw new QueueFullException(notices.stream().map(Notice::topic).distinct().toList());
    }
    if (pings.stream().anyMatch(ping -> now.equals(ping.dueAt()))) {
      context.queue().afterCommit(bell::ring);
    }
  }
}
