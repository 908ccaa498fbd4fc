package org.pushj.publisher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pushj.markup.LinkRelations;

/** Decides what changes where a document has links to its topic or to hubs already. */
final class LinkPlan {
  private final List<AdvertisedLink> wanted;
  private final List<FoundLink> found = new ArrayList<>();

  LinkPlan(Advertisement advertisement) {
    this.wanted = AdvertisedLink.of(advertisement);
  }

  /** Adds a link of the document, in the order of the document. */
  void add(FoundLink link) {
    found.add(link);
  }

  /** Tells whether the document has none. */
  boolean isEmpty() {
    return found.isEmpty();
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
   */
  List<Edit> edits(String start) {
    if (found.isEmpty() || saysTheSame()) {
      return List.of();
    }
    FoundLink link = found.get(0);
    Stream<Edit> first = link.replacement(elements(start, link.space()));
    return Stream.concat(first, found.stream().skip(1).map(FoundLink::removal)).toList();
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
