package org.pushj.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pushj.Urls;
import org.pushj.WebLink;
import org.pushj.markup.LinkRelations;

/**
 * Collects the links of one document that matter to WebSub. They are resolved last, when the base
 * of the document is known.
 */
final class DocumentLinks {
  /** How many links are collected; further ones are ignored. */
  static final int MAX_LINKS = 1000;

  private final List<Found> found = new ArrayList<>();

  /**
   * Adds a link if it leads to a hub or to the topic.
   *
   * @param relations the relation types in lower case
   * @param href the reference to the target
   * @param ownBase a reference to the base that this link alone has; empty if it has none
   */
  void add(Set<String> relations, String href, String ownBase) {
    if (LinkRelations.areOfWebSub(relations) && found.size() < MAX_LINKS) {
      found.add(new Found(relations, href, ownBase));
    }
  }

  /** Tells whether discovery has all it looks for: a hub and the topic. */
  boolean areComplete() {
    return has(LinkRelations.HUB) && has(LinkRelations.SELF);
  }

  private boolean has(String relation) {
    return found.stream().anyMatch(link -> link.relations().contains(relation));
  }

  /** Returns the links whose targets are URLs, in order. */
  List<WebLink> resolvedAgainst(URI base) {
    List<WebLink> links = new ArrayList<>();
    for (Found link : found) {
      Urls.resolve(base, link.ownBase())
          .flatMap(linkBase -> Urls.resolve(linkBase, link.href()))
          .ifPresent(target -> links.add(new WebLink(target, link.relations())));
    }
    return List.copyOf(links);
  }

  private record Found(Set<String> relations, String href, String ownBase) {}
}
