package org.pushj.publisher;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.pushj.PingId;
import org.pushj.SubscriptionRequest;
import org.pushj.Urls;
import org.pushj.platform.TimeOrderedUuids;
import org.pushj.spi.QueuedPing;
import org.pushj.text.Texts;

/** Finds the hubs of topics, and checks their URLs. Safe for use by several threads. */
final class TopicHubs {
  private final Map<String, List<URI>> advertised;
  private final Function<URI, List<URI>> byTopic;
  private final List<URI> others;
  private final TimeOrderedUuids ids;

  /** Takes the hubs of topics: those that are advertised, else by a function, else all others. */
  TopicHubs(
      Map<String, List<URI>> advertised,
      Function<URI, List<URI>> byTopic,
      List<URI> others,
      TimeOrderedUuids ids) {
    this.advertised = Map.copyOf(advertised);
    this.byTopic = byTopic;
    this.others = others;
    this.ids = ids;
  }

  /**
   * Returns a ping for each hub of each topic, topic by topic and without repeats. The order stays.
   * Throws an IllegalArgumentException if a URL cannot be used, or a topic has no hub.
   *
   * @param changedAt when the topics changed
   * @param dueAt returns when the pings for a topic are due; called once all URLs are checked
   */
  List<QueuedPing> pings(Collection<URI> topics, Instant changedAt, Function<URI, Instant> dueAt) {
    List<URI> distinct = distinct(topics, TopicHubs::topic);
    List<List<URI>> hubs = distinct.stream().map(this::hubsOf).toList();
    List<QueuedPing> pings = new ArrayList<>();
    for (int i = 0; i < distinct.size(); i++) {
      URI topic = distinct.get(i);
      Instant due = dueAt.apply(topic);
      hubs.get(i).forEach(hub -> pings.add(ping(hub, topic, changedAt, due)));
    }
    return pings;
  }

  private QueuedPing ping(URI hub, URI topic, Instant changedAt, Instant dueAt) {
    PingId id = new PingId(ids.at(changedAt));
    return new QueuedPing(
        id, hub, topic, changedAt, QueuedPing.State.WAITING, 0, dueAt, null, null, 0);
  }

  private List<URI> hubsOf(URI topic) {
    List<URI> named = advertised.getOrDefault(topic.toString(), List.of());
    List<URI> known = named.isEmpty() ? byTopic.apply(topic) : named;
    List<URI> hubs = hubs("hub", known.isEmpty() ? others : known);
    if (hubs.isEmpty()) {
      throw new IllegalArgumentException(
          "topics: %s has no hub; set one with hubs, hubsByTopic or advertised of the builder"
              .formatted(Urls.forMessage(topic)));
    }
    return hubs;
  }

  /** Returns a topic in ASCII, and otherwise unchanged, as subscribers read it from a self link. */
  private static URI topic(URI given) {
    URI topic =
        Optional.of(given)
            .filter(Urls::isHttp)
            .flatMap(url -> Urls.resolve(url, url.toString()))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "topic must be an absolute http or https URL, was "
                            + Urls.forMessage(given)));
    if (topic.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "topic must not have a fragment, was %s#%s"
              .formatted(Urls.forMessage(topic), topic.getRawFragment()));
    }
    return Texts.atMost("topic", topic, SubscriptionRequest.MAX_URL);
  }

  /** Returns hubs normalized; throws an IllegalArgumentException if one cannot be. */
  static List<URI> hubs(String name, Collection<URI> hubs) {
    return distinct(hubs, hub -> Urls.normalized(name, hub));
  }

  /** Compares URLs by their text: URIs ignore the case of a host. */
  private static List<URI> distinct(Collection<URI> urls, UnaryOperator<URI> form) {
    return urls.stream().map(form).map(URI::toString).distinct().map(URI::create).toList();
  }
}
