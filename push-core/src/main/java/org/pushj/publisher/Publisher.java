package org.pushj.publisher;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.hub.HubClient;
import org.pushj.hub.HubEndpoints;
import org.pushj.hub.HubParameters;
import org.pushj.spi.ConnectFailedException;

/**
 * Tells hubs that topics have changed (PubSubHubbub 0.4 section 7). Safe for use by several
 * threads.
 *
 * @since 0.1
 */
public final class Publisher {
  private final HubClient client;
  private final List<URI> hubs;

  /**
   * Makes a publisher.
   *
   * @param client sends the requests
   * @param hubs the hubs that the topics advertise; at least one
   * @throws IllegalArgumentException if there is no hub
   */
  public Publisher(HubClient client, Collection<URI> hubs) {
    if (hubs.isEmpty()) {
      throw new IllegalArgumentException("hubs: at least one hub is needed to tell of changes");
    }
    this.client = client;
    this.hubs = List.copyOf(hubs);
  }

  /**
   * Tells every hub that these topics have changed. Blocks until all have answered, one after the
   * other. A hub that fails keeps no other from being told.
   *
   * @return an outcome for each hub, in their order
   */
  public List<PublishOutcome> publish(Collection<URI> topics) {
    HubParameters notice = HubParameters.publish(topics);
    List<PublishOutcome> outcomes = new ArrayList<>();
    for (URI hub : hubs) {
      outcomes.add(new PublishOutcome(hub, failure(hub, notice)));
    }
    return outcomes;
  }

  private @Nullable HubException failure(URI hub, HubParameters notice) {
    HubException last = null;
    for (URI endpoint : HubEndpoints.of(hub)) {
      try {
        client.publish(endpoint, notice);
        return null;
      } catch (HubException e) {
        last = e;
        if (!(e.getCause() instanceof ConnectFailedException)) {
          return e;
        }
      }
    }
    return last;
  }
}
