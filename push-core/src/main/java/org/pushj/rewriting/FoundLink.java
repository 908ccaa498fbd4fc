package org.pushj.rewriting;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pushj.markup.LinkRelations;

/**
 * An existing link of a document to the topic or to a hub.
 *
 * @param place its position, with its end tag if it has one
 * @param space the white space before it, which is removed with it
 * @param relations its relation types, in lower case
 * @param relationsPlace their position
 * @param href its reference
 */
record FoundLink(
    Span place, String space, Set<String> relations, Span relationsPlace, String href) {
  private static final Set<String> OURS = Set.of(LinkRelations.SELF, LinkRelations.HUB);

  /** Tells whether a link with these relation types is one to the topic or to a hub. */
  static boolean isOurs(Set<String> relations) {
    return relations.stream().anyMatch(OURS::contains);
  }

  /** Tells whether the link says exactly what a link of the advertisement says. */
  boolean says(AdvertisedLink link) {
    return relations.equals(Set.of(link.relation())) && href.equals(link.target());
  }

  /** Removes the link, or only its relation types self and hub if it has others. */
  Edit removal() {
    String others =
        relations.stream()
            .filter(relation -> !OURS.contains(relation))
            .map(AdvertisedLink::escape)
            .collect(Collectors.joining(" "));
    return others.isEmpty()
        ? new Edit(place.start() - space.length(), place.end(), "")
        : new Edit(relationsPlace.start(), relationsPlace.end(), others);
  }

  /** Replaces the link by elements. */
  Stream<Edit> replacement(String elements) {
    Edit removal = removal();
    return removal.text().isEmpty()
        ? Stream.of(new Edit(place.start(), place.end(), elements))
        : Stream.of(new Edit(place.start(), place.start(), elements + space), removal);
  }
}
