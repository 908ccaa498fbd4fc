package org.pushj.publisher;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.pushj.SubscriptionRequest;
import org.pushj.Urls;
import org.pushj.base.Texts;

/** Knows which hubs are told of a topic, and checks what it is given. */
final class TopicHubs {
  private final Function<URI, List<URI>> source;

  /**
   * Makes it.
   *
   * @param source the hubs of a topic; none if it knows of none
   */
  TopicHubs(Function<URI, List<URI>> source) {
    this.source = source;
  }

  /**
   * Returns which hubs are told of which topics, topic by topic. What comes several times is there
   * once; the order stays.
   *
   * @throws IllegalArgumentException if a topic or a hub is no URL that a hub can be told of, or a
   *     topic has no hub
   */
  List<Notice> notices(Collection<URI> topics) {
    Collection<URI> distinct = byText(topics).values();
    distinct.forEach(TopicHubs::checkTopic);
    return distinct.stream()
        .flatMap(topic -> hubsOf(topic).stream().map(hub -> new Notice(hub, topic)))
        .toList();
  }

  private List<URI> hubsOf(URI topic) {
    List<URI> hubs = List.copyOf(byText(source.apply(topic)).values());
    if (hubs.isEmpty()) {
      throw new IllegalArgumentException(
          "topics: there is no hub for "
              + Urls.forMessage(topic)
              + "; name one by hubs, hubsByTopic or advertised of the builder");
    }
    hubs.forEach(hub -> checkUrl("hub", hub));
    return hubs;
  }

  private static void checkTopic(URI topic) {
    checkUrl("topic", topic);
    if (topic.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "topic: a URL without a fragment is possible, not "
              + Urls.forMessage(topic)
              + "#"
              + topic.getRawFragment());
    }
  }

  /**
   * Returns the URL.
   *
   * @throws IllegalArgumentException if it is not one of http or https that every queue can keep
   */
  static URI checkUrl(String name, URI url) {
    if (!Urls.isHttp(url)) {
      throw new IllegalArgumentException(
          name + ": an absolute http or https URL is possible, not " + Urls.forMessage(url));
    }
    return Texts.atMost(name, url, SubscriptionRequest.MAX_URL);
  }

  /** That a hub is told of a topic. */
  record Notice(URI hub, URI topic) {}

  private static Map<String, URI> byText(Collection<URI> urls) {
    Map<String, URI> byText = new LinkedHashMap<>();
    urls.forEach(url -> byText.putIfAbsent(url.toString(), url));
    return byText;
  }
}
