package org.pushj.tck;

import java.net.URI;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.pushj.PingId;
import org.pushj.spi.QueuedPing;

/**
 * Builds pings for tests of a queue, as they are when they were just asked for. Each builder starts
 * with an id and a topic of its own; the ids sort by the order in which the builders were made. A
 * builder is for one thread.
 *
 * @since 0.1
 */
public final class QueuedPingBuilder {
  private static final AtomicLong COUNTER = new AtomicLong();

  private final PingId id;
  private URI hub = SubscriptionBuilder.HUB;
  private URI topic;
  private Instant changedAt = ManualClock.START;
  private Instant dueAt = ManualClock.START;

  private QueuedPingBuilder(long number) {
    id = PingId.next(ManualClock.START.plusMillis(number));
    topic = URI.create("https://topic.example/" + number);
  }

  /** Starts with a ping for a change at {@link ManualClock#START} that is due since then. */
  public static QueuedPingBuilder asked() {
    return new QueuedPingBuilder(COUNTER.incrementAndGet());
  }

  /** Sets the hub, a URL. */
  public QueuedPingBuilder hub(String hub) {
    this.hub = URI.create(hub);
    return this;
  }

  /** Sets the topic, a URL. */
  public QueuedPingBuilder topic(String topic) {
    this.topic = URI.create(topic);
    return this;
  }

  /** Sets when the application said that the topic has changed. */
  public QueuedPingBuilder changedAt(Instant changedAt) {
    this.changedAt = changedAt;
    return this;
  }

  /** Sets when the ping is due. */
  public QueuedPingBuilder dueAt(Instant dueAt) {
    this.dueAt = dueAt;
    return this;
  }

  /** Returns the ping as it is now. */
  public QueuedPing build() {
    return new QueuedPing(
        id, hub, topic, changedAt, QueuedPing.State.WAITING, 0, dueAt, null, null, 0);
  }
}
