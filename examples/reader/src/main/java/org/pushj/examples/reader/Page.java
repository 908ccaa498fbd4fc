package org.pushj.examples.reader;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pushj.Lease;
import org.pushj.Subscription;

/** Draws the page, and the parts of it that change while somebody looks at it. */
final class Page {
  private static final int MOST_SUBSCRIPTIONS = 100;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;

  Page(InstantSource clock) {
    this.clock = clock;
  }

  /** Draws all of it. */
  Html whole(List<Subscription> subscriptions, Entries.Batch entries, Optional<Notice> notice) {
    return Html.of(
        PageTemplates.PAGE,
        Notice.SUBSCRIBING,
        notice.map(Page::kind).orElse(""),
        notice.map(Notice::text).orElse(""),
        subscriptions(subscriptions),
        entries.last(),
        entries(entries.newestFirst()));
  }

  /** Draws the list of subscriptions, the newest first. */
  Html subscriptions(List<Subscription> oldestFirst) {
    if (oldestFirst.isEmpty()) {
      return new Html(PageTemplates.NO_SUBSCRIPTIONS);
    }
    Instant now = clock.instant();
    int shown = Math.min(oldestFirst.size(), MOST_SUBSCRIPTIONS);
    List<Html> items =
        IntStream.rangeClosed(1, shown)
            .mapToObj(back -> oldestFirst.get(oldestFirst.size() - back))
            .map(subscription -> subscription(subscription, now))
            .toList();
    int more = oldestFirst.size() - shown;
    Html rest = more == 0 ? new Html("") : Html.of(PageTemplates.MORE_SUBSCRIPTIONS, more);
    return Html.of(PageTemplates.SUBSCRIPTIONS, Html.join(items), rest);
  }

  /** Draws entries, each as an article of its own. */
  Html entries(List<Entry> newestFirst) {
    return Html.join(newestFirst.stream().map(Page::entry).toList());
  }

  private static Html subscription(Subscription subscription, Instant now) {
    String topic = subscription.topic().toString();
    String state = subscription.stateAt(now).name().toLowerCase(Locale.ROOT);
    Lease lease = subscription.lease();
    String problem = subscription.problem();
    return Html.of(
        PageTemplates.SUBSCRIPTION,
        topic,
        withoutScheme(topic),
        state,
        state,
        lease == null ? "" : MOMENT.format(lease.endsAt()),
        Words.lease(lease, now),
        host(subscription.hub()),
        problem == null ? new Html("") : Html.of(PageTemplates.PROBLEM, problem),
        action(
            subscription,
            "renew",
            subscription.isAliveAt(now) ? "Renew" : "Try again",
            Notice.RENEWING),
        action(subscription, "unsubscribe", "Unsubscribe", Notice.ENDING));
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

  private static String host(URI url) {
    return url.getRawAuthority() == null ? url.toString() : url.getRawAuthority();
  }
}
