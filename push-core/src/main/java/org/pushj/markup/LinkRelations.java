package org.pushj.markup;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses the relation types in a {@code rel} parameter or attribute. */
public final class LinkRelations {
  /** The relation type of a link to a hub (W3C WebSub section 4). */
  public static final String HUB = "hub";

  /** The relation type of a link to the topic (W3C WebSub section 4). */
  public static final String SELF = "self";

  /** The relation types that WebSub knows. */
  public static final Set<String> OF_WEBSUB = Set.of(HUB, SELF);

  private static final Pattern ASCII_WHITESPACE = Pattern.compile("[ \t\n\f\r]");
  private static final String IANA_RELATION = "http://www.iana.org/assignments/relation/";

  private LinkRelations() {}

  /**
   * Returns the relation types of a list, in lower case, since they are case-insensitive (RFC 8288
   * section 2.1).
   */
  public static Set<String> of(String list) {
    return ASCII_WHITESPACE
        .splitAsStream(list.toLowerCase(Locale.ROOT))
        .filter(relation -> !relation.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
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
