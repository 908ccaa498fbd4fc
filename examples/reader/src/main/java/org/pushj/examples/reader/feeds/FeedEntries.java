package org.pushj.examples.reader.feeds;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.reader.storage.StoredUpdate;
import org.pushj.examples.reader.text.Words;

/** Extracts the text of a feed's entries, without markup. */
final class FeedEntries {
  static final int MAX_TITLE = 200;

  private static final int MAX_SUMMARY = 400;
  private static final int MAX_SUMMARY_AS_TITLE = 80;
  private static final int MAX_MARKUP = 20_000;
  private static final int MAX_LINK = 2048;

  private final StoredUpdate update;
  private final boolean isAtom;
  private final String source;

  FeedEntries(SyndFeed feed, StoredUpdate update) {
    this.update = update;
    this.isAtom = feed.getFeedType() != null && feed.getFeedType().startsWith("atom");
    String title = text(feed.getTitleEx(), MAX_TITLE);
    this.source = title.isEmpty() ? Words.bounded(update.topic().toString(), MAX_TITLE) : title;
  }

  Entry entry(SyndEntry entry) {
    String summary = summary(entry);
    String title = text(entry.getTitleEx(), MAX_TITLE);
    Optional<Instant> changed =
        Stream.of(optional(entry.getUpdatedDate()), optional(entry.getPublishedDate()))
            .flatMap(Optional::stream)
            .findFirst()
            .map(Date::toInstant);
    return new Entry(
        update.topic(),
        Stream.of(optional(entry.getUri()), optional(entry.getLink()))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(title + summary),
        // Authors often edit an entry without changing its date.
        changed.map(Instant::toString).orElse("") + title + summary,
        source,
        title.isEmpty() ? titleFrom(summary) : title,
        link(entry.getLink()),
        summary,
        changed.orElse(update.receivedAt()));
  }

  private String summary(SyndEntry entry) {
    return Stream.concat(optional(entry.getDescription()).stream(), entry.getContents().stream())
        .map(content -> text(content, MAX_SUMMARY))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private String text(@Nullable SyndContent content, int maxLength) {
    if (content == null || content.getValue() == null) {
      return "";
    }
    String value = content.getValue();
    String start = value.substring(0, Math.min(value.length(), MAX_MARKUP));
    String text = isMarkup(content.getType()) ? Jsoup.parseBodyFragment(start).text() : start;
    return Words.bounded(text.strip(), maxLength);
  }

  /** Tells whether content is markup: Atom declares it, RSS has markup everywhere. */
  private boolean isMarkup(@Nullable String type) {
    return type == null ? !isAtom : !type.equals("text") && !type.equals("text/plain");
  }

  private static String titleFrom(String summary) {
    return summary.isEmpty() ? "Untitled" : Words.bounded(summary, MAX_SUMMARY_AS_TITLE);
  }

  private @Nullable String link(@Nullable String href) {
    if (href == null || href.length() > MAX_LINK) {
      return null;
    }
    try {
      URI target = update.topic().resolve(href.strip());
      boolean http =
          "http".equalsIgnoreCase(target.getScheme())
              || "https".equalsIgnoreCase(target.getScheme());
      return http ? target.toString() : null;
    } catch (IllegalArgumentException noUrl) {
      return null;
    }
  }

  private static <T> Optional<T> optional(@Nullable T value) {
    return Optional.ofNullable(value);
  }
}
