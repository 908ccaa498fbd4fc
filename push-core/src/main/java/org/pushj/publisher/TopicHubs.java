package org.pushj.publisher;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.pushj.SubscriptionRequest;
import org.pushj.Urls;
import org.pushj.base.Texts;

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
   */
  List<Ping> pings(Collection<URI> topics) {
    List<URI> distinct = distinct(topics);
    distinct.forEach(TopicHubs::checkTopic);
    return distinct.stream()
        .flatMap(topic -> hubsOf(topic).stream().map(hub -> new Ping(hub, topic)))
        .toList();
  }

  private List<URI> hubsOf(URI topic) {
    List<URI> named = advertised.getOrDefault(topic.toString(), List.of());
    List<URI> known = named.isEmpty() ? byTopic.apply(topic) : named;
    List<URI> hubs = distinct(known.isEmpty() ? others : known);
    if (hubs.isEmpty()) {
      throw new IllegalArgumentException(
          "topics: "
              + Urls.forMessage(topic)
              + " has no hub; set one with hubs, hubsByTopic or advertised of the builder");
    }
    hubs.forEach(hub -> checkUrl("hub", hub));
    return hubs;
  }

  private static void checkTopic(URI topic) {
    checkUrl("topic", topic);
    if (topic.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "topic must not have a fragment, was "
              + Urls.forMessage(topic)
              + "#"
              + topic.getRawFragment());
    }
  }

  /**
   * Throws an IllegalArgumentException unless it is http or https, and every queue can store it.
   */
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
