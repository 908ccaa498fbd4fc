package org.pushj;

import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A link in a {@code Link} header or a document (RFC 8288 section 2).
 *
 * @param target the target of the link, resolved
 * @param relations the relation types in lower case
 * @since 0.1
 */
public record WebLink(URI target, Set<String> relations) {
  /**
   * Sets of {@link Set#copyOf} are small, but compare an element with all others of its hash code,
   * and relations come from the internet.
   */
  private static final int MAX_PROBED = 8;

  /** Copies the set. */
  public WebLink {
    relations =
        relations.size() <= MAX_PROBED
            ? Set.copyOf(relations)
            : Collections.unmodifiableSet(new HashSet<>(relations));
  }

  /** Tells whether the link has this relation type, given in lower case. */
  public boolean hasRelation(String relation) {
    return relations.contains(relation);
  }

  /** Returns the target of the first link with this relation type, given in lower case. */
  public static Optional<URI> first(Iterable<WebLink> links, String relation) {
    for (WebLink link : links) {
      if (link.hasRelation(relation)) {
        return Optional.of(link.target());
      }
    }
    return Optional.empty();
  }
}
