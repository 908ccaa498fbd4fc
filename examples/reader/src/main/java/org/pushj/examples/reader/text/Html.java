package org.pushj.examples.reader.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Safe markup: all text in it has been escaped.
 *
 * @param markup the markup
 */
public record Html(String markup) {
  private static final String PLACEHOLDER = "{}";

  /**
   * Fills a trusted template.
   *
   * @param template markup with {@code {}} as placeholder of each part, in an element or in a
   *     quoted attribute
   * @param parts the values: {@link Html} is inserted unchanged, everything else escaped
   */
  public static Html of(String template, Object... parts) {
    StringBuilder markup = new StringBuilder();
    int start = 0;
    for (Object part : parts) {
      int place = template.indexOf(PLACEHOLDER, start);
      if (place < 0) {
        throw new IllegalArgumentException("the template has no placeholder for part " + part);
      }
      markup.append(template, start, place);
      markup.append(part instanceof Html html ? html.markup() : escape(part.toString()));
      start = place + PLACEHOLDER.length();
    }
    if (template.indexOf(PLACEHOLDER, start) >= 0) {
      throw new IllegalArgumentException(
          "the template has more placeholders than " + parts.length + " parts");
    }
    return new Html(markup.append(template.substring(start)).toString());
  }

  /** Concatenates pieces, separated by line breaks. */
  public static Html join(List<Html> pieces) {
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
