package org.pushj.rewriting;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import org.pushj.DocumentException;
import org.pushj.markup.LinkRelations;

/**
 * Puts links into the head of an HTML page as an HTML parser sees it, so its tags may be omitted.
 * The parser only locates elements: its own output would change the page.
 */
final class HtmlRewrite {
  private static final String LINK = "<link";

  private final RecordedText page;
  private final LinkPlan plan;

  private HtmlRewrite(RecordedText page, LinkPlan plan) {
    this.page = page;
    this.plan = plan;
  }

  /**
   * Copies a page and puts links into it.
   *
   * @throws DocumentException if the parser fails on the page
   * @throws IOException if reading or writing fails
   */
  static void rewrite(SplicedCopy copy, Advertisement advertisement) throws IOException {
    RecordedText page = new RecordedText(copy.reader(DocumentRewriter.HEAD_BYTES));
    HtmlRewrite rewrite = new HtmlRewrite(page, new LinkPlan(advertisement));
    for (LinkPlan.Edit edit : rewrite.edits(head(page))) {
      copy.replace(edit.start(), edit.end(), edit.text());
    }
    copy.copyRest();
  }

  private static Element head(Reader page) throws IOException {
    Parser html = Parser.htmlParser().setTrackPosition(true);
    try (StreamParser parser = new StreamParser(html).parse(page, "")) {
      // The parser returns the head as soon as it has read the start of the body.
      Element head = parser.selectFirst("html > head");
      if (head == null) {
        throw new DocumentException("The page has no head", 0, 0, null);
      }
      return head;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (DocumentException e) {
      throw e;
    } catch (RuntimeException e) {
      // A crafted page may hit a bug of the parser, which is not a mistake of the caller.
      throw new DocumentException("The HTML parser failed on this page", 0, 0, e);
    }
  }

  private List<LinkPlan.Edit> edits(Element head) {
    for (Element child : head.children()) {
      if (child.normalName().equals("noscript")) {
        addNoscript(child);
      } else if (isOurs(child)) {
        plan.add(found(child));
      }
    }
    return plan.edits(AdvertisedLink.IN_DEFAULT_NAMESPACE, insertion(head));
  }

  /**
   * Adds the links that discovery finds in a {@code noscript}. Browsers ignore it, so the new links
   * are not put there.
   */
  private void addNoscript(Element noscript) {
    for (Node node : noscript.childNodes()) {
      if (node instanceof Element element && element.normalName().matches("link|meta|style")) {
        if (isOurs(element)) {
          plan.addAside(found(element));
        }
      } else if (!(node instanceof Comment || (node instanceof TextNode text && text.isBlank()))) {
        return;
      }
    }
  }

  private static boolean isOurs(Element element) {
    return element.normalName().equals("link")
        && element.hasAttr("href")
        && LinkPlan.isOurs(LinkRelations.of(element.attr("rel")));
  }

  private LinkPlan.Found found(Element link) {
    LinkPlan.Span place = place(link.sourceRange());
    LinkPlan.Span rel = place(link.attributes().sourceRange("rel").valueRange());
    if (!page.text(place.start(), place.end()).toLowerCase(Locale.ROOT).startsWith(LINK)) {
      throw misplaced();
    }
    String space = page.spaceBefore(place.start());
    Set<String> relations = LinkRelations.of(link.attr("rel"));
    return new LinkPlan.Found(place, space, relations, rel, link.attr("href"));
  }

  /**
   * Puts the links at the start of the head, or after the element that declares the encoding:
   * browsers look for that in the first 1024 bytes (HTML section 4.2.5.4).
   */
  private LinkPlan.Edit insertion(Element head) {
    Element encoding = head.selectFirst("> meta[charset], > meta[http-equiv=content-type]");
    long at = place((encoding == null ? head : encoding).sourceRange()).end();
    String after = page.spaceAfter(at);
    String before = page.spaceBefore(at);
    String elements =
        plan.elements(AdvertisedLink.IN_DEFAULT_NAMESPACE, after.isEmpty() ? before : after);
    return new LinkPlan.Edit(at, at, after.isEmpty() ? elements + before : after + elements);
  }

  private static LinkPlan.Span place(Range range) {
    if (!range.isTracked()) {
      throw misplaced();
    }
    return new LinkPlan.Span(range.startPos(), range.endPos());
  }

  private static DocumentException misplaced() {
    return new DocumentException("Cannot locate a link in the page", 0, 0, null);
  }
}
