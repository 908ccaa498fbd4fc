package org.pushj.servlet.admin;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.base.Json;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.BulkOutcome;
import org.pushj.subscriber.Subscriber;

/** The list of subscriptions, page by page, with the actions on those that are selected. */
final class SubscriptionList {
  static final String PATH = "subscriptions";

  /** The name of the parameter that says that no filter is meant, not one that got lost. */
  private static final String ALL = "all";

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
    SubscriptionSearch found = SubscriptionSearch.of(subscriber, filter, now);
    List<Subscription> page = found.page();
    Optional<String> next = found.next().map(id -> PATH + filter.after(id).query());

    List<Tag> content = new ArrayList<>(List.of(search(request, filter)));
    if (page.isEmpty()) {
      content.add(
          Layout.note(
              filter.parameters().isEmpty()
                  ? "There are no subscriptions yet."
                  : "No subscription matches" + (found.isPart() ? " so far." : ".")));
    } else {
      content.add(table(request, filter, page, now));
    }
    if (found.isPart()) {
      content.add(
          Layout.note(
              String.format(
                  Locale.ROOT,
                  "At most %,d subscriptions are looked through for a page; there are more.",
                  SubscriptionSearch.MOST)));
    }
    content.addAll(
        Layout.paging(
            filter.isFirstPage() ? null : request.root() + PATH + filter.first().query(),
            next.map(each -> request.root() + each).orElse(null),
            found.isPart() ? "Keep searching" : "Next page"));
    if (!page.isEmpty()) {
      content.add(Tag.of("h2", filter.isAll() ? "All subscriptions" : "All that match"));
      content.add(forAll(request, filter));
    }
    return View.of(
        "Subscriptions",
        content,
        Json.object(
            "subscriptions",
            page.stream().map(each -> Column.json(SubscriptionFacts.COLUMNS, each, now)).toList(),
            "next",
            next.orElse(null),
            AccessCheck.TOKEN,
            request.token()));
  }

  private static Tag search(AdminRequest request, SubscriptionFilter filter) {
    Map<String, String> states = new LinkedHashMap<>();
    states.put("", "any");
    SubscriptionFilter.states().forEach(state -> states.put(state, state.replace('_', ' ')));
    Map<String, String> parameters = filter.parameters();
    return Tag.of(
            "form",
            Layout.field(
                "q",
                "URL contains",
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

  /** Does something with all subscriptions that match, after the page has asked. */
  View act(AdminRequest request, SubscriptionAction action) {
    String[] filters = {"state", "hub", "ending", "silent", "q", "after"};
    request.takes(
        Stream.concat(Stream.of(filters), Stream.of(ALL, Outcome.CONFIRMED))
            .toArray(String[]::new));
    request.takesNoneEmpty(filters);
    SubscriptionFilter filter = SubscriptionFilter.of(request);
    if (filter.isAll() && !request.flag(ALL)) {
      throw AdminRequest.missing(ALL, "true where there is no filter");
    }
    String label = action.label() + (filter.isAll() ? " all subscriptions" : " all that match");
    if (!request.wantsJson() && !request.flag(Outcome.CONFIRMED)) {
      Map<String, Tag> facts = new LinkedHashMap<>();
      filter.parameters().forEach((name, value) -> facts.put(name, Words.foreign(value)));
      return View.of(
          label + "?",
          List.of(Layout.facts(facts), confirmation(request, action, filter, label)),
          Json.object());
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
    List<Tag> content = new ArrayList<>();
    content.add(Tag.of("p", counts + "; others needed nothing.").with("role", "status"));
    reached.ifPresent(
        last -> {
          content.add(Layout.note("Stopped after 20 s: there are more."));
          content.add(confirmation(request, action, filter.after(last), "Continue"));
        });
    String list = request.root() + PATH + filter.first().query();
    content.add(Tag.of("p", Layout.link(list, "Back to the list")));
    return View.of(
        label + ": " + counts,
        content,
        Json.object("done", done, "failed", failed, "after", reached.orElse(null)));
  }

  private static Tag confirmation(
      AdminRequest request, SubscriptionAction action, SubscriptionFilter filter, String label) {
    return parameters(Layout.form(request, PATH + "/" + action.pathForAll()), filter)
        .with("class", "actions")
        .add(
            Layout.hidden(Outcome.CONFIRMED, "true"),
            Layout.button(label).with("class", "danger"),
            Layout.link(request.root() + PATH + filter.first().query(), "Cancel"));
  }

  private static Tag forAll(AdminRequest request, SubscriptionFilter filter) {
    Tag form =
        parameters(
                Layout.form(request, PATH + "/" + SubscriptionAction.RETRY.pathForAll()),
                filter.first())
            .with("class", "actions");
    for (SubscriptionAction action : SubscriptionAction.FOR_ALL) {
      form.add(
          Layout.button(action.label() + " all")
              .with("formaction", request.root() + PATH + "/" + action.pathForAll()));
    }
    return form;
  }

  /** Puts a filter into a form, without the size of a page. */
  private static Tag parameters(Tag form, SubscriptionFilter filter) {
    filter.parameters().entrySet().stream()
        .filter(each -> !each.getKey().equals("size"))
        .forEach(each -> form.add(Layout.hidden(each.getKey(), each.getValue())));
    if (filter.isAll()) {
      form.add(Layout.hidden(ALL, "true"));
    }
    return form;
  }

  private static Tag table(
      AdminRequest request, SubscriptionFilter filter, List<Subscription> page, Instant now) {
    return RowForm.of(
        request,
        PATH,
        filter.query(),
        SubscriptionAction.values(),
        "The oldest first",
        Column.heads(SubscriptionFacts.COLUMNS),
        page.stream().map(each -> Column.row(SubscriptionFacts.COLUMNS, each, now)).toList());
  }
}
