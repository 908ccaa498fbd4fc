package org.pushj.examples.reader.page;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.examples.reader.feeds.Entry;
import org.pushj.examples.reader.requests.ListQuery;
import org.pushj.examples.reader.requests.Notice;
import org.pushj.examples.reader.text.Html;
import org.pushj.examples.reader.text.Words;
import org.pushj.spi.SubscriptionQuery;

/** Renders the page, and the parts of it that change while it is open. */
final class Page {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;

  Page(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Renders the whole page.
   *
   * @param query the subscriptions that it shows
   * @param subscriptions the rendered subscriptions
   */
  Html whole(
      SubscriptionQuery query, Html subscriptions, Entries.Batch entries, Optional<Notice> notice) {
    return Html.of(
        PageTemplates.PAGE,
        Notice.SUBSCRIBING,
        notice.map(Page::kind).orElse(""),
        notice.map(Notice::text).orElse(""),
        text(query),
        subscriptions,
        entries.last(),
        entries(entries.newestFirst()));
  }

  /**
   * Renders a part of the list of subscriptions. The whole list starts with the newest; parts are
   * in the order of creation.
   */
  Html subscriptions(Listing listing) {
    Instant now = clock.instant();
    List<Html> items = new ArrayList<>();
    for (Subscription subscription : listing.subscriptions()) {
      items.add(listing.isWhole() ? 0 : items.size(), subscription(subscription, now));
    }
    Html list = items.isEmpty() ? none(listing) : Html.of(PageTemplates.LIST, Html.join(items));
    return Html.join(List.of(list, paging(listing)));
  }

  /** Renders entries, each as its own article. */
  Html entries(List<Entry> newestFirst) {
    return Html.join(newestFirst.stream().map(Page::entry).toList());
  }

  private static Html none(Listing listing) {
    SubscriptionQuery query = listing.query();
    if (query.after() != null) {
      return new Html(PageTemplates.NO_MORE);
    }
    return query.text() == null
        ? new Html(PageTemplates.NO_SUBSCRIPTIONS)
        : Html.of(PageTemplates.NOT_FOUND, Words.quoted(query.text()));
  }

  /** Renders the links to the other parts of the list, if there are any. */
  private static Html paging(Listing listing) {
    SubscriptionQuery query = listing.query();
    List<Html> links = new ArrayList<>();
    if (query.text() != null || query.after() != null) {
      String label = query.text() == null ? "First " + Listing.MAX : "All subscriptions";
      links.add(pagingLink("first", SubscriptionQuery.all(), label));
    }
    if (listing.isMore()) {
      links.add(pagingLink("next", listing.next(), "Next " + Listing.MAX));
    }
    return links.isEmpty() ? new Html("") : Html.of(PageTemplates.PAGING, Html.join(links));
  }

  private static Html pagingLink(String name, SubscriptionQuery query, String label) {
    return Html.of(PageTemplates.PAGING_LINK, name, ListQuery.address("/", query), label);
  }

  private static String text(SubscriptionQuery query) {
    return query.text() == null ? "" : query.text();
  }

  private static Html subscription(Subscription subscription, Instant now) {
    // Until the topic is found, this is the resource.
    String topic = subscription.topic().toString();
    SubscriptionState state = subscription.stateAt(now);
    String name = state.name().toLowerCase(Locale.ROOT);
    Instant ends = subscription.acceptedUntil();
    String problem = subscription.problem();
    return Html.of(
        PageTemplates.SUBSCRIPTION,
        topic,
        withoutScheme(topic),
        name,
        name.replace('_', ' '),
        ends == null ? "" : MOMENT.format(ends),
        Words.lease(ends, now),
        host(subscription.hub()),
        meaning(state),
        problem == null ? new Html("") : Html.of(PageTemplates.PROBLEM, problem),
        Html.join(actions(subscription, state, now)));
  }

  /** Says in words what a state means that its name does not explain. */
  private static Html meaning(SubscriptionState state) {
    return switch (state) {
      case UNSUBSCRIBING -> Html.of(PageTemplates.MEANING, PageTemplates.UNSUBSCRIBING);
      case GIVEN_UP -> Html.of(PageTemplates.MEANING, PageTemplates.GIVEN_UP);
      case PENDING, ACTIVE, DENIED, EXPIRED, FAILED, ENDED -> new Html("");
    };
  }

  private static List<Html> actions(
      Subscription subscription, SubscriptionState state, Instant now) {
    Html forget = action(subscription, "forget", "Forget", Notice.FORGOTTEN);
    if (state == SubscriptionState.UNSUBSCRIBING) {
      return List.of(forget);
    }
    String label = subscription.isAliveAt(now) ? "Renew" : "Try again";
    Html renew = action(subscription, "renew", label, Notice.RENEWING);
    return state == SubscriptionState.GIVEN_UP
        ? List.of(renew, forget)
        : List.of(renew, action(subscription, "unsubscribe", "Unsubscribe", Notice.ENDING));
  }

  private static Html action(Subscription subscription, String path, String label, String done) {
    return Html.of(
        PageTemplates.ACTION,
        subscription.id(),
        path,
        done,
        path,
        subscription.id(),
        label + " " + withoutScheme(subscription.topic().toString()),
        label);
  }

  private static Html entry(Entry entry) {
    Html title =
        entry.link() == null
            ? Html.of("{}", entry.title())
            : Html.of(PageTemplates.LINK, entry.link(), entry.title());
    Html summary =
        entry.summary().isEmpty() ? new Html("") : Html.of(PageTemplates.SUMMARY, entry.summary());
    return Html.of(
        PageTemplates.ENTRY,
        entry.domId(),
        entry.source(),
        entry.at(),
        MOMENT.format(entry.at()),
        title,
        summary);
  }

  private static String kind(Notice notice) {
    return notice.isError() ? "error" : "done";
  }

  private static String withoutScheme(String url) {
    return url.replaceFirst("^https?://", "");
  }

  private static String host(@Nullable URI hub) {
    if (hub == null) {
      return "no hub found yet";
    }
    return "at " + (hub.getRawAuthority() == null ? hub : hub.getRawAuthority());
  }
}
