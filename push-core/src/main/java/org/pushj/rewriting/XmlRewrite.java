package org.pushj.rewriting;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushj.markup.LinkRelations;
import org.pushj.markup.Markup;
import org.pushj.markup.XmlElements;
import org.pushj.markup.XmlVocabulary;
import org.pushj.rewriting.TagReader.Tag;

/**
 * Puts links into an XML document where discovery looks for them: among the children of an Atom
 * feed, of the channel of an RSS feed, or of the head of an XHTML page.
 *
 * <p>The edits at the top are decided at the first entry, when the existing links are known;
 * nothing is written before. Links after that are removed.
 */
final class XmlRewrite {
  /** How much is buffered before it is copied, in characters. */
  private static final int MAX_KEPT_CHARS = 8 * 1024;

  private final SplicedCopy copy;
  private final TagReader tags;
  private final XmlElements xml;
  private final LinkPlan plan;
  private final Tag holder;
  private final String elementStart;
  private @Nullable String childSpace;
  private boolean decided;
  private long copied;

  private XmlRewrite(SplicedCopy copy, Advertisement advertisement) throws IOException {
    this.copy = copy;
    this.tags = new TagReader(copy.reader(Long.MAX_VALUE));
    this.xml = new XmlElements(tags);
    this.plan = new LinkPlan(advertisement);
    this.holder = holder();
    this.elementStart = elementStart();
  }

  /** Copies a document and puts links into it. */
  static void rewrite(SplicedCopy copy, Advertisement advertisement) throws IOException {
    new XmlRewrite(copy, advertisement).rewrite();
    copy.copyRest();
  }

  private Tag holder() throws IOException {
    XmlVocabulary vocabulary = xml.moveToRoot().orElseThrow(() -> xml.failure(unknownRoot()));
    if (!xml.moveToHolder()) {
      throw xml.failure("The document has no " + vocabulary.holder());
    }
    return tag();
  }

  private String unknownRoot() {
    String namespace = xml.namespace();
    return "The document is neither an Atom nor an RSS feed nor an XHTML page: its root element is "
        + tag().name()
        + (namespace == null ? " in no namespace" : " in the namespace " + namespace);
  }

  private void rewrite() throws IOException {
    while (xml.next() && xml.isInHolder()) {
      if (xml.isChild()) {
        beginChild();
      }
      if (tag().end() > Markup.MAX_TOP) {
        decide();
      }
      if (decided && tag().end() - copied > MAX_KEPT_CHARS) {
        copied = tag().end();
        copy.copyTo(copied);
      }
    }
    decide();
  }

  private String elementStart() {
    String prefix = xml.linkPrefix();
    if (prefix == null) {
      return Advertisement.Link.IN_RSS;
    }
    return prefix.isEmpty() ? Advertisement.Link.IN_DEFAULT_NAMESPACE : prefix + ":link";
  }

  private void beginChild() throws IOException {
    childSpace = childSpace == null ? tag().space() : childSpace;
    if (xml.endsLinks()) {
      decide();
    } else if (xml.isLinkElement("link")) {
      readLink();
    }
  }

  private void readLink() throws IOException {
    Set<String> relations = xml.relations();
    String href = xml.attribute("", "href");
    if (href == null || !LinkRelations.areOfWebSub(relations)) {
      return;
    }
    Tag start = tag();
    LinkPlan.Span relationsPlace = start.value("rel").orElseThrow(() -> TagReader.misplaced(xml));
    int depth = xml.depth();
    do {
      xml.next();
    } while (xml.depth() > depth);
    LinkPlan.Span place = new LinkPlan.Span(start.start(), tag().end());
    LinkPlan.Found link = new LinkPlan.Found(place, start.space(), relations, relationsPlace, href);
    if (decided) {
      copy.apply(link.removal());
    } else {
      plan.add(link, true);
    }
  }

  /** Writes the edited top of the document, once. */
  private void decide() throws IOException {
    if (decided) {
      return;
    }
    decided = true;
    for (LinkPlan.Edit edit : plan.edits(elementStart, insertion())) {
      copy.apply(edit);
    }
  }

  private LinkPlan.Edit insertion() {
    long end = holder.end();
    if (holder.isEmptyElement()) {
      String text = ">" + plan.elements(elementStart, "") + "</" + holder.name() + ">";
      return new LinkPlan.Edit(end - "/>".length(), end, text);
    }
    String space = Objects.requireNonNullElse(childSpace, "");
    return new LinkPlan.Edit(end, end, space + plan.elements(elementStart, space));
  }

  private Tag tag() {
    return tags.tag(xml);
  }
}
