package org.pushj.examples.hub;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pushj.examples.hub.content.Content;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches topics that have changed and passes their content to the distributor, once per subscriber
 * (W3C WebSub section 7).
 */
final class ChangedTopics {
  private static final Logger LOG = LoggerFactory.getLogger(ChangedTopics.class);

  /** The topics being fetched. */
  private final Map<URI, Fetch> fetches = new ConcurrentHashMap<>();

  private final Set<Verification> verifications = ConcurrentHashMap.newKeySet();

  private final Subscriptions subscriptions;
  private final TopicFetcher fetcher;
  private final ContentDistributor distributor;
  private final Workers workers;

  ChangedTopics(
      Subscriptions subscriptions,
      TopicFetcher fetcher,
      ContentDistributor distributor,
      Workers workers) {
    this.subscriptions = subscriptions;
    this.fetcher = fetcher;
    this.distributor = distributor;
    this.workers = workers;
  }

  private enum Fetch {
    RUNNING,
    /** The topic has changed again, possibly after it was read. */
    RUNNING_BUT_OUTDATED
  }

  /** A verification in progress, and whether its topic was announced meanwhile. */
  private static final class Verification {
    private final URI topic;
    private volatile boolean announced;

    Verification(URI topic) {
      this.topic = topic;
    }
  }

  /**
   * Runs a verification, and distributes the topic afterwards if it was announced meanwhile. A
   * subscriber counts from the moment it confirms, which is before the hub has read the response
   * and recorded the subscription.
   */
  void whileVerifying(URI topic, Runnable verify) {
    Verification verification = new Verification(topic);
    verifications.add(verification);
    try {
      verify.run();
    } finally {
      verifications.remove(verification);
    }
    if (verification.announced) {
      changed(topic);
    }
  }

  /** Schedules the distribution of a topic. Returns at once. */
  void changed(URI topic) {
    // Before the subscriptions are read, so that a verification that ends in between is not missed.
    for (Verification verification : verifications) {
      if (verification.topic.equals(topic)) {
        verification.announced = true;
      }
    }
    if (subscriptions.to(topic).isEmpty()) {
      LOG.debug("{} has no subscribers", topic.toASCIIString());
      return;
    }
    Fetch state =
        fetches.compute(
            topic, (key, old) -> old == null ? Fetch.RUNNING : Fetch.RUNNING_BUT_OUTDATED);
    if (state == Fetch.RUNNING) {
      workers.run(() -> fetch(topic));
    }
  }

  /**
   * Never runs twice at a time for one topic, so that older content never overtakes newer content.
   */
  private void fetch(URI topic) {
    try {
      distribute(topic);
    } finally {
      Fetch state =
          fetches.computeIfPresent(
              topic, (key, old) -> old == Fetch.RUNNING_BUT_OUTDATED ? Fetch.RUNNING : null);
      if (state != null) {
        workers.run(() -> fetch(topic));
      }
    }
  }

  private void distribute(URI topic) {
    Content content;
    try {
      content = fetcher.fetch(topic);
    } catch (IOException e) {
      LOG.warn("Not distributed: cannot fetch {}: {}", topic.toASCIIString(), e.toString());
      return;
    }
    List<HubSubscription> receivers = subscriptions.to(topic);
    LOG.info(
        "Distributing {}: {} bytes, subscribers: {}",
        topic.toASCIIString(),
        content.body().length,
        receivers.size());
    for (HubSubscription receiver : receivers) {
      distributor.distribute(content, receiver);
    }
  }
}
