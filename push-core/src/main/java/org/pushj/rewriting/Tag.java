package org.pushj.rewriting;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag of an XML document.
 *
 * @param start where it begins, in characters from the beginning of the document
 * @param text the tag as written
 * @param space the white space before it if there is only white space since the last markup, else
 *     empty
 */
record Tag(long start, String text, String space) {
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\G[^\\s/>]*\\s+([^\\s=]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

  long end() {
    return start + text.length();
  }

  boolean isEnd() {
    return text.startsWith("</");
  }

  /** Tells whether it is the tag of an empty element: start and end in one. */
  boolean isEmptyElement() {
    return text.endsWith("/>");
  }

  /** Returns the name of the element, with its prefix. */
  String name() {
    return text.substring(isEnd() ? 2 : 1).split("[ \t\r\n/>]", 2)[0];
  }

  /** Returns the position of an attribute value, without its quotes. */
  Optional<LinkPlan.Span> value(String attribute) {
    Matcher matcher = ATTRIBUTE.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(attribute)) {
        int group = matcher.group(2) != null ? 2 : 3;
        return Optional.of(
            new LinkPlan.Span(start + matcher.start(group), start + matcher.end(group)));
      }
    }
    return Optional.empty();
  }
}
