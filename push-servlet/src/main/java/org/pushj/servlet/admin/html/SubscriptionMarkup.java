package org.pushj.servlet.admin.html;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.pushj.Happening;
import org.pushj.Subscription;

/** What is known of one subscription. */
public final class SubscriptionMarkup {
  private SubscriptionMarkup() {}

  /**
   * Returns all of it, and what can be done with it.
   *
   * @param hasInbox whether there is an inbox to look into
   */
  public static List<Tag> content(
      PageLinks links,
      Subscription subscription,
      SameTopic sameTopic,
      RowAction[] actions,
      boolean hasInbox,
      Instant now) {
    List<Tag> content = new ArrayList<>();
    content.add(Tag.of("p", Words.foreign(Words.url(subscription.topic()))).with("class", "topic"));
    content.add(
        RowForm.ofOne(links, PageLinks.SUBSCRIPTIONS, actions, subscription.id().toString()));
    content.add(DiagnosisMarkup.button(links, subscription.id()));
    content.add(SubscriptionFacts.facts(subscription, now));
    content.add(Tag.of("h2", "What happened"));
    content.add(history(subscription, now));
    content.add(related(links, subscription, hasInbox));
    content.addAll(sameTopic.content(links));
    return content;
  }

  /** Returns what happened, the latest first. */
  private static Tag history(Subscription subscription, Instant now) {
    List<Happening> latestFirst = new ArrayList<>(subscription.history());
    Collections.reverse(latestFirst);
    return latestFirst.isEmpty()
        ? Layout.note("Nothing is kept yet.")
        : Layout.table(
            "The latest first",
            List.of("When", "What"),
            latestFirst.stream()
                .map(each -> List.of(Words.fullTime(each.at(), now), Words.foreign(each.text())))
                .toList());
  }

  private static Tag related(PageLinks links, Subscription subscription, boolean hasInbox) {
    Tag related = Tag.of("ul");
    URI hub = subscription.hub();
    if (hub != null) {
      String query = Layout.query(Map.of("hub", hub.toString()));
      related.add(
          Tag.of(
              "li",
              links.to(
                  PageLinks.SUBSCRIPTIONS + query,
                  "All subscriptions at this hub, to pause or resume them")));
    }
    if (hasInbox) {
      related.add(Tag.of("li", UpdateMarkup.link(links, subscription.id())));
    }
    return related;
  }
}
