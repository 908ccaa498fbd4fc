package org.pushj.markup;

import java.io.IOException;
import java.io.Reader;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.pushj.DocumentException;

/**
 * Reads the elements of an untrusted XML document, and tells which of them are links for WebSub.
 * Nothing is fetched, no entity is expanded, and document type declarations are skipped.
 */
public final class XmlElements {
  private final XMLStreamReader xml;
  private int depth;
  private long tags;
  private @Nullable XmlVocabulary vocabulary;
  private @Nullable String holderNamespace;

  /**
   * Reads a document.
   *
   * @param document its characters, without an XML declaration
   * @throws DocumentException if it does not begin as XML does
   * @throws IOException if reading fails
   */
  public XmlElements(Reader document) throws IOException {
    try {
      xml = parsers().createXMLStreamReader(document);
    } catch (XMLStreamException | RuntimeException e) {
      throw translated(e);
    }
  }

  private static XMLInputFactory parsers() {
    // Always the parser of the JDK, since these settings are its own.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // So a reference to an unknown entity, such as &nbsp;, is an event and not an error.
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    // The defaults of these limits differ between versions of the JDK. Those on entities are off:
    // they would count every escaped ampersand of a large feed, and other entities are never
    // expanded. The reader bounds the size of the document.
    factory.setProperty("jdk.xml.maxElementDepth", "256");
    factory.setProperty("jdk.xml.elementAttributeLimit", "1000");
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.entityReplacementLimit", "0");
    return factory;
  }

  /**
   * Moves to the next start or end of an element; returns false if there is none.
   *
   * @throws DocumentException if the document is not well-formed; or for a bug of the parser, with
   *     a RuntimeException as its cause
   * @throws IOException if reading fails
   */
  public boolean next() throws IOException {
    depth -= xml.isEndElement() ? 1 : 0;
    try {
      while (xml.hasNext()) {
        xml.next();
        if (xml.isStartElement() || xml.isEndElement()) {
          depth += xml.isStartElement() ? 1 : 0;
          tags++;
          return true;
        }
      }
      return false;
    } catch (XMLStreamException | RuntimeException e) {
      throw translated(e);
    }
  }

  /** Moves to the root element, and returns its vocabulary; empty if it is none with links. */
  public Optional<XmlVocabulary> moveToRoot() throws IOException {
    vocabulary = next() ? XmlVocabulary.ofRoot(namespace(), localName()).orElse(null) : null;
    return Optional.ofNullable(vocabulary);
  }

  /**
   * Moves on to the element that holds the links, which may be the root; returns false if there is
   * none.
   */
  public boolean moveToHolder() throws IOException {
    while (!isStart() || depth != vocabulary().holderDepth || !isNamed(vocabulary().holder())) {
      if (!next()) {
        return false;
      }
    }
    holderNamespace = namespace();
    return true;
  }

  /** Tells whether the element is inside the one that holds the links. */
  public boolean isInHolder() {
    return depth > vocabulary().holderDepth;
  }

  /** Tells whether a child of the element that holds the links begins. */
  public boolean isChild() {
    return isStart() && depth == vocabulary().holderDepth + 1;
  }

  /** Tells whether a child ends the usual part for links: it is an entry, or the body. */
  public boolean endsLinks() {
    return isChild() && isNamed(vocabulary().end) && Objects.equals(namespace(), holderNamespace);
  }

  /** Tells whether the element has this name in the namespace of links. */
  public boolean isLinkElement(String name) {
    return isNamed(name) && vocabulary().linkNamespace.equals(namespace());
  }

  /** Returns the relation types of a link. */
  public Set<String> relations() {
    return LinkRelations.ofAtom(Objects.requireNonNullElse(attribute("", "rel"), ""));
  }

  public boolean isStart() {
    return xml.isStartElement();
  }

  /** Returns how many starts and ends of elements there were, with this one. */
  public long tags() {
    return tags;
  }

  /** Returns the depth of the element: 1 for the root. */
  public int depth() {
    return depth;
  }

  /** Returns the name of the element as written, with its prefix. */
  public String name() {
    String prefix = xml.getPrefix();
    return prefix == null || prefix.isEmpty() ? localName() : prefix + ":" + localName();
  }

  public @Nullable String namespace() {
    return xml.getNamespaceURI();
  }

  /** Returns the value of an attribute; null if there is none. */
  public @Nullable String attribute(String namespace, String name) {
    return xml.getAttributeValue(namespace, name);
  }

  /**
   * Returns a prefix that is bound to the namespace of links inside the element; null if there is
   * none.
   */
  public @Nullable String linkPrefix() {
    String namespace = vocabulary().linkNamespace;
    return namespace.equals(namespace())
        ? xml.getPrefix()
        : xml.getNamespaceContext().getPrefix(namespace);
  }

  /** Returns an exception that names the current position, if there is one. */
  public DocumentException failure(String problem) {
    return failure(problem, xml.getLocation(), null);
  }

  private boolean isNamed(String name) {
    return localName().equals(name);
  }

  private String localName() {
    return xml.getLocalName();
  }

  private XmlVocabulary vocabulary() {
    return Objects.requireNonNull(vocabulary);
  }

  private static DocumentException translated(Exception e) throws IOException {
    if (e instanceof DocumentException ofReader) {
      return ofReader;
    }
    if (!(e instanceof XMLStreamException malformed)) {
      // A crafted document may hit a bug of the parser, which is not a mistake of the caller.
      return new DocumentException("The XML parser failed on this document", e);
    }
    if (malformed.getNestedException() instanceof IOException failed) {
      throw failed;
    }
    // The parser puts the location first.
    String problem = String.valueOf(e.getMessage()).replaceFirst("(?s)^.*?Message: ", "");
    return failure("The document is not well-formed: " + problem, malformed.getLocation(), e);
  }

  private static DocumentException failure(
      String problem, @Nullable Location location, @Nullable Throwable cause) {
    // At the end of a document, the parser does not know the place any more.
    return location == null || location.getLineNumber() < 1
        ? new DocumentException(problem, cause)
        : new DocumentException(
            problem, location.getLineNumber(), location.getColumnNumber(), cause);
  }
}
