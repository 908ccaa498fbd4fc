package org.pushj.discovery;

import java.util.List;
import java.util.TreeSet;
import org.pushj.WebLink;

/** Writes links so that a test can be read. */
final class ShownLinks {
  private ShownLinks() {}

  /** Returns each link as its target and its sorted relation types, with bars in between. */
  static String of(List<WebLink> links) {
    return String.join(" | ", links.stream().map(ShownLinks::of).toList());
  }

  private static String of(WebLink link) {
    return link.target() + " " + String.join(" ", new TreeSet<>(link.relations()));
  }
}
