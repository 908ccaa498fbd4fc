package org.pushj.examples.publisher;

import com.rometools.rome.feed.synd.SyndEntry;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page with the form. Its links are relative, so that it works behind a proxy with another path
 * too.
 */
final class WritePage {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private WritePage() {}

  /**
   * Returns the page.
   *
   * @param draft the content of the form
   * @param problem why it was not published; null if there is no problem
   * @param entries the published entries
   */
  static String html(Draft draft, @Nullable String problem, List<SyndEntry> entries) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Write an entry</title>
      <link rel="stylesheet" href="write/style.css">
      <link rel="alternate" type="application/atom+xml" href="feed.xml" title="The feed">
    </head>
    <body>
      <main>
        <p><a href="./">Home</a></p>
        <h1>Write an entry</h1>
        <p>It is added to the <a href="feed.xml">feed</a>, and the hubs are notified at once.</p>
        %s
        <form method="post" action="write" accept-charset="utf-8">
          <label for="title">Title</label>
          <input id="title" name="title" value="%s" maxlength="%d" required autocomplete="off"%s>
          <label for="text">Text</label>
          <textarea id="text" name="text" rows="6" maxlength="%d">
    %s</textarea>
          <button type="submit">Publish</button>
        </form>
        <h2>Published</h2>
        %s
      </main>
    </body>
    </html>
    """
        .formatted(
            problem == null ? "" : alert(problem),
            escape(draft.title()),
            Draft.MAX_TITLE,
            problem == null ? "" : " aria-describedby=\"problem\" autofocus",
            Draft.MAX_TEXT,
            escape(draft.text()),
            entries.isEmpty() ? "<p>Nothing yet.</p>" : list(entries));
  }

  private static String alert(String problem) {
    return "<p id=\"problem\" class=\"problem\" role=\"alert\">" + escape(problem) + "</p>";
  }

  private static String list(List<SyndEntry> entries) {
    return entries.stream().map(WritePage::article).collect(Collectors.joining("\n    "));
  }

  private static String article(SyndEntry entry) {
    return "<article><h3>%s</h3>%s%s</article>"
        .formatted(escape(entry.getTitle()), time(entry.getPublishedDate()), text(entry));
  }

  private static String time(@Nullable Date published) {
    return published == null
        ? ""
        : "<p class=\"time\"><time datetime=\"%s\">%s</time></p>"
            .formatted(published.toInstant(), TIME.format(published.toInstant()));
  }

  private static String text(SyndEntry entry) {
    return entry.getContents().stream()
        .filter(content -> "text".equals(content.getType()))
        .map(content -> "<p class=\"text\">" + escape(content.getValue()) + "</p>")
        .collect(Collectors.joining());
  }

  /** Escapes plain text for HTML. */
  static String escape(@Nullable String text) {
    return Objects.requireNonNullElse(text, "")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
