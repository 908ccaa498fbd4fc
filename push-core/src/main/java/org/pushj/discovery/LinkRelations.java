package org.pushj.discovery;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/** The relation types of a link, as a {@code rel} parameter or attribute lists them. */
final class LinkRelations {
  /** The relation type of a link to a hub (W3C WebSub section 4). */
  static final String HUB = "hub";

  /** The relation type of a link to the topic (W3C WebSub section 4). */
  static final String SELF = "self";

  private static final String ASCII_WHITESPACE = " \t\n\f\r";

  private LinkRelations() {}

  /**
   * Returns the relation types of a list, in lower case, since they are compared without case (RFC
   * 8288 section 2.1).
   */
  static Set<String> of(String list) {
    Set<String> relations = new LinkedHashSet<>();
    StringTokenizer tokens = new StringTokenizer(list, ASCII_WHITESPACE);
    while (tokens.hasMoreTokens()) {
      relations.add(tokens.nextToken().toLowerCase(Locale.ROOT));
    }
    return relations;
  }
}
