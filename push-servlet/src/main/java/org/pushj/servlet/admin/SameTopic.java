package org.pushj.servlet.admin;

import java.net.URI;
import java.util.List;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;

/**
 * The subscriptions to one topic that other requests have led to. The {@code http} and the {@code
 * https} form of one feed are such a pair: each of them delivers every update.
 */
record SameTopic(List<Subscription> others) {
  private static final int MAX_SHOWN = 20;

  /** Finds them; none in a store that cannot be searched. */
  static SameTopic of(Subscriber subscriber, URI topic, SubscriptionRequest request) {
    if (!subscriber.operations().isSearchable()) {
      return new SameTopic(List.of());
    }
    SubscriptionQuery query = SubscriptionQuery.all().withTopic(topic).withLimit(MAX_SHOWN);
    return new SameTopic(
        subscriber.operations().list(query).stream()
            .filter(each -> !each.request().key().equals(request.key()))
            .toList());
  }

  /** Returns the ids, for JSON. */
  List<String> ids() {
    return others.stream().map(each -> each.id().toString()).toList();
  }

  /** Returns the heading, a note and the links; nothing if there are no others. */
  List<Tag> content(AdminRequest request) {
    if (others.isEmpty()) {
      return List.of();
    }
    Tag links = Tag.of("ul");
    for (Subscription each : others) {
      String url = request.root() + SubscriptionList.PATH + "/" + each.id();
      links.add(Tag.of("li", Tag.of("a", Words.foreign(name(each.request()))).with("href", url)));
    }
    return List.of(
        Tag.of("h2", "Other subscriptions to this topic"),
        Layout.note("Each subscription delivers every update of the topic once."),
        links);
  }

  private static String name(SubscriptionRequest request) {
    String resource = String.valueOf(Words.url(request.resource()));
    return request.hub() == null ? resource : resource + " at " + Words.url(request.hub());
  }
}
