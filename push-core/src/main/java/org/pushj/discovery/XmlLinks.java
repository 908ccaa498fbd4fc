package org.pushj.discovery;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import org.pushj.DocumentException;
import org.pushj.Urls;
import org.pushj.WebLink;
import org.pushj.markup.LinkRelations;
import org.pushj.markup.XmlElements;
import org.pushj.markup.XmlVocabulary;

/**
 * Finds the links of an XML document: those of an Atom feed (RFC 4287 section 4.2.7), of the
 * channel of an RSS feed, or of the head of an XHTML page. Reading ends at the first entry or item
 * behind a link to a hub and one to the topic, or where the channel or the head ends: the order of
 * the children of a feed has no meaning (RFC 4287 section 4.1.1).
 */
final class XmlLinks {
  private final List<Found> links = new ArrayList<>();
  private URI base;
  private boolean hasHub;
  private boolean hasSelf;
  private boolean hasBaseElement;
  private boolean isBelowEntry;

  private XmlLinks(URI url) {
    this.base = url;
  }

  /**
   * Reads a document.
   *
   * @param document its characters, without an XML declaration
   * @param url the URL of the document
   * @return the links; empty if the document is of no vocabulary with links, or is not well-formed
   *     as far as it was read and the links before that do not suffice: they have to name a hub,
   *     and a topic too unless an entry follows them
   * @throws IOException if reading fails, or the parser does, and the links before do not suffice
   */
  static Optional<List<WebLink>> read(Reader document, URI url) throws IOException {
    XmlLinks found = new XmlLinks(url);
    try {
      if (!found.read(new XmlElements(document))) {
        return Optional.empty();
      }
    } catch (IOException e) {
      if (!found.suffices()) {
        throw e;
      }
    } catch (DocumentException e) {
      if (e.getCause() instanceof RuntimeException) {
        throw new IOException(e.getMessage(), e);
      }
      if (!found.suffices()) {
        return Optional.empty();
      }
    }
    // Only now the base is known: that of XHTML may follow the links.
    return Optional.of(
        found.links.stream().flatMap(link -> link.against(found.base).stream()).toList());
  }

  /** Reads the links; returns false if the document is of no vocabulary with links. */
  private boolean read(XmlElements xml) throws IOException {
    Optional<XmlVocabulary> vocabulary = xml.moveToRoot();
    if (vocabulary.isEmpty()) {
      return false;
    }
    addBase(xml);
    if (xml.moveToHolder()) {
      if (xml.depth() > 1) {
        addBase(xml);
      }
      boolean xhtml = vocabulary.get() == XmlVocabulary.XHTML;
      while (xml.next() && xml.isInHolder()) {
        if (xml.endsLinks()) {
          if (xhtml || isComplete()) {
            break;
          }
          isBelowEntry = true;
        } else if (xml.isChild()) {
          readChild(xml, xhtml);
        }
      }
    }
    return true;
  }

  private void addBase(XmlElements xml) {
    base = Urls.resolve(base, ownBase(xml)).orElse(base);
  }

  private void readChild(XmlElements xml, boolean xhtml) {
    String href = xml.attribute("", "href");
    if (href == null) {
      return;
    }
    if (xml.isLinkElement("base") && xhtml && !hasBaseElement) {
      hasBaseElement = true;
      base = Urls.resolve(base, href).filter(Urls::isHttp).orElse(base);
    }
    // An empty href leads nowhere in HTML (section 4.2.4), but to the document itself in Atom (RFC
    // 3986 section 4.4).
    Set<String> relations = xml.relations();
    if (xml.isLinkElement("link")
        && !(xhtml && href.isEmpty())
        && LinkRelations.areOfWebSub(relations)
        && links.size() < DocumentSearch.MAX_LINKS) {
      links.add(new Found(relations, href, ownBase(xml)));
      hasHub |= relations.contains(LinkRelations.HUB);
      hasSelf |= relations.contains(LinkRelations.SELF);
    }
  }

  private boolean isComplete() {
    return hasHub && hasSelf;
  }

  /** Tells whether the links count although the rest of the document cannot be read. */
  private boolean suffices() {
    return isComplete() || (isBelowEntry && hasHub);
  }

  private static String ownBase(XmlElements xml) {
    return Objects.requireNonNullElse(xml.attribute(XMLConstants.XML_NS_URI, "base"), "");
  }

  /** A link that is not resolved yet. Its own base is empty if it has none. */
  private record Found(Set<String> relations, String href, String ownBase) {
    Optional<WebLink> against(URI base) {
      return Urls.resolve(base, ownBase)
          .flatMap(own -> Urls.resolve(own, href))
          .map(target -> new WebLink(target, relations));
    }
  }
}
