package org.pushj.publisher;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.pushj.SubscriptionRequest;
import org.pushj.Urls;
import org.pushj.base.Texts;
import org.pushj.spi.QueuedPing;

/** Finds the hubs of topics, and checks their URLs. Safe for use by several threads. */
final class TopicHubs {
  private final Map<String, List<URI>> advertised;
  private final Function<URI, List<URI>> byTopic;
  private final List<URI> others;

  /** Takes the hubs of topics: those that are advertised, else by a function, else all others. */
  TopicHubs(Map<String, List<URI>> advertised, Function<URI, List<URI>> byTopic, List<URI> others) {
    this.advertised = Map.copyOf(advertised);
    this.byTopic = byTopic;
    this.others = others;
  }

  /**
   * Returns a ping for each hub of each topic, topic by topic and without repeats. The order stays.
   * Throws an IllegalArgumentException if a URL cannot be used, or a topic has no hub.
   *
   * @param changedAt when the topics changed
   * @param dueAt returns when the pings for a topic are due; called once all URLs are checked
   */
  List<QueuedPing> pings(Collection<URI> topics, Instant changedAt, Function<URI, Instant> dueAt) {
    List<URI> distinct = distinct(topics);
    distinct.forEach(TopicHubs::checkTopic);
    List<List<URI>> hubs = distinct.stream().map(this::hubsOf).toList();
    List<QueuedPing> pings = new ArrayList<>();
    for (int i = 0; i < distinct.size(); i++) {
      URI topic = distinct.get(i);
      Instant due = dueAt.apply(topic);
      hubs.get(i).forEach(hub -> pings.add(QueuedPing.of(hub, topic, changedAt, due)));
    }
    return pings;
  }

  private List<URI> hubsOf(URI topic) {
    List<URI> named = advertised.getOrDefault(topic.toString(), List.of());
    List<URI> known = named.isEmpty() ? byTopic.apply(topic) : named;
    List<URI> hubs = distinct(known.isEmpty() ? others : known);
    if (hubs.isEmpty()) {
      throw new IllegalArgumentException(
          "topics: %s has no hub; set one with hubs, hubsByTopic or advertised of the builder"
              .formatted(Urls.forMessage(topic)));
    }
    hubs.forEach(hub -> checkUrl("hub", hub));
    return hubs;
  }

  private static void checkTopic(URI topic) {
    checkUrl("topic", topic);
    if (topic.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "topic must not have a fragment, was %s#%s"
              .formatted(Urls.forMessage(topic), topic.getRawFragment()));
    }
  }

  /** Throws an IllegalArgumentException unless it is http or https, and every queue can keep it. */
  static void checkUrl(String name, URI url) {
    if (!Urls.isHttp(url)) {
      throw new IllegalArgumentException(
          name + " must be an absolute http or https URL, was " + Urls.forMessage(url));
    }
    Texts.atMost(name, url, SubscriptionRequest.MAX_URL);
  }

  /** Compares URLs by their text: URIs ignore the case of a host. */
  private static List<URI> distinct(Collection<URI> urls) {
    return urls.stream().map(URI::toString).distinct().map(URI::create).toList();
  }
}
