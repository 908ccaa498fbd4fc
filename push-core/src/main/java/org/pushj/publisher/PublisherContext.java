package org.pushj.publisher;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.pushj.spi.PingQueue;
import org.pushj.work.HubCircuitBreakers;

/**
 * What the parts of one publisher share. Made by {@link PublisherBuilder}, which has checked it.
 */
record PublisherContext(
    TopicHubs topicHubs,
    HubNotices notices,
    HubCircuitBreakers breakers,
    PingQueue queue,
    PingSettings pings,
    Consumer<PublishOutcome> listener,
    InstantSource clock) {

  /**
   * Returns the time to the millisecond: what every queue can keep, so that what is read equals
   * what was written.
   */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
