package org.pushj.publisher;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.pushj.SubscriptionRequest;
import org.pushj.Urls;
import org.pushj.base.Texts;

/** Finds the hubs of topics, and checks their URLs. Safe for use by several threads. */
final class TopicHubs {
  private final Function<URI, List<URI>> source;

  /** Takes a function that returns the hubs of a topic; none if it knows none. */
  TopicHubs(Function<URI, List<URI>> source) {
    this.source = source;
  }

  /**
   * Returns a ping for each hub of each topic, topic by topic and without repeats. The order stays.
   *
   * @throws IllegalArgumentException if a topic or a hub is not an absolute http or https URL, is
   *     too long, or a topic has a fragment or no hub
   */
  List<Ping> pings(Collection<URI> topics) {
    List<URI> distinct = distinct(topics);
    distinct.forEach(TopicHubs::checkTopic);
    return distinct.stream()
        .flatMap(topic -> hubsOf(topic).stream().map(hub -> new Ping(hub, topic)))
        .toList();
  }

  private List<URI> hubsOf(URI topic) {
    List<URI> hubs = distinct(source.apply(topic));
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
   * Returns the URL.
   *
   * @throws IllegalArgumentException if it is not an absolute http or https URL, or longer than
   *     every queue can store
   */
  static URI checkUrl(String name, URI url) {
    if (!Urls.isHttp(url)) {
      throw new IllegalArgumentException(
          name + " must be an absolute http or https URL, was " + Urls.forMessage(url));
    }
    return Texts.atMost(name, url, SubscriptionRequest.MAX_URL);
  }

  /** Compares URLs by their text: URIs ignore the case of a host. */
  private static List<URI> distinct(Collection<URI> urls) {
    return urls.stream().map(URI::toString).distinct().map(URI::create).toList();
  }
}
