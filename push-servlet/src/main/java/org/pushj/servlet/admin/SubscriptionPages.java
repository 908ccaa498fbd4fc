package org.pushj.servlet.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
            .orElseThrow(
                () -> RefusedException.notFound("There is no subscription with this id."));
    Instant now = clock.instant();
    List<Tag> content = new ArrayList<>();
    content.add(Tag.of("p", Words.foreign(Words.url(subscription.topic()))).with("class", "topic"));
    content.add(actions(request, id));
    content.add(SubscriptionFacts.facts(request, subscription, now));
    Map<String, @Nullable Object> json = SubscriptionFacts.all(subscription, now);
    json.put(AccessCheck.TOKEN, request.token());
    return View.of("Subscription", content, json);
  }

  /** Does something with the selected subscriptions. */
  View act(AdminRequest request, SubscriptionAction action) {
    request.takes("id", Outcome.BACK, Outcome.CONFIRMED);
    List<SubscriptionId> ids =
        request.ids("id", SubscriptionFilter.MAX_SIZE, SubscriptionId::of);
    if (Outcome.asksFirst(request, action.isFinal())) {
      return Outcome.question(
          request, SubscriptionList.PATH, action.path(), action.label(), ids);
    }
    return new Outcome(SubscriptionList.PATH, action.label())
        .each(ids, id -> action.apply(subscriber, id))
        .view(request, ids);
  }

  private static Tag actions(AdminRequest request, SubscriptionId id) {
    Tag form =
        Layout.form(request, SubscriptionList.PATH + "/" + SubscriptionAction.values()[0].path())
            .with("class", "actions")
            .add(Layout.hidden("id", id.toString()));
    for (SubscriptionAction action : SubscriptionAction.values()) {
      form.add(
          Layout.button(action.label())
              .with(
                  "formaction",
                  request.root() + SubscriptionList.PATH + "/" + action.path()));
    }
    return form;
  }
}
