package org.pushj.discovery;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import org.pushj.Urls;
import org.pushj.WebLink;
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
    try (StreamParser parser = new StreamParser(Parser.htmlParser()).parse(page, url.toString())) {
      // The parser hands the head over as soon as its next sibling, the body, is there.
      Element head = parser.selectFirst("html > head");
      return head == null ? List.of() : linksOf(head, url);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      // A crafted page may trigger a bug of the parser, which is no error of the caller.
      throw new IOException("the HTML parser fails at this page", e);
    }
  }

  private static List<WebLink> linksOf(Element head, URI url) {
    DocumentLinks found = new DocumentLinks();
    for (Element child : head.children()) {
      if (child.normalName().equals("noscript")) {
        addNoscript(child, found);
      } else {
        add(child, found);
      }
    }
    // The first base element counts, if it can serve (HTML section 4.2.3).
    Element base = head.selectFirst("> base[href]");
    return found.resolvedAgainst(
        base == null ? url : Urls.resolve(url, base.attr("href")).filter(Urls::isHttp).orElse(url));
  }

  private static void add(Element element, DocumentLinks found) {
    String href = element.attr("href");
    // A link without href, or with an empty one, leads nowhere (HTML section 4.2.4).
    if (element.normalName().equals("link") && !href.isEmpty()) {
      found.add(LinkRelations.of(element.attr("rel")), href, "");
    }
  }

  /**
   * Adds what stands in a {@code noscript} of the head, which counts since no script runs here.
   * Only {@code link}, {@code meta} and {@code style} may stand there; anything else would begin
   * the body (HTML section 13.2.6.4.5).
   */
  private static void addNoscript(Element noscript, DocumentLinks found) {
    for (Node node : noscript.childNodes()) {
      if (node instanceof Element element && element.normalName().matches("link|meta|style")) {
        add(element, found);
      } else if (!(node instanceof Comment || (node instanceof TextNode text && text.isBlank()))) {
        return;
      }
    }
  }
}
