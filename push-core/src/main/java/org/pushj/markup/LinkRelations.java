package org.pushj.markup;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/** Parses the relation types in a {@code rel} parameter or attribute. */
public final class LinkRelations {
  /** The relation type of a link to a hub (W3C WebSub section 4). */
  public static final String HUB = "hub";

  /** The relation type of a link to the topic (W3C WebSub section 4). */
  public static final String SELF = "self";

  /** The relation types that WebSub knows. */
  public static final Set<String> OF_WEBSUB = Set.of(HUB, SELF);

  private static final String ASCII_WHITESPACE = " \t\n\f\r";
  private static final String IANA_RELATION = "http://www.iana.org/assignments/relation/";

  private LinkRelations() {}

  /**
   * Returns the relation types of a list, in lower case, since they are case-insensitive (RFC 8288
   * section 2.1).
   */
  public static Set<String> of(String list) {
    StringTokenizer types = new StringTokenizer(list.toLowerCase(Locale.ROOT), ASCII_WHITESPACE);
    if (types.countTokens() == 1) {
      return Set.of(types.nextToken());
    }
    Set<String> relations = new LinkedHashSet<>();
    while (types.hasMoreTokens()) {
      relations.add(types.nextToken());
    }
    return relations;
  }

  /**
   * Returns the relation types of an Atom link, where a name may be written as an IRI (RFC 4287
   * section 4.2.7.2).
   */
  static Set<String> ofAtom(String rel) {
    return of(rel.startsWith(IANA_RELATION) ? rel.substring(IANA_RELATION.length()) : rel);
  }

  /** Tells whether a link with these relation types is one to a hub or to the topic. */
  public static boolean areOfWebSub(Set<String> relations) {
    return relations.stream().anyMatch(OF_WEBSUB::contains);
  }
}
