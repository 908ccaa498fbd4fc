package org.pushj.rewriting;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
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
    HtmlHead head =
        HtmlHead.read(page, true)
            .orElseThrow(() -> new DocumentException("The page has no head", null));
    for (LinkPlan.Edit edit : rewrite.edits(head)) {
      copy.apply(edit);
    }
    copy.copyRest();
  }

  private List<LinkPlan.Edit> edits(HtmlHead head) throws IOException {
    for (Element link : head.links()) {
      if (LinkRelations.areOfWebSub(LinkRelations.of(link.attr("rel")))) {
        // Browsers ignore a noscript, so the new links are not put there.
        plan.add(found(link), head.element().equals(link.parent()));
      }
    }
    return plan.edits(Advertisement.Link.IN_DEFAULT_NAMESPACE, insertion(head.element()));
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
  private LinkPlan.Edit insertion(Element head) throws IOException {
    Element encoding = head.selectFirst("> meta[charset], > meta[http-equiv=content-type]");
    long at = place((encoding == null ? head : encoding).sourceRange()).end();
    String after = page.spaceAfter(at);
    String before = page.spaceBefore(at);
    String elements =
        plan.elements(Advertisement.Link.IN_DEFAULT_NAMESPACE, after.isEmpty() ? before : after);
    String text = after.isEmpty() ? elements + before : after + elements;
    if (page.endsAt(at) && !plan.isWhole(linksOf(page.text(0, at) + text))) {
      throw new DocumentException("The page ends within a tag or a comment", null);
    }
    return new LinkPlan.Edit(at, at, text);
  }

  private static List<Advertisement.Link> linksOf(String page) throws IOException {
    return HtmlHead.read(new StringReader(page), true)
        .map(HtmlHead::links)
        .orElse(List.of())
        .stream()
        .map(link -> new Advertisement.Link(link.attr("rel"), link.attr("href")))
        .toList();
  }

  private static LinkPlan.Span place(Range range) {
    if (!range.isTracked()) {
      throw misplaced();
    }
    return new LinkPlan.Span(range.startPos(), range.endPos());
  }

  private static DocumentException misplaced() {
    return new DocumentException("Cannot locate a link in the page", null);
  }

  /** Keeps the text of a page as it is read. A byte order mark is read as a space. */
  private static final class RecordedText extends Reader {
    private final Reader in;
    private final StringBuilder text = new StringBuilder();

    RecordedText(Reader in) {
      this.in = in;
    }

    /** Returns a part of the text read so far. */
    String text(long from, long to) {
      return text.substring((int) from, (int) to);
    }

    boolean endsAt(long place) {
      return place == text.length();
    }

    /** Returns the white space before a position. */
    String spaceBefore(long place) {
      int start = (int) place;
      while (start > 0 && isSpace(start - 1)) {
        start--;
      }
      return text(start, place);
    }

    /** Returns the white space after a position. */
    String spaceAfter(long place) {
      int end = (int) place;
      while (end < text.length() && isSpace(end)) {
        end++;
      }
      return text(place, end);
    }

    /** Tells whether a character is white space in HTML (Infra section 4.6). */
    private boolean isSpace(int index) {
      return " \t\n\f\r".indexOf(text.charAt(index)) >= 0;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      if (text.isEmpty() && count > 0 && target[offset] == '\uFEFF') {
        target[offset] = ' ';
      }
      text.append(target, offset, Math.max(0, count));
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
