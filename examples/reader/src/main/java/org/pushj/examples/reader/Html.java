package org.pushj.examples.reader;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Markup that may be sent: whatever was put into it as text was escaped.
 *
 * @param markup the markup
 */
record Html(String markup) {
  private static final String PLACE = "{}";

  /**
   * Fills a template of ours.
   *
   * @param template markup with {@code {}} for each part, in an element or in a quoted attribute
   * @param parts what to put there: {@link Html} as it is, everything else as text
   */
  static Html of(String template, Object... parts) {
    StringBuilder markup = new StringBuilder();
    int start = 0;
    for (Object part : parts) {
      int place = template.indexOf(PLACE, start);
      if (place < 0) {
        throw new IllegalArgumentException("parts: the template has no place for " + part);
      }
      markup.append(template, start, place);
      markup.append(part instanceof Html html ? html.markup() : escape(part.toString()));
      start = place + PLACE.length();
    }
    if (template.indexOf(PLACE, start) >= 0) {
      throw new IllegalArgumentException(
          "parts: the template has more places than " + parts.length);
    }
    return new Html(markup.append(template.substring(start)).toString());
  }

  /** Puts pieces one after the other. */
  static Html join(List<Html> pieces) {
    return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining("\n")));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
