package org.pushj;

import java.net.URI;
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

  /** Copies the set. */
  public WebLink {
    relations = Set.copyOf(relations);
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
