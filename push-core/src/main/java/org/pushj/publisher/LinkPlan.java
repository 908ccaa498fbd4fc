package org.pushj.publisher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.markup.LinkRelations;

/** Decides what changes where a document has links to its topic or to hubs already. */
final class LinkPlan {
  private final List<AdvertisedLink> wanted;
  private final List<FoundLink> found = new ArrayList<>();
  private @Nullable FoundLink place;

  LinkPlan(Advertisement advertisement) {
    this.wanted = AdvertisedLink.of(advertisement);
  }

  /** Adds a link of the document, in the order of the document. The first one is the place. */
  void add(FoundLink link) {
    found.add(link);
    place = place == null ? link : place;
  }

  /** Adds a link in whose place no other is put. */
  void addAside(FoundLink link) {
    found.add(link);
  }

  /**
   * Returns the links of the advertisement as elements.
   *
   * @param start how each begins
   * @param space the white space before the first; those that follow have its last line
   */
  String elements(String start, String space) {
    int line = space.lastIndexOf('\n');
    boolean windows = line > 0 && space.charAt(line - 1) == '\r';
    String indent = line < 0 ? space : space.substring(windows ? line - 1 : line);
    return wanted.stream().map(link -> link.element(start)).collect(Collectors.joining(indent));
  }

  /**
   * Returns what has to change. If the document says the same already, nothing has: its links may
   * have a media type or a title that they should keep.
   *
   * @param start how each new element begins
   * @param insertion puts the links where there are none
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

  /** The topic may stand anywhere among the hubs; these have an order. */
  private boolean saysTheSame() {
    Comparator<FoundLink> selfFirst =
        Comparator.comparing(link -> !link.relations().contains(LinkRelations.SELF));
    List<FoundLink> ordered = found.stream().sorted(selfFirst).toList();
    return ordered.size() == wanted.size()
        && IntStream.range(0, ordered.size()).allMatch(i -> ordered.get(i).says(wanted.get(i)));
  }
}
