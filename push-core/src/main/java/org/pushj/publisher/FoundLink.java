package org.pushj.publisher;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pushj.markup.LinkRelations;

/**
 * A link of a document that leads to the topic or to a hub.
 *
 * @param place where it stands, with its end tag if it has one
 * @param space the white space before it, which goes with it
 * @param relations its relation types, in lower case
 * @param relationsPlace where they stand
 * @param href its reference
 */
record FoundLink(
    Span place, String space, Set<String> relations, Span relationsPlace, String href) {
  private static final Set<String> OURS = Set.of(LinkRelations.SELF, LinkRelations.HUB);

  /** Tells whether links with these relation types are to be replaced. */
  static boolean isOurs(Set<String> relations) {
    return relations.stream().anyMatch(OURS::contains);
  }

  /** Tells whether this is all that a link of the advertisement says. */
  boolean says(AdvertisedLink link) {
    return relations.equals(Set.of(link.relation())) && href.equals(link.target());
  }

  /** Takes the link out, or what it says of topic and hubs if it says more. */
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

  /** Puts elements where the link stands, and takes it out. */
  Stream<Edit> replacement(String elements) {
    Edit removal = removal();
    return removal.text().isEmpty()
        ? Stream.of(new Edit(place.start(), place.end(), elements))
        : Stream.of(new Edit(place.start(), place.start(), elements + space), removal);
  }
}
