package org.pushj.rewriting;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag of an XML document, as written.
 *
 * @param start where it begins, in characters from the beginning of the document
 * @param text the tag itself
 * @param space the white space before it if there is only white space since the last markup, else
 *     empty
 */
record Tag(long start, String text, String space) {
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\G[^\\s/>]*\\s+([^\\s=]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

  /** Returns where it ends. */
  long end() {
    return start + text.length();
  }

  /** Tells whether it is an end tag. */
  boolean isEnd() {
    return text.startsWith("</");
  }

  /** Tells whether it is the tag of an empty element: start and end in one. */
  boolean isEmptyElement() {
    return text.endsWith("/>");
  }

  /** Returns the name of the element, with its prefix. */
  String name() {
    int at = isEnd() ? 2 : 1;
    int end = at;
    while (" \t\r\n/>".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(at, end);
  }

  /** Returns the position of an attribute value, without its quotes. */
  Optional<Span> value(String attribute) {
    Matcher matcher = ATTRIBUTE.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(attribute)) {
        int group = matcher.group(2) != null ? 2 : 3;
        return Optional.of(new Span(start + matcher.start(group), start + matcher.end(group)));
      }
    }
    return Optional.empty();
  }
}
