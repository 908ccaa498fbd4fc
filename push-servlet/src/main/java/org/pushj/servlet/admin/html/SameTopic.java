package org.pushj.servlet.admin.html;

import java.util.List;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;

/**
 * The subscriptions to one topic that other requests have led to. The {@code http} and the {@code
 * https} form of one feed are such a pair: each of them delivers every update.
 */
public record SameTopic(List<Subscription> others) {
  /** Returns the ids, for JSON. */
  public List<String> ids() {
    return others.stream().map(each -> each.id().toString()).toList();
  }

  /** Returns the heading, a note and the links; nothing if there are no others. */
  List<Tag> content(PageLinks links) {
    if (others.isEmpty()) {
      return List.of();
    }
    Tag items = Tag.of("ul");
    for (Subscription each : others) {
      String url = links.url(PageLinks.SUBSCRIPTIONS + "/" + each.id());
      items.add(Tag.of("li", Tag.of("a", Words.foreign(name(each.request()))).with("href", url)));
    }
    return List.of(
        Tag.of("h2", "Other subscriptions to this topic"),
        Layout.note("Each subscription delivers every update of the topic once."),
        items);
  }

  private static String name(SubscriptionRequest request) {
    String resource = String.valueOf(Words.url(request.resource()));
    return request.hub() == null ? resource : resource + " at " + Words.url(request.hub());
  }
}
