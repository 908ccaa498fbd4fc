package org.pushj.rewriting;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Range;
import org.pushj.DocumentException;
import org.pushj.markup.HtmlHead;
import org.pushj.markup.LinkRelations;
import org.pushj.markup.Markup;

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

  /** Copies a page and puts links into it. */
  static void rewrite(SplicedCopy copy, Advertisement advertisement) throws IOException {
    RecordedText page = new RecordedText(copy.reader(Markup.MAX_TOP));
    HtmlRewrite rewrite = new HtmlRewrite(page, new LinkPlan(advertisement));
    for (LinkPlan.Edit edit : rewrite.edits(head(page))) {
      copy.replace(edit.start(), edit.end(), edit.text());
    }
    copy.copyRest();
  }

  private static HtmlHead head(Reader page) throws IOException {
    Optional<HtmlHead> head;
    try {
      head = HtmlHead.read(page);
    } catch (RuntimeException e) {
      // A crafted page may hit a bug of the parser, which is not a mistake of the caller.
      throw new DocumentException("The HTML parser failed on this page", 0, 0, e);
    }
    return head.orElseThrow(() -> new DocumentException("The page has no head", 0, 0, null));
  }

  private List<LinkPlan.Edit> edits(HtmlHead head) {
    for (Element link : head.links()) {
      if (LinkRelations.areOfWebSub(LinkRelations.of(link.attr("rel")))) {
        // Browsers ignore a noscript, so the new links are not put there.
        plan.add(found(link), head.element().equals(link.parent()));
      }
    }
    return plan.edits(AdvertisedLink.IN_DEFAULT_NAMESPACE, insertion(head.element()));
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
