package org.pushj.servlet.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.servlet.admin.html.Column;
import org.pushj.servlet.admin.html.Fields;
import org.pushj.servlet.admin.html.PageLinks;
import org.pushj.servlet.admin.html.SubscriptionFacts;
import org.pushj.servlet.admin.html.SubscriptionListMarkup;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.BulkOutcome;
import org.pushj.subscriber.Subscriber;
import org.pushj.text.Json;

/** The list of subscriptions, page by page, with the actions on those that are selected. */
final class SubscriptionList {
  private final Subscriber subscriber;
  private final InstantSource clock;

  SubscriptionList(Subscriber subscriber, InstantSource clock) {
    this.subscriber = subscriber;
    this.clock = clock;
  }

  /** Shows one page. */
  View show(AdminRequest request) {
    request.takes(SubscriptionFilter.PARAMETERS);
    SubscriptionFilter filter = SubscriptionFilter.of(request);
    Instant now = clock.instant();
    SubscriptionSearch found = SubscriptionSearch.of(subscriber, filter, now);
    List<Subscription> page = found.page();
    Optional<String> next =
        found.next().map(id -> PageLinks.SUBSCRIPTIONS + filter.after(id).query());
    return View.of(
        "Subscriptions",
        new SubscriptionListMarkup(request.links(), filter.shown())
            .content(
                new SubscriptionListMarkup.Page(
                    page, next.orElse(null), found.isPart(), SubscriptionSearch.MOST, now),
                SubscriptionFilter.states(),
                SubscriptionAction.values(),
                SubscriptionAction.FOR_ALL),
        Json.object(
            "subscriptions",
            page.stream().map(each -> Column.json(SubscriptionFacts.COLUMNS, each, now)).toList(),
            "next",
            next.orElse(null),
            Fields.TOKEN,
            request.token()));
  }

  /** Does something with all subscriptions that match, after the page has asked. */
  View act(AdminRequest request, SubscriptionAction action) {
    String[] filters = {"state", "hub", "ending", "silent", "q", "after"};
    request.takes(
        Stream.concat(Stream.of(filters), Stream.of(Fields.ALL, Fields.CONFIRMED))
            .toArray(String[]::new));
    request.takesNoneEmpty(filters);
    SubscriptionFilter filter = SubscriptionFilter.of(request);
    if (filter.isAll() && !request.flag(Fields.ALL)) {
      throw AdminRequest.missing(Fields.ALL, "true where there is no filter");
    }
    SubscriptionListMarkup markup = new SubscriptionListMarkup(request.links(), filter.shown());
    String label = action.label() + (filter.isAll() ? " all subscriptions" : " all that match");
    if (!request.wantsJson() && !request.flag(Fields.CONFIRMED)) {
      return View.of(label + "?", markup.question(action, label), Json.object());
    }
    List<BulkOutcome> outcomes = new ArrayList<>();
    for (SubscriptionQuery query : filter.queries(clock.instant())) {
      outcomes.add(action.applyToAll(subscriber, query.withLimit(SubscriptionQuery.MAX_PAGE)));
    }
    int done = outcomes.stream().mapToInt(BulkOutcome::done).sum();
    int failed = outcomes.stream().mapToInt(BulkOutcome::failed).sum();
    Optional<SubscriptionId> reached =
        outcomes.stream()
            .map(BulkOutcome::reached)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder());
    String counts = done + " done, " + failed + " failed";
    return View.of(
        label + ": " + counts,
        markup.outcome(
            action, counts, reached.map(last -> filter.after(last).shown()).orElse(null)),
        Json.object("done", done, "failed", failed, "after", reached.orElse(null)));
  }
}
