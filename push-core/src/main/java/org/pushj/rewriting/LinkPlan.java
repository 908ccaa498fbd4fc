package org.pushj.rewriting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.markup.LinkRelations;

/**
 * Plans the edits that make the links of a document those of an advertisement. Positions are
 * counted in characters from the beginning of the document.
 */
final class LinkPlan {
  private final List<Advertisement.Link> wanted;
  private final List<Found> found = new ArrayList<>();
  private @Nullable Found place;

  LinkPlan(Advertisement advertisement) {
    this.wanted = advertisement.allLinks();
  }

  /** Tells whether these are the links that the document is to have. */
  boolean isWhole(List<Advertisement.Link> links) {
    return links.equals(wanted);
  }

  /**
   * Adds an existing link, in document order. The new links replace the first one that they may
   * replace.
   */
  void add(Found link, boolean replaceable) {
    found.add(link);
    place = place == null && replaceable ? link : place;
  }

  /**
   * Returns the links of the advertisement as elements.
   *
   * @param start the start of each element
   * @param space the white space before the first one; the others repeat its last line
   */
  String elements(String start, String space) {
    int line = space.lastIndexOf('\n');
    boolean windows = line > 0 && space.charAt(line - 1) == '\r';
    String indent = line < 0 ? space : space.substring(windows ? line - 1 : line);
    return wanted.stream().map(link -> link.element(start)).collect(Collectors.joining(indent));
  }

  /**
   * Returns the edits; none if the document has the same links already, since those may have a
   * media type or a title to keep.
   *
   * @param start the start of each new element
   * @param insertion inserts the links if there is none to replace
   */
  List<Edit> edits(String start, Edit insertion) {
    if (saysTheSame()) {
      return List.of();
    }
    Found first = place;
    Stream<Edit> added =
        first == null ? Stream.of(insertion) : first.replacement(elements(start, first.space()));
    Stream<Edit> removed = found.stream().filter(link -> !link.equals(first)).map(Found::removal);
    return Stream.concat(added, removed).sorted(Comparator.comparing(Edit::start)).toList();
  }

  /** The order of the hubs matters; the position of the topic among them does not. */
  private boolean saysTheSame() {
    Comparator<Found> selfFirst =
        Comparator.comparing(link -> !link.relations().contains(LinkRelations.SELF));
    List<Found> ordered = found.stream().sorted(selfFirst).toList();
    return ordered.size() == wanted.size()
        && IntStream.range(0, ordered.size()).allMatch(i -> ordered.get(i).says(wanted.get(i)));
  }

  /** A part of a document. */
  record Span(long start, long end) {}

  /** Replaces a part of a document by a text. */
  record Edit(long start, long end, String text) {}

  /**
   * An existing link to the topic or to a hub.
   *
   * @param place its position, with its end tag if it has one
   * @param space the white space before it, which is removed with it
   * @param relations its relation types, in lower case
   * @param relationsPlace their position
   * @param href its reference
   */
  record Found(Span place, String space, Set<String> relations, Span relationsPlace, String href) {

    private boolean says(Advertisement.Link link) {
      return relations.equals(Set.of(link.relation())) && href.equals(link.target());
    }

    /** Removes the link, or only its relation types self and hub if it has others. */
    Edit removal() {
      String others =
          relations.stream()
              .filter(relation -> !LinkRelations.OF_WEBSUB.contains(relation))
              .map(Advertisement.Link::escape)
              .collect(Collectors.joining(" "));
      return others.isEmpty()
          ? new Edit(place.start() - space.length(), place.end(), "")
          : new Edit(relationsPlace.start(), relationsPlace.end(), others);
    }

    private Stream<Edit> replacement(String elements) {
      Edit removal = removal();
      return removal.text().isEmpty()
          ? Stream.of(new Edit(place.start(), place.end(), elements))
          : Stream.of(new Edit(place.start(), place.start(), elements + space), removal);
    }
  }
}
