package org.pushj.servlet.admin.html;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.Urls;
import org.pushj.time.Durations;

/** What is shown of a subscription. Its secrets and callback tokens are not. */
public final class SubscriptionFacts {
  private static final Set<SubscriptionState> GOOD = Set.of(SubscriptionState.ACTIVE);
  private static final Set<SubscriptionState> NEUTRAL =
      Set.of(SubscriptionState.PENDING, SubscriptionState.UNSUBSCRIBING);

  /** The columns of the list. */
  public static final List<Column<Subscription>> COLUMNS =
      List.of(
          Column.json(Column.ID, Subscription::id),
          Column.json("resource", each -> Words.url(each.request().resource())),
          Column.topic(each -> Words.url(each.topic())),
          new Column<>("state", Subscription::stateAt, "State", SubscriptionFacts::state),
          Column.text("hub", "Hub", each -> Words.url(each.hub())),
          Column.json("wanted", Subscription::wanted),
          Column.json("paused", Subscription::paused),
          new Column<>(
              "leaseEndsAt",
              (each, now) -> each.lease() == null ? null : each.lease().endsAt(),
              "Lease",
              (each, now) -> lease(each.lease(), now)),
          Column.time("lastUpdateAt", "Last update", Subscription::lastUpdateAt),
          Column.json(
              "problemKind",
              each -> each.progress().problem() == null ? null : each.progress().problem().kind()),
          Column.text("problem", "Problem", Subscription::problem),
          new Column<>(
              "attributes",
              (each, now) -> each.request().attributes(),
              "Data",
              (each, now) -> Words.foreign(data(each))));

  private SubscriptionFacts() {}

  /** Returns all that is known. */
  static Tag facts(Subscription subscription, Instant now) {
    Map<String, Tag> facts = new LinkedHashMap<>();
    Lease lease = subscription.lease();
    Progress progress = subscription.progress();
    OpenRequest open = subscription.open();
    Grant.Former former = subscription.former();
    Duration requested = subscription.request().lease();
    facts.put("State", state(subscription, now));
    facts.put("Problem", Words.foreign(subscription.problem()));
    facts.put("Resource", url(subscription.request().resource()));
    facts.put("Topic", url(subscription.topic()));
    facts.put("Hub", Words.foreign(Words.url(subscription.hub())));
    facts.put("Lease began", Words.fullTime(lease == null ? null : lease.startsAt(), now));
    facts.put("Lease ends", Words.fullTime(lease == null ? null : lease.endsAt(), now));
    facts.put("Content accepted until", Words.fullTime(subscription.acceptedUntil(), now));
    facts.put("Last update", Words.fullTime(subscription.lastUpdateAt(), now));
    facts.put("Next action", Words.fullTime(subscription.dueAt(), now));
    facts.put("Requests in a row without success", Tag.of("span", "" + progress.attempts()));
    facts.put("Refused since", Words.fullTime(progress.refusedSince(), now));
    facts.put(
        "Open request",
        open == null
            ? Tag.of("span", Words.NONE)
            : Tag.of("span", Words.of(open.kind()) + ", ").add(Words.fullTime(open.since(), now)));
    facts.put(
        "Granted before",
        former == null
            ? Tag.of("span", Words.NONE)
            : Tag.of("span", Words.foreign(Words.url(former.hub())))
                .text(", until ")
                .add(Words.fullTime(former.endsAt(), now)));
    facts.put("Requested hub", Words.foreign(Words.url(subscription.request().hub())));
    facts.put(
        "Requested lease",
        Tag.of("span", requested == null ? "the default" : Durations.words(requested)));
    facts.put("Signed", Tag.of("span", subscription.request().signed() ? "yes" : "no"));
    facts.put(
        "Callback base",
        Words.foreign(
            subscription
                .registration()
                .map(Registration::callbackBase)
                .map(URI::toString)
                .orElse(null)));
    facts.put("Created", Words.fullTime(subscription.createdAt(), now));
    facts.put("Id", Tag.of("code", subscription.id().toString()));
    facts.put("Version", Tag.of("span", "" + subscription.version()));
    subscription
        .request()
        .attributes()
        .forEach((name, value) -> facts.put("Data: " + name, Words.foreign(value)));
    return Layout.facts(facts);
  }

  /** Returns the state, and the intent where that is the end. */
  static Tag state(Subscription subscription, Instant now) {
    SubscriptionState state = subscription.stateAt(now);
    String kind = GOOD.contains(state) ? "good" : NEUTRAL.contains(state) ? "neutral" : "bad";
    Tag badge = Words.badge(Words.of(state), kind);
    return subscription.paused()
        ? Tag.of("span", badge).text(" ").add(Words.badge("paused", "neutral"))
        : badge;
  }

  private static Tag lease(@Nullable Lease lease, Instant now) {
    return lease == null
        ? Tag.of("span", Words.NONE)
        : Words.time(
            lease.endsAt(),
            lease.isAliveAt(now)
                ? Durations.words(Duration.between(now, lease.endsAt())) + " left"
                : "ended " + Words.distance(lease.endsAt(), now));
  }

  private static String data(Subscription subscription) {
    return subscription.request().attributes().entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Returns a URL as a link, unless it is of a scheme that a browser might run. */
  private static Tag url(URI url) {
    Tag text = Words.foreign(Words.url(url));
    return Urls.isHttp(url)
        ? Tag.of("a", text).with("href", Words.url(url)).with("rel", "noopener noreferrer")
        : text;
  }
}
