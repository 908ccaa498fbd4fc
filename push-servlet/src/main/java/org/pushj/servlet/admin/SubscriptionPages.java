package org.pushj.servlet.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.servlet.admin.html.Fields;
import org.pushj.servlet.admin.html.PageLinks;
import org.pushj.servlet.admin.html.SameTopic;
import org.pushj.servlet.admin.html.SubscriptionMarkup;
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
    SameTopic sameTopic =
        SubscriptionSearch.sameTopic(subscriber, subscription.topic(), subscription.request());
    Map<String, @Nullable Object> json = SubscriptionJson.all(subscription, now);
    json.put("sameTopic", sameTopic.ids());
    json.put(Fields.TOKEN, request.token());
    return View.of(
        "Subscription",
        SubscriptionMarkup.content(
            request.links(),
            subscription,
            sameTopic,
            SubscriptionAction.values(),
            subscriber.operations().inbox().isPresent(),
            now),
        json);
  }

  /** Does something with the selected subscriptions. */
  View act(AdminRequest request, SubscriptionAction action) {
    List<SubscriptionId> ids = Outcome.selected(request, SubscriptionId::of);
    return Outcome.of(
        request, PageLinks.SUBSCRIPTIONS, action, ids, id -> action.apply(subscriber, id));
  }
}
