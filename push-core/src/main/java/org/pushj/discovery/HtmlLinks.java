package org.pushj.discovery;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.util.List;
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
      return HtmlHead.read(page).map(head -> linksOf(head, url)).orElse(List.of());
    } catch (DocumentException e) {
      throw new IOException(e.getMessage(), e.getCause());
    }
  }

  private static List<WebLink> linksOf(HtmlHead head, URI url) {
    DocumentLinks found = new DocumentLinks();
    for (Element link : head.links()) {
      // A link with an empty href leads nowhere (HTML section 4.2.4).
      if (!link.attr("href").isEmpty()) {
        found.add(LinkRelations.of(link.attr("rel")), link.attr("href"), "");
      }
    }
    // The first base element counts, if it can serve (HTML section 4.2.3).
    Element base = head.element().selectFirst("> base[href]");
    return found.resolvedAgainst(
        base == null ? url : Urls.resolve(url, base.attr("href")).filter(Urls::isHttp).orElse(url));
  }
}
