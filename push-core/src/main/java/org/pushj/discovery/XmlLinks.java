package org.pushj.discovery;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.pushj.Urls;
import org.pushj.WebLink;
import org.pushj.markup.LinkRelations;
import org.pushj.markup.XmlParsers;
import org.pushj.markup.XmlVocabulary;

/**
 * Finds the links of an XML document: those of an Atom feed (RFC 4287 section 4.2.7), of the
 * channel of an RSS feed, or of the head of an XHTML page. Reading ends at the first entry or item,
 * or where the channel or the head ends.
 *
 * <p>A document type declaration is skipped: nothing is fetched for it, and no entity is expanded.
 */
final class XmlLinks {
  private final DocumentLinks links = new DocumentLinks();
  private URI base;
  private boolean hasBaseElement;
  private @Nullable XmlVocabulary vocabulary;
  private @Nullable String holderNamespace;
  private boolean inHolder;
  private int depth;

  private XmlLinks(URI url) {
    this.base = url;
  }

  /**
   * Reads a document.
   *
   * @param document its characters, without an XML declaration
   * @param url the URL of the document
   * @return the links; empty if the document is of no vocabulary with links, or is not well-formed
   *     as far as it was read and did not name both a hub and a topic before
   * @throws IOException if reading fails, or the parser does
   */
  static Optional<List<WebLink>> read(Reader document, URI url) throws IOException {
    XmlLinks found = new XmlLinks(url);
    try {
      found.read(XmlParsers.newFactory().createXMLStreamReader(document));
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException failedRead) {
        throw failedRead;
      }
      if (!found.links.areComplete()) {
        return Optional.empty();
      }
    } catch (RuntimeException e) {
      // A crafted document may trigger a bug of the parser, which is no error of the caller.
      throw new IOException("the XML parser fails at this document", e);
    }
    return found.vocabulary == null
        ? Optional.empty()
        : Optional.of(found.links.resolvedAgainst(found.base));
  }

  private void read(XMLStreamReader xml) throws XMLStreamException {
    boolean more = true;
    while (more && xml.hasNext()) {
      more =
          switch (xml.next()) {
            case XMLStreamConstants.START_ELEMENT -> begin(xml);
            case XMLStreamConstants.END_ELEMENT -> end();
            default -> true;
          };
    }
  }

  /** Looks at an element that begins, and tells whether to read on. */
  private boolean begin(XMLStreamReader xml) {
    depth++;
    if (depth == 1) {
      vocabulary = XmlVocabulary.ofRoot(xml.getNamespaceURI(), xml.getLocalName()).orElse(null);
    }
    XmlVocabulary known = vocabulary;
    if (known == null) {
      return false;
    }
    boolean holder = depth == known.holderDepth() && xml.getLocalName().equals(known.holder());
    if (holder) {
      inHolder = true;
      holderNamespace = xml.getNamespaceURI();
    }
    if (holder || depth == 1) {
      base = Urls.resolve(base, attribute(xml, XMLConstants.XML_NS_URI, "base")).orElse(base);
    } else if (inHolder && depth == known.holderDepth() + 1) {
      return beginChild(xml, known);
    }
    return true;
  }

  /** Looks at a child of the element that holds the links, and tells whether to read on. */
  private boolean beginChild(XMLStreamReader xml, XmlVocabulary known) {
    String namespace = xml.getNamespaceURI();
    String name = xml.getLocalName();
    if (name.equals(known.end()) && Objects.equals(namespace, holderNamespace)) {
      return false;
    }
    String href = xml.getAttributeValue("", "href");
    if (href != null && known.linkNamespace().equals(namespace)) {
      if (name.equals("link")) {
        addLink(xml, known, href);
      } else if (name.equals("base") && known == XmlVocabulary.XHTML && !hasBaseElement) {
        hasBaseElement = true;
        base = Urls.resolve(base, href).filter(Urls::isHttp).orElse(base);
      }
    }
    return true;
  }

  private void addLink(XMLStreamReader xml, XmlVocabulary known, String href) {
    // An empty href leads nowhere in HTML (section 4.2.4), but to the document itself in Atom (RFC
    // 3986 section 4.4).
    if (!href.isEmpty() || known != XmlVocabulary.XHTML) {
      String rel = attribute(xml, "", "rel");
      links.add(LinkRelations.ofAtom(rel), href, attribute(xml, XMLConstants.XML_NS_URI, "base"));
    }
  }

  private static String attribute(XMLStreamReader xml, String namespace, String name) {
    String value = xml.getAttributeValue(namespace, name);
    return value == null ? "" : value;
  }

  /** Tells whether to read on after the end of an element. */
  private boolean end() {
    depth--;
    return !inHolder || vocabulary == null || depth >= vocabulary.holderDepth();
  }
}
