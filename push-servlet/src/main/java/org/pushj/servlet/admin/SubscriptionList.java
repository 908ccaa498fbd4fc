package org.pushj.servlet.admin;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.subscriber.Subscriber;

/** The list of subscriptions, page by page, with the actions on those that are selected. */
final class SubscriptionList {
  static final String PATH = "subscriptions";

  private static final Map<String, String> TIMES = new LinkedHashMap<>();

  static {
    TIMES.put("", "any");
    TIMES.put("1h", "1 hour");
    TIMES.put("24h", "1 day");
    TIMES.put("7d", "7 days");
    TIMES.put("30d", "30 days");
  }

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
    List<Subscription> found =
        filter.queries(now).stream()
            .flatMap(query -> subscriber.list(query).stream())
            .sorted(Comparator.comparing(Subscription::id))
            .limit(filter.size() + 1L)
            .toList();
    boolean hasMore = found.size() > filter.size();
    List<Subscription> page = hasMore ? found.subList(0, filter.size()) : found;
    Optional<SubscriptionFilter> next =
        hasMore ? Optional.of(filter.after(page.get(page.size() - 1).id())) : Optional.empty();

    List<Tag> content = new ArrayList<>(List.of(search(request, filter)));
    if (page.isEmpty()) {
      content.add(
          Layout.note(
              filter.parameters().isEmpty()
                  ? "There are no subscriptions yet."
                  : "No subscription matches."));
    } else {
      content.add(table(request, filter, page, now));
    }
    content.addAll(
        Layout.paging(
            filter.isFirstPage() ? null : request.root() + PATH + filter.first().query(),
            next.map(each -> request.root() + PATH + each.query()).orElse(null)));
    return View.of(
        "Subscriptions",
        content,
        Json.object(
            "subscriptions",
            page.stream().map(each -> SubscriptionFacts.row(each, now)).toList(),
            "next",
            next.map(each -> PATH + each.query()).orElse(null),
            AccessCheck.TOKEN,
            request.token()));
  }

  private static Tag search(AdminRequest request, SubscriptionFilter filter) {
    Map<String, String> states = new LinkedHashMap<>();
    states.put("", "any");
    SubscriptionFilter.states()
        .forEach(state -> states.put(state, state.replace('_', ' ')));
    Map<String, String> parameters = filter.parameters();
    return Tag.of(
            "form",
            Layout.field(
                "q",
                "Part of its address",
                Tag.of("input")
                    .with("type", "search")
                    .with("maxlength", "2048")
                    .with("value", filter.text())),
            Layout.field("state", "State", Layout.select(states, filter.state())),
            Layout.field(
                "hub",
                "Hub",
                Tag.of("input")
                    .with("type", "url")
                    .with("maxlength", "2048")
                    .with("value", filter.hub().map(URI::toString).orElse(""))),
            Layout.field(
                "ending",
                "Lease ends within",
                Layout.select(TIMES, parameters.getOrDefault("ending", ""))),
            Layout.field(
                "silent",
                "Silent for",
                Layout.select(TIMES, parameters.getOrDefault("silent", ""))),
            Layout.button("Show"),
            Layout.link(request.root() + PATH, "Show all"))
        .with("class", "filter")
        .with("role", "search")
        .with("aria-label", "Subscriptions")
        .with("action", request.root() + PATH);
  }

  private static Tag table(
      AdminRequest request, SubscriptionFilter filter, List<Subscription> page, Instant now) {
    return RowForm.of(
        request,
        PATH,
        filter.query(),
        SubscriptionAction.values(),
        "The oldest first",
        List.of("Topic", "State", "Hub", "Lease", "Last update", "Problem", "Data"),
        page.stream().map(each -> row(each, now)).toList());
  }

  private static RowForm.Row row(Subscription subscription, Instant now) {
    Lease lease = subscription.lease();
    return new RowForm.Row(
        subscription.id().toString(),
        String.valueOf(Words.url(subscription.topic())),
        List.of(
            SubscriptionFacts.state(subscription, now),
            Words.foreign(Words.url(subscription.hub())),
            lease == null
                ? Tag.of("span", Words.NONE)
                : Words.time(lease.endsAt(), left(lease, now)),
            Words.time(subscription.lastUpdateAt(), now),
            Words.foreign(subscription.problem()),
            Words.foreign(
                subscription.request().attributes().entrySet().stream()
                    .map(each -> each.getKey() + ": " + each.getValue())
                    .collect(Collectors.joining("; ")))));
  }

  private static String left(Lease lease, Instant now) {
    return lease.isAliveAt(now)
        ? Words.length(Duration.between(now, lease.endsAt())) + " left"
        : "ended " + Words.distance(lease.endsAt(), now);
  }
}
