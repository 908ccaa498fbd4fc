package org.pushj.rewriting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.markup.LinkRelations;

/** Plans the edits that make the links of a document those of an advertisement. */
final class LinkPlan {
  private final List<AdvertisedLink> wanted;
  private final List<FoundLink> found = new ArrayList<>();
  private @Nullable FoundLink place;

  LinkPlan(Advertisement advertisement) {
    this.wanted = AdvertisedLink.of(advertisement);
  }

  /** Adds an existing link, in document order. The new links replace the first one. */
  void add(FoundLink link) {
    found.add(link);
    place = place == null ? link : place;
  }

  /** Adds an existing link that the new links must not replace. */
  void addAside(FoundLink link) {
    found.add(link);
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
    FoundLink first = place;
    Stream<Edit> added =
        first == null ? Stream.of(insertion) : first.replacement(elements(start, first.space()));
    Stream<Edit> removed =
        found.stream().filter(link -> !link.equals(first)).map(FoundLink::removal);
    return Stream.concat(added, removed).sorted(Comparator.comparing(Edit::start)).toList();
  }

  /** The order of the hubs matters; the position of the topic among them does not. */
  private boolean saysTheSame() {
    Comparator<FoundLink> selfFirst =
        Comparator.comparing(link -> !link.relations().contains(LinkRelations.SELF));
    List<FoundLink> ordered = found.stream().sorted(selfFirst).toList();
    return ordered.size() == wanted.size()
        && IntStream.range(0, ordered.size()).allMatch(i -> ordered.get(i).says(wanted.get(i)));
  }
}
