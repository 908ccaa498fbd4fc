package org.pushj.publisher;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.hub.HubEndpoints;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubPing;
import org.pushj.work.HubCircuitBreakers;

/**
 * Tells one hub of changes (PubSubHubbub 0.4 section 7), and takes note of whether it works. Safe
 * for use by several threads.
 */
final class HubNotices {
  /** What a hub answers where it is not one of the topics that it refuses. */
  private static final Set<Integer> OF_THE_REQUEST = Set.of(401, 405, 407, 408, 429);

  private final HubClient client;
  private final HubCircuitBreakers breakers;
  private final InstantSource clock;

  HubNotices(HubClient client, HubCircuitBreakers breakers, InstantSource clock) {
    this.client = client;
    this.breakers = breakers;
    this.clock = clock;
  }

  /** Returns how many topics the hub is told of at once; 1 where that is not known just now. */
  int chunkSize(URI hub) {
    try {
      return client.topicsPerPing(hub);
    } catch (HubException e) {
      return 1;
    }
  }

  /**
   * Tells the hub of all topics in one request. Where it refuses that with 4xx, or one of the
   * topics is too long for it, each half is sent by itself, and so on down to single topics: of
   * <i>n</i> topics with one that is refused, the others get through with at most 1 + 2
   * &lceil;log<sub>2</sub> <i>n</i>&rceil; requests, and whatever is refused, there are fewer than
   * 2 <i>n</i>.
   *
   * @return an outcome for each topic, in their order
   */
  List<PublishOutcome> send(HubTopics notice) {
    HubException failure =
        request(
            notice.hub(),
            endpoint -> client.publish(new HubPing(notice.hub(), endpoint, notice.topics())));
    int size = notice.topics().size();
    if (failure == null || size == 1 || !mayConcernOneTopic(failure)) {
      return notice.outcomes(failure);
    }
    return notice.chunks((size + 1) / 2).stream().flatMap(half -> send(half).stream()).toList();
  }

  /** Tells the hub of one topic, with its content if the hub takes that. */
  PublishOutcome send(URI hub, URI topic, HubPing.Content content) {
    HubException failure =
        request(
            hub, endpoint -> client.publish(new HubPing(hub, endpoint, List.of(topic), content)));
    return new PublishOutcome(hub, topic, failure);
  }

  private @Nullable HubException request(URI hub, Consumer<URI> request) {
    try {
      HubEndpoints.tryInOrder(hub, request);
      breakers.succeeded(hub);
      return null;
    } catch (HubException e) {
      breakers.refused(hub, clock.instant(), e);
      return e;
    }
  }

  private static boolean mayConcernOneTopic(HubException failure) {
    int status = failure.status().orElse(0);
    boolean unsent = status == 0 && !failure.isUndecided();
    return unsent || (status / 100 == 4 && !OF_THE_REQUEST.contains(status));
  }
}
