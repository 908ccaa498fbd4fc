package org.pushj.examples.war;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page with the notices. Its links are relative, so that it works in any context. */
final class NoticesPage {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private NoticesPage() {}

  /**
   * Returns the page.
   *
   * @param draft the content of the form
   * @param problem why the notice was not posted; empty if there is no problem
   */
  static String html(String draft, String problem, List<Notice> notices) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Notices</title>
      <link rel="icon" href="favicon.ico">
      <link rel="stylesheet" href="board.css">
    </head>
    <body>
      <main>
        <h1>Notices</h1>
        %s
        <form method="post" action="notices" accept-charset="utf-8">
          <label for="text">Notice</label>
          <textarea id="text" name="text" rows="3" maxlength="%d" required>
    %s</textarea>
          <button type="submit">Post</button>
        </form>
        %s
      </main>
    </body>
    </html>
    """
        .formatted(
            problem.isEmpty() ? "" : "<p class=\"problem\" role=\"alert\">" + problem + "</p>",
            Notice.MAX_TEXT,
            escape(draft),
            notices.isEmpty() ? "<p>No notices yet.</p>" : list(notices));
  }

  private static String list(List<Notice> notices) {
    return notices.stream().map(NoticesPage::article).collect(Collectors.joining("\n    "));
  }

  private static String article(Notice notice) {
    return "<article><p class=\"text\">%s</p><p><time datetime=\"%s\">%s</time></p></article>"
        .formatted(escape(notice.text()), notice.postedAt(), TIME.format(notice.postedAt()));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
