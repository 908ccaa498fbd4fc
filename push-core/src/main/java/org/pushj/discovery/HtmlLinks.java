package org.pushj.discovery;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.pushj.DocumentException;
import org.pushj.Urls;
import org.pushj.WebLink;
import org.pushj.markup.HtmlHead;
import org.pushj.markup.LinkRelations;

/**
 * Finds the links of an HTML page: the {@code link} elements of its head, as an HTML parser sees
 * the head. The body is never looked at, since other people may have written in it (W3C WebSub
 * section 8.1). Reading ends where it begins.
 */
final class HtmlLinks {
  private HtmlLinks() {}

  /**
   * Reads a page.
   *
   * @param url the URL of the page
   * @throws IOException if reading fails, or the parser does
   */
  static List<WebLink> read(Reader page, URI url) throws IOException {
    try {
      return HtmlHead.read(page, false).map(head -> linksOf(head, url)).orElse(List.of());
    } catch (DocumentException e) {
      throw new IOException(e.getMessage(), e.getCause());
    }
  }

  private static List<WebLink> linksOf(HtmlHead head, URI url) {
    // The first base element counts, if it can serve (HTML section 4.2.3).
    URI base =
        Optional.ofNullable(head.element().selectFirst("> base[href]"))
            .flatMap(element -> Urls.resolve(url, element.attr("href")))
            .filter(Urls::isHttp)
            .orElse(url);
    List<WebLink> links = new ArrayList<>();
    for (Element link : head.links()) {
      Set<String> relations = LinkRelations.of(link.attr("rel"));
      String href = link.attr("href");
      // A link with an empty href leads nowhere (HTML section 4.2.4).
      if (LinkRelations.areOfWebSub(relations)
          && !href.isEmpty()
          && links.size() < DocumentSearch.MAX_LINKS) {
        Urls.resolve(base, href).ifPresent(target -> links.add(new WebLink(target, relations)));
      }
    }
    return List.copyOf(links);
  }
}
