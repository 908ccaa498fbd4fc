package org.pushj.publisher;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.spi.HubClient;
import org.pushj.work.HubCircuitBreakers;
import org.pushj.work.HubEndpoints;

/**
 * Sends pings to a hub (PubSubHubbub 0.4 section 7), and reports each result to the hub's circuit
 * breaker. Safe for use by several threads.
 */
final class PingSender {
  /** Statuses of 4xx that refuse the request as such, whatever its topics. */
  private static final Set<Integer> ANY_TOPIC = Set.of(401, 405, 407, 408, 429);

  private final HubClient client;
  private final HubCircuitBreakers breakers;
  private final InstantSource clock;

  PingSender(HubClient client, HubCircuitBreakers breakers, InstantSource clock) {
    this.client = client;
    this.breakers = breakers;
    this.clock = clock;
  }

  /** Returns how many pings the hub takes in one request; 1 while its profile is unavailable. */
  int maxBatch(URI hub) {
    try {
      return client.topicsPerPing(hub);
    } catch (HubException e) {
      return 1;
    }
  }

  /** Returns until when the circuit breaker is open; empty if a request may be sent now. */
  Optional<Instant> openUntil(URI hub) {
    return breakers.openUntil(hub, clock.instant());
  }

  /** Does the same, and grants the caller the trial request of a half-open circuit breaker. */
  Optional<Instant> blockedUntil(URI hub) {
    return breakers.blockedUntil(hub, clock.instant());
  }

  /**
   * Sends pings in one request. If the hub refuses it with 4xx, or one of its topics is too long
   * for the hub, each half is sent by itself, and so on down to single pings: if the hub refuses
   * one of <i>n</i> pings, the others get through with at most 1 + 2 &lceil;log<sub>2</sub>
   * <i>n</i>&rceil; requests. There are always fewer than 2 <i>n</i> requests.
   *
   * @param content the content of a single topic, for a hub that takes it; may be null
   * @return an outcome for each topic, in their order
   */
  List<PublishOutcome> send(URI hub, List<URI> topics, HubClient.Ping.@Nullable Content content) {
    try {
      HubEndpoints.tryInOrder(
          hub, endpoint -> client.publish(new HubClient.Ping(hub, endpoint, topics, content)));
    } catch (HubException e) {
      breakers.refused(hub, clock.instant(), e);
      if (topics.size() == 1 || !mayConcernOneTopic(e)) {
        return outcomes(hub, topics, e);
      }
      int half = (topics.size() + 1) / 2;
      return Stream.of(topics.subList(0, half), topics.subList(half, topics.size()))
          .flatMap(part -> send(hub, part, content).stream())
          .toList();
    }
    breakers.succeeded(hub);
    return outcomes(hub, topics, null);
  }

  /** Returns the outcomes if all pings ended the same way; null stands for success. */
  static List<PublishOutcome> outcomes(URI hub, List<URI> topics, @Nullable HubException failure) {
    return topics.stream().map(topic -> new PublishOutcome(hub, topic, failure)).toList();
  }

  private static boolean mayConcernOneTopic(HubException failure) {
    int status = failure.status().orElse(0);
    boolean unsent = status == 0 && !failure.isUndecided();
    return unsent || (status / 100 == 4 && !ANY_TOPIC.contains(status));
  }
}
