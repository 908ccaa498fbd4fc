package org.pushj.servlet.admin;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.Happening;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.subscriber.Subscriber;

/** What is known of one subscription, and what can be done with one or several. */
final class SubscriptionPages {
  private final Subscriber subscriber;
  private final InstantSource clock;

  SubscriptionPages(Subscriber subscriber, InstantSource clock) {
    this.subscriber = subscriber;
    this.clock = clock;
  }

  /** Shows one subscription. */
  View show(AdminRequest request, SubscriptionId id) {
    request.takes();
    Subscription subscription =
        subscriber
            .find(id)
            .orElseThrow(() -> RefusedException.notFound("There is no subscription with this id."));
    Instant now = clock.instant();
    List<Tag> content = new ArrayList<>();
    content.add(Tag.of("p", Words.foreign(Words.url(subscription.topic()))).with("class", "topic"));
    content.add(
        RowForm.ofOne(request, SubscriptionList.PATH, SubscriptionAction.values(), id.toString()));
    content.add(DiagnosisPage.button(request, id));
    content.add(SubscriptionFacts.facts(request, subscription, now));
    content.add(Tag.of("h2", "What happened"));
    content.add(history(subscription, now));
    content.add(related(request, subscription));
    SameTopic sameTopic = SameTopic.of(subscriber, subscription.topic(), subscription.request());
    content.addAll(sameTopic.content(request));
    Map<String, @Nullable Object> json = SubscriptionFacts.all(subscription, now);
    json.put("sameTopic", sameTopic.ids());
    json.put(AccessCheck.TOKEN, request.token());
    return View.of("Subscription", content, json);
  }

  /** Does something with the selected subscriptions. */
  View act(AdminRequest request, SubscriptionAction action) {
    List<SubscriptionId> ids = Outcome.selected(request, SubscriptionId::of);
    return Outcome.of(
        request, SubscriptionList.PATH, action, ids, id -> action.apply(subscriber, id));
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

  private Tag related(AdminRequest request, Subscription subscription) {
    Tag links = Tag.of("ul");
    URI hub = subscription.hub();
    if (hub != null) {
      String query = Layout.query(Map.of("hub", hub.toString()));
      links.add(
          Tag.of(
              "li",
              Layout.link(
                  request.root() + SubscriptionList.PATH + query,
                  "All subscriptions at this hub, to pause or resume them")));
    }
    if (subscriber.operations().inbox().isPresent()) {
      links.add(Tag.of("li", InboxPages.link(request, subscription.id())));
    }
    return links;
  }
}
